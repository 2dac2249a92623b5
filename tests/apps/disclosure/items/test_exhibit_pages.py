"""The desk's pages of what is shown: added by file, link or choice, listed, put right, hidden and brought back."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.disclosure.items.test_items_of import SEVERAL, a_page, element_ids
from apps.disclosure.items.test_items_pages import address, clerk, rows, tree
from apps.disclosure.made import a_duty, a_visit, an_exhibit
from apps.documents.made import a_document, an_issued_document
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Exhibit, Showing

URL = "https://www.thungfasai.example.go.th/ita/o2"


def test_a_file_is_added_for_every_element_of_an_item_and_in_the_year_before(cast: Cast) -> None:
    add = address(cast, "exhibit-add")
    page = tree(clerk(cast).get(add, {"place": f"{SEVERAL}:*"}))
    assert page.xpath("//input[@name='place'][@checked]/@value") == [f"{SEVERAL}:*"]
    assert page.xpath("//details[@open]//input/@value")[0] == f"{SEVERAL}:*"
    sent = {
        "upload": SimpleUploadedFile("ผัง.txt", "ผังโครงสร้าง".encode()),
        "title": "ผังโครงสร้าง",
        "dated_on": "21/11/2566",
        "about": "2567",
        "place": [f"{SEVERAL}:*"],
        "years": ["2566"],
    }
    answer = clerk(cast).post(add, sent)
    assert answer["Location"] == address(cast, "item", SEVERAL)
    exhibit = Exhibit.objects.get()
    assert (exhibit.kind, exhibit.title, exhibit.dated_on) == ("file", "ผังโครงสร้าง", date(2023, 11, 21))
    assert (exhibit.covers_from, exhibit.covers_until) == (date(2023, 10, 1), date(2024, 10, 1))
    shown = {(each.fiscal_year, each.element) for each in Showing.objects.all()}
    assert shown == {(year, each) for year in (2566, 2567) for each in element_ids(SEVERAL, year)}


def test_a_link_is_added_for_nothing_yet(cast: Cast) -> None:
    sent = {"url": URL, "covers_from": "2023-10-01", "covers_to": "2024-03-31"}
    answer = clerk(cast).post(address(cast, "exhibit-add"), sent)
    exhibit = Exhibit.objects.get()
    assert answer["Location"] == address(cast, "exhibit", exhibit.pk)
    assert (exhibit.covers_from, exhibit.covers_until) == (date(2023, 10, 1), date(2024, 4, 1))
    assert not Showing.objects.exists()


def test_a_paper_or_a_page_that_is_here_is_chosen(cast: Cast) -> None:
    issued, page = an_issued_document(cast), a_page(cast)
    a_document(cast, title="ร่างแผน")
    choices = tree(clerk(cast).get(address(cast, "exhibit-add"))).xpath("//select[@name='here']//option/@value")
    assert choices[:3] == ["", f"document-{issued.pk}", f"page-{page.pk}"]
    for each in choices[1:3]:
        clerk(cast).post(address(cast, "exhibit-add"), {"here": each, "place": ["o1"]})
    assert {each.kind for each in Exhibit.objects.all()} == {"paper", "page"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"url": "not a link"},
        {"url": URL, "here": "document-1"},
        {"url": URL, "place": ["o99"]},
        {"url": URL, "place": ["o2:00000000"]},
        {"url": URL, "covers_from": "2024-01-01"},
        {"url": URL, "covers_from": "2024-01-02", "covers_to": "2024-01-01"},
        {"url": URL, "dated_on": "x"},
        {"url": URL, "about": "1"},
        {"url": URL, "years": ["2500"]},
    ],
)
def test_what_is_not_well_formed_is_said_and_nothing_typed_is_lost(cast: Cast, sent: dict[str, object]) -> None:
    answer = clerk(cast).post(address(cast, "exhibit-add"), {"title": "ชื่อที่พิมพ์ไว้", **sent})
    assert answer.status_code == 422
    assert "ชื่อที่พิมพ์ไว้" in answer.content.decode()
    assert tree(answer).xpath("//*[contains(@class, 'form-errors')] | //*[contains(@class, 'wrong')]")
    assert not Exhibit.objects.exists()


def test_what_was_typed_is_kept_as_a_draft_of_its_place(cast: Cast) -> None:
    add = address(cast, "exhibit-add") + f"?place={SEVERAL}"
    clerk(cast).post(add, {"title": "ร่างชื่อ", "place": [SEVERAL], "keep": "draft"})
    assert "ร่างชื่อ" in clerk(cast).get(add).content.decode()
    assert "ร่างชื่อ" not in clerk(cast).get(address(cast, "exhibit-add")).content.decode()
    clerk(cast).post(add, {"url": URL, "place": [SEVERAL]})
    assert "ร่างชื่อ" not in clerk(cast).get(add).content.decode()


def test_an_officer_is_offered_the_items_of_their_unit_only(cast: Cast) -> None:
    a_duty(cast, SEVERAL)
    officer = Visitor(cast.people["officer"])
    offered = tree(officer.get(address(cast, "exhibit-add"))).xpath("//input[@name='place']/@value")
    assert {each.partition(":")[0] for each in offered} == {SEVERAL}
    assert officer.post(address(cast, "exhibit-add"), {"url": URL, "place": ["o1"]}).status_code == 422
    assert officer.post(address(cast, "exhibit-add"), {"url": URL}).status_code == 422
    assert not Exhibit.objects.exists()
    officer.post(address(cast, "exhibit-add"), {"url": URL, "place": [SEVERAL]})
    assert Showing.objects.get().item == SEVERAL


def test_an_officer_without_items_is_told_what_to_do(cast: Cast) -> None:
    page = Visitor(cast.people["officer"]).get(address(cast, "exhibit-add"))
    assert "แจ้งเจ้าหน้าที่ธุรการ" in page.content.decode()


def test_every_number_of_the_list_opens_exactly_its_rows(cast: Cast) -> None:
    a_visit(an_exhibit(cast, places=[("o1", "")]), "dead")
    a_visit(an_exhibit(cast, places=[("o1", ""), ("o2", "")]), "moved")
    an_exhibit(cast)
    an_exhibit(cast, places=[("o1", "")], year=YEAR - 1)
    an_exhibit(cast, places=[("o1", "")], removed_at=NOW)
    visitor, exhibits = clerk(cast), address(cast, "exhibits")
    links = tree(visitor.get(exhibits)).xpath("//a[@data-count]")
    doors = {each.get("href"): int(each.get("data-count")) for each in links}
    assert sorted(doors.values()) == [1, 1, 3]
    for href, count in doors.items():
        assert len(rows(visitor.get(exhibits + href))) == count, href


def test_the_list_is_taken_away(cast: Cast) -> None:
    a_visit(an_exhibit(cast, places=[("o1", "")], title="=HYPERLINK(1)"), "dead")
    answer = clerk(cast).get(address(cast, "exhibits-table", "csv"))
    _heads, row = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert row[0] == "'=HYPERLINK(1)"
    assert row[4] == "o1"
    assert row[6]


def test_an_exhibit_tells_where_it_is_shown_and_what_the_latest_look_found(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, element_ids(SEVERAL)[0])])
    Showing.objects.create(exhibit=exhibit, fiscal_year=2566, item="o1", by=cast.people["clerk"], at=NOW)
    a_visit(exhibit, "dead")
    page = tree(clerk(cast).get(address(cast, "exhibit", exhibit.pk)))
    links = page.xpath("//ul[contains(@class, 'uses-list')]//a/@href")
    assert links == [address(cast, "item", SEVERAL), address(cast, "item", "o1", year=2566)]
    assert page.xpath("//*[contains(@class, 'notice')]")
    assert page.xpath("//ul[@class='log']/li")


def test_it_is_put_right_and_whoever_was_overtaken_sees_both(cast: Cast) -> None:
    exhibit = an_exhibit(cast, covers_from=date(2023, 10, 1), covers_until=date(2024, 10, 1))
    edit, visitor = address(cast, "exhibit-edit", exhibit.pk), clerk(cast)
    form = tree(visitor.get(edit))
    assert form.xpath("//select[@name='about']/option[@selected]/@value") == ["2567"]
    visitor.post(edit, {"version": 1, "url": URL, "title": "ของแรก", "dated_on": "2024-01-05"})
    answer = visitor.post(edit, {"version": 1, "url": URL, "title": "ของหลัง"})
    assert answer.status_code == 409
    assert {"ของแรก", "ของหลัง"} <= {each.text_content() for each in tree(answer).xpath("//td")}
    version = tree(answer).xpath("//input[@name='version']/@value")[0]
    visitor.post(edit, {"version": version, "url": URL, "title": "ของหลัง"})
    exhibit.refresh_from_db()
    assert (exhibit.title, exhibit.url, exhibit.covers_from) == ("ของหลัง", URL, None)
    assert visitor.post(edit, {"version": 3, "url": "x", "title": "ก"}).status_code == 422


def test_it_is_shown_for_more_hidden_taken_out_and_brought_back(cast: Cast) -> None:
    exhibit, visitor = an_exhibit(cast), clerk(cast)
    use, page = address(cast, "exhibit-use", exhibit.pk), address(cast, "exhibit", exhibit.pk)
    assert visitor.post(use, {}).status_code == 422
    assert visitor.get(use).status_code == 200
    visitor.post(use, {"place": ["o1", f"{SEVERAL}:*"]})
    assert Showing.objects.count() == 1 + len(element_ids(SEVERAL))
    showing = Showing.objects.get(item="o1")
    assert visitor.post(address(cast, "exhibit-hide", showing.pk))["Location"] == page
    other = Showing.objects.first()
    assert other
    back = visitor.post(address(cast, "exhibit-hide", other.pk), {"from": "item"})
    assert back["Location"] == address(cast, "item", SEVERAL)
    visitor.post(address(cast, "exhibit-remove", exhibit.pk))
    assert rows(visitor.get(address(cast, "exhibits"))) == []
    assert "นำกลับมา" in visitor.get(page).content.decode()
    visitor.post(address(cast, "exhibit-restore", exhibit.pk))
    assert len(rows(visitor.get(address(cast, "exhibits")))) == 1


def test_a_file_is_handed_out_to_be_kept_and_a_link_is_none(cast: Cast) -> None:
    clerk(cast).post(address(cast, "exhibit-add"), {"upload": SimpleUploadedFile("ผัง.txt", "ผัง".encode())})
    exhibit = Exhibit.objects.get()
    assert clerk(cast).get(address(cast, "exhibit-file", an_exhibit(cast).pk)).status_code == 404
    answer = clerk(cast).get(address(cast, "exhibit-file", exhibit.pk))
    assert answer.content == "ผัง".encode()
    assert answer["Content-Disposition"].startswith("attachment")
