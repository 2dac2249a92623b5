from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessment.made import a_sheet
from apps.disclosure.made import a_release, an_exhibit
from apps.disclosure.made_agency import a_full_agency
from apps.disclosure.releases.made_releases import (
    a_made_release,
    a_release_put_forward,
    address,
    an_applied_release,
    fresh,
    submission_of,
)
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Release, Site, Withdrawal
from prongsai.apps.disclosure.operations import releases as deeds


def visitor(cast: Cast, who: str = "clerk") -> Visitor:
    return Visitor(cast.people[who])


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_place_where_nothing_was_published_teaches_what_it_is_for(cast: Cast) -> None:
    page = text(visitor(cast).get(address(cast, "releases")))
    assert "ยังไม่เคยเผยแพร่" in page
    assert "จัดทำชุดเผยแพร่" in page
    assert "จัดทำชุดเผยแพร่</button>" not in text(visitor(cast, "executive").get(address(cast, "releases")))


def test_a_release_is_made_by_the_worker_and_its_page_survives_a_reload(cast: Cast, work: Callable[[], None]) -> None:
    a_sheet(cast)
    clerk = visitor(cast)
    answer = clerk.post(address(cast, "release-make"))
    assert answer["Location"] == address(cast, "release", 1)
    assert "hx-get" in text(clerk.get(answer["Location"]))
    work()
    page = text(clerk.get(answer["Location"]))
    assert "เผยแพร่ครั้งแรก" in page
    assert "เสนอผู้บริหาร</button>" in page


def test_from_making_to_public_by_the_screens(cast: Cast) -> None:
    a_sheet(cast)
    release = a_made_release(cast)
    clerk, executive = visitor(cast), visitor(cast, "executive")
    clerk.post(address(cast, "release-submit", 1), {"reason": ""})
    assert fresh(release).state == "submitted"
    page = text(executive.get(address(cast, "release", 1)))
    assert "อนุมัติและเผยแพร่</button>" in page
    executive.post(address(cast, "release-apply", 1), {"submission": submission_of(release)})
    assert Site.objects.get(agency=cast.agency).current == release
    assert "ที่ประชาชนเห็นอยู่" in text(clerk.get(address(cast, "releases")))


def test_what_is_not_complete_asks_for_a_reason_on_the_form_and_keeps_what_was_typed(cast: Cast) -> None:
    an_exhibit(cast, places=[("o1", "")])
    release = a_made_release(cast)
    clerk = visitor(cast)
    page = text(clerk.get(address(cast, "release", 1)))
    assert "สิ่งที่ยังไม่ครบ" in page
    answer = clerk.post(address(cast, "release-submit", 1), {"reason": " "})
    assert (answer.status_code, fresh(release).state) == (422, "ready")
    clerk.post(address(cast, "release-submit", 1), {"reason": "ที่เหลือจะตามมา"})
    assert "ที่เหลือจะตามมา" in text(visitor(cast, "executive").get(address(cast, "release", 1)))


def test_a_release_is_returned_with_a_reason_that_the_clerk_sees(cast: Cast) -> None:
    release = a_release_put_forward(cast)
    executive = visitor(cast, "executive")
    assert executive.post(address(cast, "release-return", 1), {"reason": ""}).status_code == 422
    executive.post(address(cast, "release-return", 1), {"reason": "ขาดข่าว"})
    assert fresh(release).state == "returned"
    page = text(visitor(cast).get(address(cast, "release", 1)))
    assert "ขาดข่าว" in page
    assert "จัดทำใหม่จากข้อมูลปัจจุบัน</button>" in page


def test_a_deed_that_came_too_late_is_refused_in_a_sentence(cast: Cast) -> None:
    an_applied_release(cast)
    for name, who in (("submit", "clerk"), ("return", "executive"), ("drop", "clerk"), ("apply", "executive")):
        visits = visitor(cast, who)
        answer = visits.post(address(cast, f"release-{name}", 1), {"reason": "x", "submission": "หนึ่ง"})
        assert "ชุดนี้เผยแพร่แล้ว" in text(visits.get(answer["Location"]))
    assert Release.objects.get().state == "applied"


def test_what_changes_is_told_field_by_field_from_what_to_what(cast: Cast) -> None:
    full = a_full_agency(cast)
    an_applied_release(cast)
    full.activity.title = "อบรมจริยธรรมครั้งใหม่"
    full.activity.save()
    a_made_release(cast)
    page = text(visitor(cast).get(address(cast, "release", 2)))
    assert "สิ่งที่เปลี่ยนจากชุดที่ 1" in page
    assert "อบรมจริยธรรมเจ้าหน้าที่" in page
    assert "อบรมจริยธรรมครั้งใหม่" in page


def test_every_page_and_file_of_a_release_can_be_looked_at_before_it_is_public(cast: Cast) -> None:
    a_full_agency(cast)
    release = a_made_release(cast)
    clerk = visitor(cast)
    for path in release.pages.values_list("path", flat=True):
        for language in ("", "en/"):
            answer = clerk.client.get(f"{address(cast, 'release-preview-home', 1)}{language}{path}")
            assert answer.status_code == 200, path
            assert f'<a href="{address(cast, "release", 1)}">' in answer.content.decode(), path
    for path in release.files.values_list("path", flat=True):
        assert b"".join(clerk.client.get(address(cast, "release-preview", 1, path))), path
    assert clerk.get(address(cast, "release-preview", 1, "nowhere/")).status_code == 404
    assert clerk.get(address(cast, "release-preview", 1, "files/0/x.pdf")).status_code == 404


def test_something_is_withdrawn_by_looking_for_it(cast: Cast) -> None:
    a_release(cast)
    clerk = visitor(cast)
    page = text(clerk.get(address(cast, "withdrawals"), {"q": "สำรวจความพึงพอใจ"}))
    assert address(cast, "release-withdraw", "measure-17") in page
    form = text(clerk.get(address(cast, "release-withdraw", "measure-17")))
    assert "สำรวจความพึงพอใจ" in form
    answer = clerk.post(address(cast, "release-withdraw", "measure-17"), {"title": "มาตรการ", "reason": ""})
    assert answer.status_code == 422
    clerk.post(address(cast, "release-withdraw", "measure-17"), {"title": "มาตรการ", "reason": "ข้อมูลผิด"})
    page = text(clerk.get(address(cast, "withdrawals")))
    assert "ข้อมูลผิด" in page
    clerk.post(address(cast, "withdrawal-lift", Withdrawal.objects.get().pk))
    assert Withdrawal.objects.get().lifted_at is not None
    assert "ที่เคยถอน" in text(clerk.get(address(cast, "withdrawals")))


def test_strange_input_finds_nothing_and_breaks_nothing(cast: Cast) -> None:
    a_release(cast)
    clerk = visitor(cast)
    for asked in ({"q": "\x00"}, {"q": "x" * 5000}, {"page": "-1"}, {"page": "x"}, {"page": "999"}):
        assert clerk.get(address(cast, "withdrawals"), asked).status_code == 200
    for subject in ("home", "file-", "file-%2e%2e", "กขค", "measure-17' or 1=1"):
        assert clerk.get(address(cast, "release-withdraw", subject)).status_code == 404
    assert clerk.get(address(cast, "release", 99)).status_code == 404


def test_another_agencys_release_is_not_found(cast: Cast) -> None:
    a_made_release(cast)
    deeds.make_release(by=cast.viewer("stranger"), at=NOW)
    assert visitor(cast, "stranger").get(address(cast, "release", 1)).status_code == 404


def test_the_pages_of_releases_ask_as_much_for_many_as_for_few(cast: Cast) -> None:
    a_full_agency(cast)
    an_applied_release(cast)
    few = [_asked(cast, name) for name in ("releases", "withdrawals")]
    for number in range(5):
        a_sheet(cast, year=YEAR - 2 - number)
        an_applied_release(cast)
    assert [_asked(cast, name) for name in ("releases", "withdrawals")] == few
    changed = _asked(cast, "release", 2)
    for number in range(8):
        an_exhibit(cast, places=[(f"o{number + 4}", "")])
    a_made_release(cast)
    assert _asked(cast, "release", 7) == changed


def _asked(cast: Cast, name: str, *more: int) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert visitor(cast).get(address(cast, name, *more)).status_code == 200
    return len(asked)


def test_a_preview_of_a_letter_that_no_database_takes_is_not_there(cast: Cast) -> None:
    start = address(cast, "release-preview-home", a_made_release(cast).number)
    for path in ("%00", "en/%00/", "files/%00/report.pdf"):
        assert visitor(cast).get(f"{start}{path}").status_code == 404
