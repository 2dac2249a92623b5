"""What surrounds every page: headers, language, errors, what stands in the menu."""

import logging
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cast import YEAR, Cast
from pages import Visitor
from prongsai.base.middleware import LARGEST_BODY, BoundedBody, OneOperation
from prongsai.base.operations import add_unit
from prongsai.base.screens import errors


def settings_of(cast: Cast, year: int = YEAR) -> str:
    return reverse("base:settings", args=[cast.agency.slug, year])


def menu(page: Any) -> list[str]:
    return [str(entry.label) for entry in page.context["menu"]]


@pytest.mark.django_db
def test_no_script_style_or_frame_from_elsewhere_is_allowed() -> None:
    headers = Visitor().get("/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_pages_are_thai_whatever_the_browser_prefers() -> None:
    page = Visitor().get("/", **{"Accept-Language": "en-US,en"})
    assert page["Content-Language"] == "th"
    assert '<html lang="th">' in page.content.decode()


@pytest.mark.django_db
def test_english_is_chosen_and_stays() -> None:
    visitor = Visitor()
    back = visitor.post("/language/", {"language": "en", "next": "/account/sign-in/"})
    assert back["Location"] == "/account/sign-in/"
    page = visitor.get("/account/sign-in/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page


@pytest.mark.django_db
def test_choosing_a_language_leads_nowhere_else() -> None:
    assert Visitor().post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})["Location"] == "/"


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_what_to_do() -> None:
    page = Visitor().get("/nowhere/")
    assert page.status_code == 404
    assert "กลับหน้าแรก" in page.content.decode()


def test_a_form_without_its_token_says_what_to_do(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/account/sign-in/", {"login": "x"})
    assert page.status_code == 403
    assert "แบบฟอร์มนี้หมดอายุ" in page.content.decode()


def test_a_fault_of_ours_shows_no_words_of_it(rf: RequestFactory) -> None:
    page = errors.server_error(rf.get("/"))
    assert page.status_code == 500
    assert "ระบบขัดข้อง" in page.content.decode()


@pytest.mark.django_db
def test_nonsense_is_answered_in_words(rf: RequestFactory) -> None:
    request = rf.get("/")
    page = errors.bad_request(request, SuspiciousOperation())
    assert page.status_code == 400


@pytest.mark.django_db
def test_what_is_larger_than_any_file_taken_is_turned_away_unread(rf: RequestFactory) -> None:
    def unreachable(request: HttpRequest) -> HttpResponse:
        raise AssertionError("it was let in")

    page = BoundedBody(unreachable)(rf.post("/", CONTENT_LENGTH=str(LARGEST_BODY + 1)))
    assert page.status_code == 413
    assert "20 MB" in page.content.decode()


def test_the_menu_shows_only_what_this_person_may_open(cast: Cast) -> None:
    clerk = menu(Visitor(cast.person("clerk")).get(settings_of(cast)))
    administrator = menu(Visitor(cast.person("administrator")).get(settings_of(cast)))
    assert clerk == ["วันนี้", "ผลประเมิน", "มาตรการ", "เอกสาร", "เปิดเผยข้อมูล", "ตั้งค่า", "ประวัติการใช้งาน"]
    assert administrator == ["วันนี้", "ตั้งค่า", "ประวัติการใช้งาน"]


def test_the_tabs_of_a_place_are_those_this_person_may_open(cast: Cast) -> None:
    result = reverse("assessment:result", args=[cast.agency.slug, YEAR])
    clerk = Visitor(cast.person("clerk")).get(result).context["tabs"]
    assert [str(tab.label) for tab in clerk] == ["ผลประเมิน", "แนวทางยกระดับ", "หน้าผู้บริหาร", "เทียบทั้งประเทศ"]
    assert [tab.href for tab in clerk if tab.is_current] == [result]
    officer = Visitor(cast.person("officer")).get(result).context["tabs"]
    assert [str(tab.label) for tab in officer] == ["ผลประเมิน", "เทียบทั้งประเทศ"]


def test_the_present_place_is_marked_and_kept_in_another_year(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).get(settings_of(cast))
    assert [str(entry.label) for entry in page.context["menu"] if entry.is_current] == ["ตั้งค่า"]
    assert settings_of(cast, 2566) in [link.href for link in page.context["years"]]
    assert [link.label for link in page.context["years"] if link.is_current] == [YEAR]


def test_a_year_without_a_framework_can_still_be_shown(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).get(settings_of(cast, 2560))
    assert 2560 in [link.label for link in page.context["years"]]


def test_ones_desk_opens_at_its_first_place(cast: Cast) -> None:
    home = reverse("base:desk-home", args=[cast.agency.slug, YEAR])
    assert Visitor(cast.person("clerk")).get(home)["Location"] == home + "today/"
    assert Visitor(cast.person("administrator")).get(home)["Location"] == home + "today/"


def test_a_screen_that_calls_two_operations_is_stopped(cast: Cast, rf: RequestFactory) -> None:
    def greedy(request: HttpRequest) -> HttpResponse:
        for name in ("หนึ่ง", "สอง"):
            add_unit(by=None, at=cast.agency.created_at, agency=cast.agency, name=name)
        return HttpResponse()

    with pytest.raises(RuntimeError, match="one operation"):
        OneOperation(greedy)(rf.post("/"))


def test_the_log_of_requests_is_quiet_about_missing_pages() -> None:
    assert logging.getLogger("django.request").getEffectiveLevel() == logging.ERROR
