"""The item table other websites set into their pages: public, plain, without anything that is withdrawn."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from lxml import html

from apps.disclosure.made import a_release
from apps.disclosure.made_public import public_pages
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Withdrawal
from prongsai.core.publication import PublicPage


def the_item() -> PublicPage:
    return next(each for each in public_pages() if each.kind == "item")


def the_year() -> int:
    return int(the_item().path.partition("/")[0])


def test_shows_each_item_with_whole_addresses_and_no_script_or_style(cast: Cast, settings: object) -> None:
    settings.ADDRESS = "https://ita.example.go.th"  # type: ignore[attr-defined]
    a_release(cast)
    for language in ("", "en/"):
        response = Visitor().get(f"/{cast.agency.slug}/{language}items-{the_year()}.html")
        page = html.document_fromstring(response.content.decode())
        assert response.status_code == 200
        assert page.get("lang") == (language.strip("/") or "th")
        assert not page.xpath("//script | //style | //link[@rel='stylesheet'] | //img")
        links = page.xpath("//tbody//a/@href")
        assert links
        assert all(each.startswith(("https://", "http://")) for each in links)
        assert f"https://ita.example.go.th/{cast.agency.slug}/{language}{the_item().path}" in links
        assert "Set-Cookie" not in response


def test_any_other_website_may_frame_it_and_nothing_else_of_the_site(cast: Cast) -> None:
    a_release(cast)
    table = Visitor().get(f"/{cast.agency.slug}/items-{the_year()}.html")
    assert "frame-ancestors *" in table["Content-Security-Policy"]
    assert "X-Frame-Options" not in table
    home = Visitor().get(f"/{cast.agency.slug}/")
    assert "frame-ancestors 'none'" in home["Content-Security-Policy"]
    assert home["X-Frame-Options"] == "DENY"


def test_leaves_out_what_is_withdrawn_and_answers_conditionally(cast: Cast) -> None:
    a_release(cast)
    address = f"/{cast.agency.slug}/items-{the_year()}.html"
    first = Visitor().get(address)
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    words = {"title": "x", "reason": "ข้อมูลผิด", "by": cast.people["clerk"], "at": NOW}
    Withdrawal.objects.create(agency=cast.agency, subject=the_item().subject, **words)
    after = Visitor().get(address)
    assert the_item().title.th not in after.content.decode()


def test_a_year_without_items_and_an_agency_without_a_site_are_not_found(cast: Cast) -> None:
    a_release(cast)
    assert Visitor().get(f"/{cast.agency.slug}/items-2501.html").status_code == 404
    assert Visitor().get(f"/{cast.other_agency.slug}/items-{the_year()}.html").status_code == 404


def test_the_desk_hands_out_the_same_table(cast: Cast) -> None:
    clerk, year = Visitor(cast.person("clerk")), the_year()
    there = reverse("disclosure:item-table", args=[cast.agency.slug, year])
    assert "ยังไม่มีข้อของปีนี้ที่เผยแพร่" in clerk.get(there).content.decode()
    a_release(cast)
    page = html.document_fromstring(clerk.get(there).content.decode())
    copied = page.get_element_by_id("table-th").text_content()
    public = Visitor().get(f"/{cast.agency.slug}/items-{year}.html").content.decode()
    assert copied.strip() in public
    file = clerk.get(reverse("disclosure:item-table-file", args=[cast.agency.slug, year, "th"]))
    assert file.content.decode() == public
    assert "attachment" in file["Content-Disposition"]
