"""The published site as anybody opens it: the release in force and nothing else, kept by whoever likes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from apps.disclosure.made import a_release
from apps.disclosure.made_public import PHOTO, home_page, public_pages
from apps.disclosure.site.made_site import FILE, PDF, a_file, a_withdrawal, news, site_of
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Release, Site, Withdrawal
from prongsai.base.files import folder

MOST_QUESTIONS = 5


def at(cast: Cast, path: str = "") -> str:
    return f"/{cast.agency.slug}/{path}"


def sent(address: str) -> Any:
    """A file as anybody gets it, or the page that stands in its place."""
    return read(Client().get(address))


def read(response: Any) -> Any:
    """An answer, a file read to its end: that closes it, and closed twice it takes the test's connection along."""
    return (
        response
        if not response.streaming
        else HttpResponse(b"".join(response), status=response.status_code, headers=response.headers)
    )


def test_every_page_of_the_release_opens_in_both_languages(cast: Cast) -> None:
    a_release(cast, tables={"measures": []})
    visitor = Visitor()
    for page in public_pages():
        expected = 410 if page.kind == "notice" else 200
        for language, before in (("th", ""), ("en", "en/")):
            response = visitor.get(at(cast, before + page.path))
            assert (response.status_code, response["Content-Language"]) == (expected, language), page.path


def test_no_page_needs_or_sets_a_cookie(cast: Cast) -> None:
    a_release(cast, tables={"measures": []}, files={FILE: (a_file(cast), "")})
    client = Client()
    client.force_login(cast.people["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    addresses = [page.path for page in public_pages()] + ["feed.xml", "sitemap.xml", "search/?q=ก", FILE, "nowhere/"]
    for path in addresses:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = read(client.get(at(cast, path)))
        assert not response.cookies, path
        assert "Vary" not in response.headers, path
        assert not any("django_session" in each["sql"] or "base_person" in each["sql"] for each in asked), path
        if response["Content-Type"].startswith("text/html"):
            assert response["Content-Language"] == "th"


def test_a_release_that_is_not_in_force_is_not_seen(cast: Cast) -> None:
    a_release(cast, [home_page()])
    held = a_release(cast, [home_page(), news(1)])
    Site.objects.filter(agency=cast.agency).update(current=Release.objects.get(number=1))
    assert held.pages.filter(path="news/1/").exists()
    assert Visitor().get(at(cast, "news/1/")).status_code == 410  # it was public once: its address says so


def test_an_agency_without_a_release_says_that_nothing_is_published_yet(cast: Cast) -> None:
    response = Visitor().get(at(cast))
    assert response.status_code == 404
    assert "ยังไม่ได้เผยแพร่" in response.content.decode()
    assert Visitor().get("/nobody-here/").status_code == 404


@pytest.mark.parametrize("path", ["", "news/1/", "search/?q=ข่าว", "feed.xml", "sitemap.xml", "nowhere/"])
def test_questions_are_few_and_the_same_for_ten_and_two_hundred_pages(cast: Cast, path: str) -> None:
    counts = []
    for size in (10, 200):
        a_release(cast, site_of(size))
        with CaptureQueriesContext(connection) as asked:
            Visitor().get(at(cast, path))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUESTIONS, counts


def test_who_has_it_already_is_told_so(cast: Cast) -> None:
    a_release(cast)
    visitor = Visitor()
    first = visitor.get(at(cast, "contact/"))
    assert first["Cache-Control"] == "public, no-cache"
    assert first["ETag"].startswith('"')
    by_mark = visitor.client.get(at(cast, "contact/"), headers={"If-None-Match": first["ETag"]})
    assert (by_mark.status_code, by_mark.content) == (304, b"")
    assert visitor.get(at(cast, "en/contact/"), **{"If-None-Match": first["ETag"]}).status_code == 200


def test_what_is_withdrawn_within_a_second_is_not_taken_for_unchanged(cast: Cast) -> None:
    a_release(cast)
    first = Visitor().get(at(cast, "news/5/"))
    Withdrawal.objects.filter(pk=a_withdrawal(cast, "page-5").pk).update(at=NOW + timedelta(milliseconds=500))
    for path, status in (("news/5/", 410), ("news/", 200)):
        again = Visitor().get(at(cast, path), **{"If-Modified-Since": first["Last-Modified"]})
        assert again.status_code == status


@pytest.mark.parametrize("path", ["%00/", "en/%00/", "news/5/%00/", "files/%00/report.pdf", "files/5f4e3d2c1b0a/%00"])
def test_a_letter_that_no_database_takes_leads_nowhere(cast: Cast, path: str) -> None:
    a_release(cast)
    assert Visitor().get(at(cast, path)).status_code == 404


def test_a_mark_changes_with_a_release_and_with_a_withdrawal(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1), news(2)])
    visitor, marks = Visitor(), []
    marks.append(visitor.get(at(cast, "news/1/"))["ETag"])
    a_release(cast, [home_page(), news(1)], at=NOW + timedelta(minutes=5))
    marks.append(visitor.get(at(cast, "news/1/"))["ETag"])
    taken = a_withdrawal(cast, "page-2")
    marks.append(visitor.get(at(cast, "news/1/"))["ETag"])
    taken.lifted_at = NOW + timedelta(hours=2)
    taken.save()
    lifted = visitor.get(at(cast, "news/1/"))
    assert len(set(marks)) == 3
    assert lifted["ETag"] == marks[1]
    assert lifted["Last-Modified"].endswith("06:00:00 GMT")


def test_what_moved_is_found_at_its_new_place(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, path="news/old/")])
    a_release(cast, [home_page(), news(1, path="news/new/")], at=NOW + timedelta(days=1))
    thai, english = Visitor().get(at(cast, "news/old/")), Visitor().get(at(cast, "en/news/old/"))
    assert (thai.status_code, thai["Location"]) == (301, at(cast, "news/new/"))
    assert (english.status_code, english["Location"]) == (301, at(cast, "en/news/new/"))


def test_what_is_gone_says_until_when_it_was_there(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1)])
    a_release(cast, [home_page()], at=NOW + timedelta(days=1))
    a_release(cast, [home_page()], at=NOW + timedelta(days=9))
    response = Visitor().get(at(cast, "news/1/"))
    assert response.status_code == 410
    assert "22 พ.ย. 2569" in response.content.decode()


def test_what_is_withdrawn_gives_its_reason_and_is_said_nowhere_else(cast: Cast) -> None:
    a_release(cast, public_pages())
    a_withdrawal(cast, "page-5")
    visitor = Visitor()
    notice = visitor.get(at(cast, "news/5/"))
    assert notice.status_code == 410
    assert "มีเลขบัตรประชาชน" in notice.content.decode()
    for path in ("", "news/", "en/news/", "feed.xml", "search/?q=เปิดรับฟัง"):
        text = visitor.get(at(cast, path)).content.decode().replace('value="เปิดรับฟัง"', "")
        assert "เปิดรับฟัง" not in text, path
        assert "Have your say" not in text, path
    assert "ถอนออกจากการเผยแพร่แล้ว" in visitor.get(at(cast, "news/")).content.decode()
    assert "/news/5/" not in visitor.get(at(cast, "sitemap.xml")).content.decode()


def test_a_withdrawal_takes_the_files_of_its_page_along(cast: Cast) -> None:
    stored = a_file(cast)
    a_release(cast, [home_page(), news(1, file=FILE), news(2)], files={FILE: (stored, "")})
    assert sent(at(cast, FILE)).content == PDF
    a_withdrawal(cast, "page-2")
    assert sent(at(cast, FILE)).status_code == 200
    a_withdrawal(cast, "page-1")
    assert sent(at(cast, FILE)).status_code == 410


def test_a_picture_that_is_withdrawn_with_its_page_is_gone_in_every_size(cast: Cast) -> None:
    small = PHOTO.replace("large", "small")
    stored = a_file(cast)
    a_release(cast, files={PHOTO: (stored, ""), small: (stored, ""), FILE: (stored, "")})
    a_withdrawal(cast, "page-5")
    assert [sent(at(cast, each)).status_code for each in (PHOTO, small, FILE)] == [410, 410, 200]


def test_a_file_that_is_withdrawn_with_its_page_is_named_nowhere_else(cast: Cast) -> None:
    a_release(cast, public_pages(), files={FILE: (a_file(cast), "")})
    assert "รายงานผลการสำรวจ" in Visitor().get(at(cast, f"{YEAR}/measures/1/")).content.decode()
    a_withdrawal(cast, "paper-ABCD-EFGH-IJKL-MNOP")
    assert "รายงานผลการสำรวจ" not in Visitor().get(at(cast, f"{YEAR}/measures/1/")).content.decode()


def test_a_result_that_is_withdrawn_is_not_on_the_first_page_either(cast: Cast) -> None:
    a_release(cast)
    a_withdrawal(cast, f"result-{YEAR}")
    for path in ("", "en/"):
        text = Visitor().get(at(cast, path)).content.decode()
        assert not [each for each in ("94.20", "ผ่านดี", "Good pass", "93.00") if each in text], path
    assert "<mark>" not in Visitor().get(at(cast, "search/?q=94.20")).content.decode()


def test_an_item_that_is_withdrawn_leaves_the_file_of_a_paper_in_sight(cast: Cast) -> None:
    a_release(cast, public_pages(), files={FILE: (a_file(cast), "")})
    a_withdrawal(cast, "item-2567-report")
    assert sent(at(cast, FILE)).status_code == 200
    a_withdrawal(cast, "paper-ABCD-EFGH-IJKL-MNOP")
    assert sent(at(cast, FILE)).status_code == 410


def test_a_file_that_was_handed_in_never_runs_as_a_page(cast: Cast) -> None:
    page = a_file(cast, "page.html", b"<script>alert(1)</script>")
    path = "files/0123456789ab/page.html"
    a_release(cast, files={path: (page, ""), FILE: (a_file(cast), "")})
    saved = sent(at(cast, path))
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved["X-Content-Type-Options"] == "nosniff"
    shown = sent(at(cast, FILE))
    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("application/pdf", 'inline; filename="report.pdf"')
    again = Visitor().client.get(at(cast, FILE), headers={"If-None-Match": shown["ETag"]})
    assert again.status_code == 304


def test_a_file_that_is_lost_says_so(cast: Cast) -> None:
    stored = a_file(cast)
    a_release(cast, files={FILE: (stored, "")})
    (folder() / stored.path).unlink()
    response = Visitor().get(at(cast, FILE))
    assert response.status_code == 404
    assert "report.pdf" in response.content.decode()


def test_pages_of_two_agencies_never_mix(cast: Cast) -> None:
    a_release(cast, [home_page(), news(1, text="ของหน่วยงานแรก")], files={FILE: (a_file(cast), "")})
    a_release(cast, [home_page("หน่วยงานที่สอง"), news(2)], agency=cast.other_agency)
    there = f"/{cast.other_agency.slug}/"
    for path in ("news/1/", FILE):
        assert Visitor().get(there + path).status_code == 404
    assert "ของหน่วยงานแรก" not in Visitor().get(f"{there}search/?q=หน่วยงาน").content.decode()
    assert "/news/1/" not in Visitor().get(f"{there}sitemap.xml").content.decode()
    a_withdrawal(cast, "page-2")
    assert Visitor().get(f"{there}news/2/").status_code == 200


def test_an_address_without_its_last_stroke_leads_on(cast: Cast) -> None:
    a_release(cast)
    response = Visitor().get(at(cast, "contact"))
    assert (response.status_code, response["Location"]) == (301, at(cast, "contact/"))
    assert Visitor().get("/account/tokens")["Location"] == "/account/tokens/"


def test_what_is_not_there_says_so_within_the_site(cast: Cast) -> None:
    a_release(cast)
    response = Visitor().get(at(cast, "en/no/such/page/"))
    assert (response.status_code, response["Content-Language"]) == (404, "en")
    assert Visitor().get("/desk/no/such/page/").status_code == 404
    assert Visitor().post(at(cast, "contact/")).status_code == 405


def test_a_page_names_its_address_for_good_and_its_other_language(cast: Cast, settings: Any) -> None:
    a_release(cast)
    text = Visitor().get(at(cast, "en/contact/")).content.decode()
    for line in (
        f'<link rel="canonical" href="{settings.ADDRESS}{at(cast, "en/contact/")}">',
        f'<link rel="alternate" hreflang="th" href="{settings.ADDRESS}{at(cast, "contact/")}">',
        '<meta property="og:title" content="Contact">',
    ):
        assert line in text


def test_the_policy_of_the_house_stands_on_public_pages_too(cast: Cast) -> None:
    a_release(cast)
    response = Visitor().get(at(cast))
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert int(response["Content-Length"]) == len(response.content)


def test_the_addresses_of_a_site_come_last(cast: Cast) -> None:
    """An agency's name is the first word of them: whatever the site itself says at an address must come before."""
    last = get_resolver().url_patterns[-1]
    assert getattr(last, "namespace", "") == "site"
