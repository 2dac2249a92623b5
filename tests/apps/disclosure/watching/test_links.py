"""The desk's list of links: what is wrong, what changed, what to look at; looked at again when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from apps.disclosure.made import a_duty, a_visit, an_exhibit
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.jobs import watching as jobs
from prongsai.apps.disclosure.models import Exhibit, Release, Visit
from prongsai.apps.disclosure.operations.watching import ask_look, found_of, keep_visits
from prongsai.apps.disclosure.queries.linked_texts import TextSaid
from prongsai.apps.disclosure.queries.watching import JOB_KIND, link_rows
from prongsai.apps.improvement.queries.today import todo
from prongsai.base.models import AuditLine, Job
from prongsai.core.disclosure import elements_of
from prongsai.core.errors import Problem, Refused
from prongsai.core.framework import load
from prongsai.site.installation import Installation
from prongsai.watch import Fault, Look
from watch.ground import Ground, framed, ground
from watch.serving import Reply, page

TODAY = timezone.localdate(NOW)


@pytest.fixture
def it(tmp_path: Path, settings: Any) -> Iterator[Ground]:
    with ground(tmp_path) as it:
        names = ("allowed", "resolve", "per_host_seconds", "timeout", "deadline", "tries", "backoff")
        settings.WATCH = {name: getattr(it.policy, name) for name in names}
        yield it


def links(cast: Cast, who: str = "clerk", wish: str = "") -> Any:
    address = reverse("disclosure:links", args=[cast.agency.slug, YEAR])
    return html.document_fromstring(Visitor(cast.person(who)).get(address, {"wish": wish}).content.decode())


def rows_of(page: Any) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath("//tbody/tr[@data-row]")]


def test_an_empty_list_teaches_what_it_is_for(cast: Cast) -> None:
    text = links(cast).text_content()
    assert "ยังไม่มีลิงก์ให้ตรวจ" in text


def test_each_count_opens_exactly_what_it_counts_the_worst_first(cast: Cast) -> None:
    down, moved, well, unseen = (an_exhibit(cast, places=[(code, "")]) for code in ("o9", "o3", "o2", "o1"))
    a_visit(down, "status_error", status=404)
    a_visit(moved, "moved", final_url="https://www.thungfasai.example.go.th/new")
    a_visit(well)
    page = links(cast)
    counted = {
        each.get("href").rpartition("=")[2]: int(each.get("data-count")) for each in page.xpath("//a[@data-count]")
    }
    assert counted.pop("", counted.pop("?", 4)) == 4
    assert {wish: len(rows_of(links(cast, wish=wish))) for wish in counted} == counted
    first, second, third, last = rows_of(page)
    assert down.title in first
    assert Fault.STATUS_ERROR.th in first
    assert moved.title in second
    assert "https://www.thungfasai.example.go.th/new" in second
    assert unseen.title in third
    assert well.title in last


def test_says_what_is_otherwise_than_at_the_visit_before(cast: Cast) -> None:
    fell, other, same = (an_exhibit(cast, places=[("o1", "")]) for _each in range(3))
    for exhibit, faults, digest in ((fell, ["dead"], ""), (other, [], "b"), (same, [], "a")):
        a_visit(exhibit, sha256="a", title="แผน", at=NOW - timedelta(days=1))
        a_visit(exhibit, *faults, sha256=digest, title="แผนใหม่" if digest == "b" else "แผน")
    rows = {row.exhibit.pk: row for row in link_rows(cast.viewer("clerk"), YEAR, TODAY)}
    assert rows[fell.pk].changes == ("ครั้งก่อนเปิดได้ ครั้งนี้เปิดไม่ได้",)
    assert rows[other.pk].changes == ("ชื่อหน้าเปลี่ยนจาก “แผน” เป็น “แผนใหม่”",)
    assert rows[same.pk].changes == ()
    later = {
        row.exhibit.pk: set(row.wishes) for row in link_rows(cast.viewer("clerk"), YEAR, TODAY + timedelta(days=3))
    }
    assert later[fell.pk] == {"", "down"}


def test_asks_the_same_number_of_questions_for_ten_links_and_for_twenty(cast: Cast) -> None:
    counts = []
    for _round in range(2):
        for place in range(10):
            exhibit = an_exhibit(cast, places=[(f"o{place + 1}", "")])
            for days in (2, 1):
                a_visit(exhibit, "moved", at=NOW - timedelta(days=days))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            link_rows(cast.viewer("clerk"), YEAR, TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_link_tells_every_visit_and_where_its_text_speaks_of_what_it_shows(cast: Cast) -> None:
    item = load(YEAR).item("o1")
    assert item is not None
    spoken, missing = elements_of(load(YEAR), item)[:2] if len(elements_of(load(YEAR), item)) > 1 else (None, None)
    exhibit = an_exhibit(cast, places=[("o1", each.id) for each in (spoken, missing) if each])
    a_visit(exhibit, "dead", at=NOW - timedelta(days=1))
    sought = [each.id for each in (spoken, missing) if each]
    found = {spoken.id: "page 3"} if spoken else {}
    hints = [{"code": "other_year", "year": YEAR, "item": "o1", "says": 2560}]
    a_visit(exhibit, sought=sought, found=found, hints=hints)
    address = reverse("disclosure:link", args=[cast.agency.slug, YEAR, exhibit.pk])
    text = Visitor(cast.person("auditor")).get(address).content.decode()
    assert "หัวเรื่องพูดถึงปี 2560" in text
    assert "กลับมาเปิดได้แล้ว" in text
    assert text.count("data-row") == 2
    if spoken and missing:
        assert "หน้า 3" in text
        assert f"ไม่พบคำที่บอกถึง “{missing.text_th}”" in text


def test_the_table_to_take_away_says_the_same(cast: Cast) -> None:
    a_visit(an_exhibit(cast, places=[("o1", "")], title="แผนพัฒนา"), "dead")
    address = reverse("disclosure:links-table", args=[cast.agency.slug, YEAR, "csv"])
    text = Visitor(cast.person("auditor")).get(address).content.decode("utf-8-sig")
    assert "แผนพัฒนา" in text
    assert Fault.DEAD.th in text


def test_looks_when_asked_and_keeps_what_came(cast: Cast, work: Callable[[], None], it: Ground) -> None:
    good = an_exhibit(cast, url=it.put("/o1", page(framed("โครงสร้าง", "<p>แผนผังโครงสร้างของเทศบาล</p>"))))
    bad = an_exhibit(cast, url=it.put("/o2", page("<h1>ไม่พบ</h1>", status=404)))
    clerk = Visitor(cast.person("clerk"))
    look = reverse("disclosure:links-look", args=[cast.agency.slug, YEAR])
    assert clerk.post(look).status_code == 302
    assert clerk.post(look).status_code == 302
    assert Job.objects.filter(kind=JOB_KIND).count() == 1
    assert "progress" in html.tostring(links(cast)).decode()
    work()
    job = Job.objects.get(kind=JOB_KIND)
    assert (job.state, job.done, job.total) == (Job.State.DONE, 2, 2)
    assert good.visits.get().faults == []
    assert bad.visits.get().faults == ["status_error"]
    line = AuditLine.objects.get(verb="links.looked_at")
    assert line.changes == {"count": 2, "with_faults": 1, "forgotten": 0}


def test_a_file_that_breaks_is_a_fact_and_stops_nothing(cast: Cast, work: Callable[[], None], it: Ground) -> None:
    broken = Reply(headers=(("Content-Type", "application/pdf"),), body=b"%PDF-1.7\nbroken beyond repair")
    exhibit = an_exhibit(cast, url=it.put("/o1.pdf", broken), places=[("o1", "")])
    jobs.look_at_every_agency(NOW)
    work()
    assert [each["code"] for each in exhibit.visits.get().hints] == ["unreadable"]
    assert Job.objects.get(kind=JOB_KIND).state == Job.State.DONE


def test_the_night_looks_at_every_agency_once(cast: Cast, work: Callable[[], None], it: Ground) -> None:
    url = it.put("/shared", page(framed("ข้อมูล", "<p>ข้อมูลของเทศบาลและตำบล</p>")))
    for agency in (cast.agency, cast.other_agency):
        an_exhibit(cast, url=url, agency=agency)
    an_exhibit(cast, url=it.at("/gone"), removed_at=NOW)
    jobs.look_at_every_agency(timezone.now())
    jobs.look_at_every_agency(timezone.now())
    assert Job.objects.filter(kind=JOB_KIND).count() == 2
    work()
    assert sorted(Visit.objects.values_list("exhibit__agency", flat=True)) == [cast.agency.pk, cast.other_agency.pk]


def test_refuses_to_look_where_there_is_no_link(cast: Cast) -> None:
    with pytest.raises(Refused, match="no link"):
        ask_look(by=cast.viewer("clerk"), at=NOW)


def kept(cast: Cast, exhibit: Exhibit, at: Any, sha256: str, **look: Any) -> None:
    found = found_of(exhibit.pk, Look(url=exhibit.url, status=200, sha256=sha256, **look), TextSaid(), at)
    keep_visits(by=None, at=at, agency=cast.agency, found=[found])


def test_forgets_old_visits_but_the_last_two_states(cast: Cast) -> None:
    exhibit = an_exhibit(cast)
    for days, digest in ((400, "a"), (300, "b"), (200, "b"), (150, "c"), (100, "c")):
        a_visit(exhibit, sha256=digest, at=NOW - timedelta(days=days))
    kept(cast, exhibit, NOW, "c")
    left = [(round((NOW - each.at).days), each.sha256) for each in exhibit.visits.order_by("-at")]
    assert left == [(0, "c"), (200, "b")]


def test_a_link_changed_meanwhile_gets_no_visit(cast: Cast) -> None:
    exhibit = an_exhibit(cast)
    before = Exhibit.objects.get(pk=exhibit.pk)
    Exhibit.objects.filter(pk=exhibit.pk).update(url="https://www.thungfasai.example.go.th/other")
    kept(cast, before, NOW, "a")
    assert not exhibit.visits.exists()


def test_what_a_server_sends_never_breaks_the_keeping(cast: Cast) -> None:
    exhibit = an_exhibit(cast)
    kept(cast, exhibit, NOW, "a", title="ก\x00" * 900, final_url="https://x/" + "ย" * 9_000, content_type="x" * 900)
    assert len(exhibit.visits.get().title) == 300


def test_what_changed_since_yesterday_is_on_the_first_page_of_the_clerk(cast: Cast) -> None:
    fell, other = (an_exhibit(cast, places=[("o1", "")]) for _each in range(2))
    a_duty(cast, "o1")
    a_visit(fell, sha256="a", at=NOW - timedelta(days=1))
    a_visit(fell, "dead", at=NOW)
    a_visit(other, sha256="a", at=NOW - timedelta(days=1))
    a_visit(other, sha256="b", at=NOW)
    things = {each.sentence: each for each in todo(cast.viewer("clerk"), YEAR, TODAY).things}
    for sentence in ("แก้ลิงก์ 1 รายการที่เปิดไม่ได้ตั้งแต่เมื่อวาน", "ดูลิงก์ 2 รายการที่เปลี่ยนไปตั้งแต่เมื่อวาน"):
        thing = things[sentence]
        page = html.document_fromstring(Visitor(cast.person("clerk")).get(thing.address).content.decode())
        assert len(page.xpath("//tbody/tr[@data-row]")) == thing.count
    missing = next(each for sentence, each in things.items() if sentence.startswith("เติมสิ่งที่ขาด"))
    page = html.document_fromstring(Visitor(cast.person("clerk")).get(missing.address).content.decode())
    assert len(page.xpath("//tbody/tr[@data-row]")) == missing.count
    assert not any("ลิงก์" in each.sentence for each in todo(cast.viewer("officer"), YEAR, TODAY).things)


@pytest.mark.parametrize(
    ("state", "who", "others"), [("submitted", "executive", "clerk"), ("returned", "clerk", "executive")]
)
def test_a_release_waits_on_the_first_page_of_whoever_it_waits_for(
    cast: Cast, state: str, who: str, others: str
) -> None:
    Release.objects.create(agency=cast.agency, number=3, state=state, made_at=NOW)
    said = {role: [each.sentence for each in todo(cast.viewer(role), YEAR, TODAY).things] for role in (who, others)}
    assert [each for each in said[who] if "ชุดเผยแพร่ที่ 3" in each]
    assert not [each for each in said[others] if "ชุดเผยแพร่" in each]


def test_an_installation_names_the_places_inside_that_may_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRONGSAI_WATCH_ALLOWED", "Intranet.example.go.th:80, [fd00::1]:8080")
    assert Installation().inside == {("intranet.example.go.th", 80), ("fd00::1", 8080)}
    monkeypatch.setenv("PRONGSAI_WATCH_ALLOWED", "https://intranet.example.go.th/")
    with pytest.raises(Problem, match="PRONGSAI_WATCH_ALLOWED"):
        Installation()
