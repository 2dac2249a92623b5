"""What everybody sees of the country, what administrators do with runs, what an agency sees of its own place."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from apps.assessment.made import a_sheet
from apps.nation.made import YEAR, a_country, a_run, a_run_file, what_if
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.nation.models import NationalRun, RunAgency, RunFlag
from prongsai.apps.nation.operations import withdraw_run
from prongsai.base.models import Job

PAGES = ("country", "agencies", "agencies-file", "scores-file")


def text(address: str, query: dict[str, Any] | None = None, visitor: Visitor | None = None) -> str:
    answer = (visitor or Visitor()).get(address, query)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def of_year(name: str, *words: str) -> str:
    return reverse(f"nation:{name}", args=[YEAR, *words])


def rows(page: str) -> int:
    return len(html.fromstring(page).xpath("//tr[@data-row]"))


def test_nothing_is_there_before_a_run_is(db: None) -> None:
    assert "ยังไม่มีผลคำนวณทั้งประเทศ" in text(reverse("nation:years"))
    for name in PAGES:
        assert Visitor().get(of_year(name)).status_code == 404


def test_every_number_is_as_long_as_the_list_it_opens(db: None) -> None:
    a_run(a_country(60))
    for address in (of_year("country"), of_year("province", "สระบุรี"), of_year("kind", "เทศบาลตำบล")):
        root = html.fromstring(text(address))
        doors = {(each.get("href"), int(count)) for each in root.iter("a") for count in each.xpath(".//@data-count")}
        assert len(doors) > 5
        for href, count in doors:
            found = text(href)
            assert min(count, 50) == rows(found), (address, href)


def test_totals_are_listed_from_one_value_to_another_with_both(db: None) -> None:
    run = a_run(a_country(30))
    low, high = sorted(RunAgency.objects.filter(run=run, total__isnull=False).values_list("total", flat=True))[3:9:5]
    inside = RunAgency.objects.filter(run=run, total__gte=low, total__lte=high).count()
    page = text(of_year("agencies"), {"lowest": str(low), "highest": str(high)})
    assert rows(page) == inside >= 6
    assert [html.fromstring(page).get_element_by_id(each).get("value") for each in ("lowest", "highest")] == [
        str(low),
        str(high),
    ]


def test_the_table_of_a_spread_counts_every_total_once(db: None) -> None:
    run = a_run(a_country(30))
    root = html.fromstring(text(of_year("country")))
    counts = root.xpath("(//details[contains(@class, 'spread-table')])[1]//a/@data-count")
    assert sum(map(int, counts)) == run.ranked_count


def test_the_overview_begins_with_the_finding(db: None) -> None:
    run = a_run(a_country(12))
    passed = RunAgency.objects.filter(run=run, level__in=["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน"]).count()
    page = text(of_year("country"))
    assert f"ผ่านเกณฑ์ {passed} จาก 11 หน่วยงาน" in page
    assert "ไม่ใช่ผลการประเมินที่ประกาศอย่างเป็นทางการ" in page


def test_of_two_runs_the_newer_is_the_years_and_the_older_stays_at_its_own_address(db: None) -> None:
    old, new = a_run(a_country(5)), a_run(a_country(6))
    assert Visitor().get(of_year("country")).context["country"].run == new
    own = reverse("nation:run-country", args=[YEAR, old.pk])
    assert Visitor().get(own).context["country"].run == old
    assert own in text(reverse("nation:years"))


def test_a_what_if_is_never_the_years_and_says_so_on_every_page(db: None) -> None:
    plain = a_run(a_country(5))
    run = a_run(a_country(5), supposed=what_if(weights={"IIT": "0.2"}, without=("00001",)))
    assert Visitor().get(of_year("country")).context["country"].run == plain
    pages = {"country": [], "agencies": [], "agency": ["00000"], "province": ["สระบุรี"], "kind": ["เทศบาลตำบล"]}
    for name, words in pages.items():
        page = text(reverse(f"nation:run-{name}", args=[YEAR, run.pk, *words]))
        assert "น้ำหนักของ IIT เป็น 0.2" in page
        assert "สมมติ" in html.fromstring(page).findtext(".//title", "")
        assert "น้ำหนักของ IIT" not in text(of_year(name, *words))


def test_a_withdrawn_run_is_gone(db: None) -> None:
    run = a_run(a_country(4))
    withdraw_run(by=None, at=NOW, run=run, reason="ไฟล์ผิดปี")
    assert Visitor().get(of_year("country")).status_code == 404
    assert Visitor().get(reverse("nation:run-country", args=[YEAR, run.pk])).status_code == 404


def test_an_agency_shows_places_scores_and_lost_items(db: None) -> None:
    run = a_run(a_country(9))
    agency = RunAgency.objects.get(run=run, code="00002")
    page = text(of_year("agency", "00002"))
    assert f"อันดับ {agency.country_rank} จาก {agency.country_of}" in page
    assert f"{agency.total}" in page
    assert "o12" in page
    assert "ข้อคำถามของตัวชี้วัดที่" in page


def test_an_agency_without_a_total_has_no_place(db: None) -> None:
    a_run(a_country(3))
    page = text(of_year("agency", "00002"))
    assert "ยังไม่มีคะแนนรวม" in page
    assert "อันดับ 3" not in page


def test_no_public_page_shows_a_flag(db: None) -> None:
    a_run(a_country(5))
    assert RunFlag.objects.exists()
    for name, words in (("country", []), ("agencies", []), ("agency", ["00001"]), ("agencies-file", [])):
        assert "เลือกคำตอบเดียวกัน" not in text(of_year(name, *words))
        assert "straight" not in text(of_year(name, *words))


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99999999999999999999"},
        {"page": "-1"},
        {"page": "x", "q": "a\0b"},
        {"q": "%' OR 1=1 --" * 40},
        {"province": "x" * 5000, "kind": "\0", "level": "<script>"},
        {"level": "unscored"},
        {"lowest": "NaN", "highest": "1e9999"},
        {"lowest": "-1", "highest": "85.001"},
    ],
)
def test_whatever_is_asked_is_answered(db: None, query: dict[str, str]) -> None:
    a_run(a_country(5))
    assert "<script>" not in text(of_year("agencies"), query).replace("<script src", "")
    text(of_year("agencies-file"), query)


@pytest.mark.parametrize("year", [0, 2399, 99999999999999999999999])
def test_years_agencies_and_runs_that_are_not_there_are_not_found(db: None, year: int) -> None:
    a_run(a_country(3))
    for address in (f"/nation/{year}/", f"/nation/{YEAR}/runs/{year}/", f"/nation/{YEAR}/agencies/{year}/"):
        assert Visitor().get(address).status_code == 404


def test_codes_and_names_may_hold_what_addresses_are_parted_by(db: None) -> None:
    made = a_country(4)
    odd = ["a/b", "..", "~s", "ก ข?#"]
    for row, code in zip(made["agencies"], odd, strict=True):
        for table in made.values():
            for each in table:
                if each is not row and each["agency"] == row["agency"]:
                    each["agency"] = code
        row |= {"agency": code, "kind": "อบต./ทต."}
        row |= {f"kind_{each}": row.get(f"country_{each}") for each in ("rank", "of")}
    a_run(made)
    links = html.fromstring(text(of_year("agencies"))).xpath("//tr[@data-row]//a/@href")
    assert len(links) == 4
    shown = [Visitor().get(link).context["found"].agency.code for link in links]
    assert sorted(shown) == sorted(odd)
    text(of_year("kind", "อบต./ทต."))


def test_the_table_to_take_away_holds_all_that_was_asked_for(db: None) -> None:
    a_run(a_country(30))
    lines = text(of_year("agencies-file"), {"province": "สระบุรี"}).splitlines()
    assert len(lines) == 1 + RunAgency.objects.filter(province="สระบุรี").count()
    scores = text(of_year("scores-file")).splitlines()
    assert len(scores) == 1 + sum(len(each.scores) for each in RunAgency.objects.all())
    assert scores[1].startswith("00000,indicator,1,,")


def questions(address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text(address)
    return len(asked)


@pytest.mark.parametrize("name", ["country", "agencies", "agencies-file"])
def test_asks_as_often_for_ten_agencies_as_for_twenty(db: None, name: str) -> None:
    few, many = a_run(a_country(10)), a_run(a_country(20))
    counts = {questions(reverse(f"nation:run-{name}", args=[YEAR, run.pk])) for run in (few, many)}
    assert len(counts) == 1
    assert counts.pop() <= 7


def send(visitor: Visitor, content: bytes, name: str = "run.zip") -> Any:
    return visitor.post(reverse("nation:imports"), {"file": SimpleUploadedFile(name, content)})


def test_an_administrator_brings_a_run_and_the_worker_takes_it_over(cast: Cast, work: Any) -> None:
    visitor = Visitor(cast.person("administrator"))
    assert send(visitor, a_run_file(a_country(6))).status_code == 302
    assert "รอเริ่ม" in text(reverse("nation:imports"), visitor=visitor)
    work()
    run = NationalRun.objects.get()
    assert (run.imported_by, run.agency_count, run.ranked_count) == (cast.person("administrator"), 6, 5)
    assert Job.objects.get().state == Job.State.DONE
    assert reverse("nation:run-country", args=[YEAR, run.pk]) in text(reverse("nation:imports"), visitor=visitor)
    assert send(visitor, a_run_file(a_country(6))).status_code == 422


def test_what_is_no_run_is_refused_in_the_form_and_not_kept(cast: Cast) -> None:
    visitor = Visitor(cast.person("administrator"))
    answer = send(visitor, b"PK\x03\x04 nothing")
    assert answer.status_code == 422
    assert "prongsai score" in answer.content.decode()
    assert send(visitor, b"").status_code == 422
    assert visitor.post(reverse("nation:imports")).status_code == 422


def test_figures_that_contradict_each_other_fail_the_job_in_words(cast: Cast, work: Any) -> None:
    made = a_country(6)
    made["agencies"][0]["country_rank"] = 4
    visitor = Visitor(cast.person("administrator"))
    send(visitor, a_run_file(made))
    work()
    assert not NationalRun.objects.exists()
    assert Job.objects.get().state == Job.State.FAILED
    assert "country_rank" in text(reverse("nation:imports"), visitor=visitor)


def test_a_run_is_withdrawn_with_a_reason_that_stays(cast: Cast) -> None:
    run, visitor = a_run(a_country(4)), Visitor(cast.person("administrator"))
    address = reverse("nation:import-withdraw", args=[run.pk])
    assert visitor.post(address, {"reason": " "}).status_code == 422
    assert visitor.post(address, {"reason": "นำเข้าผิดไฟล์"}).status_code == 302
    assert "นำเข้าผิดไฟล์" in text(reverse("nation:imports"), visitor=visitor)
    again = visitor.post(address, {"reason": "อีกครั้ง"})
    assert "ถอนผลการคำนวณนี้ไปแล้ว" in again.content.decode()


def test_an_administrator_sees_the_flags_of_a_run(cast: Cast) -> None:
    run = a_run(a_country(4))
    page = text(reverse("nation:import-flags", args=[run.pk]), visitor=Visitor(cast.person("administrator")))
    assert "เลือกคำตอบเดียวกันทุกข้อ" in page
    assert "9 / 30" in page


def ours(cast: Cast, **more: str) -> dict[str, Any]:
    """A country in which agency A is the one with the flag."""
    made = a_country(8)
    made["agencies"][1] |= {"name": cast.agency.name, "province": "สระบุรี", "district": "แก่งคอย", **more}
    for row in made["agencies"]:
        row["province"] = "สระบุรี"
    ranked = sorted((row for row in made["agencies"] if "total" in row), key=lambda row: -row["total"])
    for row in ranked:
        row["province_rank"] = 1 + sum(other["total"] > row["total"] for other in ranked)
        row["province_of"] = len(ranked)
    return made


def test_a_member_sees_the_place_and_flags_of_their_own_agency_alone(cast: Cast) -> None:
    a_run(ours(cast))
    own = text(reverse("nation-desk:place", args=[cast.agency.slug, YEAR]), visitor=Visitor(cast.person("clerk")))
    assert "เลือกคำตอบเดียวกันทุกข้อ" in own
    assert reverse("nation:agency", args=[YEAR, "00001"]) in own
    other = reverse("nation-desk:place", args=[cast.other_agency.slug, YEAR])
    assert Visitor(cast.person("clerk")).get(other).status_code == 404
    assert "ยังไม่มีผลคำนวณทั้งประเทศ" in text(other, visitor=Visitor(cast.person("stranger")))


def test_of_two_agencies_of_our_name_the_one_of_our_district_is_ours(cast: Cast) -> None:
    made = ours(cast)
    made["agencies"][0] |= {"name": cast.agency.name, "district": "หนองแค"}
    a_run(made)
    own = text(reverse("nation-desk:place", args=[cast.agency.slug, YEAR]), visitor=Visitor(cast.person("clerk")))
    assert reverse("nation:agency", args=[YEAR, "00001"]) in own


def test_of_two_agencies_like_ours_in_all_none_is_taken_for_ours(cast: Cast) -> None:
    made = ours(cast)
    made["agencies"][0] |= {"name": cast.agency.name, "district": "แก่งคอย"}
    a_run(made)
    own = text(reverse("nation-desk:place", args=[cast.agency.slug, YEAR]), visitor=Visitor(cast.person("clerk")))
    assert "ยังไม่มีผลคำนวณทั้งประเทศ" in own


def test_the_place_stands_beside_the_agencys_own_result(cast: Cast) -> None:
    a_sheet(cast, year=YEAR)
    result = reverse("assessment:result", args=[cast.agency.slug, YEAR])
    visitor = Visitor(cast.person("officer"))
    assert "เทียบทั้งประเทศ</h2>" not in text(result, visitor=visitor)
    run = a_run(ours(cast))
    agency = RunAgency.objects.get(run=run, code="00001")
    page = text(result, visitor=visitor)
    assert "เทียบทั้งประเทศ</h2>" in page
    assert f"{agency.country_rank} / {agency.country_of}" in page
    assert reverse("nation-desk:place", args=[cast.agency.slug, YEAR]) in page
