"""The desk's pages of items: lists whose numbers open their rows, one item, its elements, what could be shown."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement
from openpyxl import load_workbook

from apps.disclosure.items.test_items_of import SEVERAL, a_page, element_ids
from apps.disclosure.made import a_duty, a_visit, an_exhibit
from apps.documents.made import an_issued_document
from apps.improvement.made_proof import a_photo, seen_by
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import ElementChange, Exhibit, ItemDuty, Showing
from prongsai.apps.improvement.operations import evidence as proving
from prongsai.apps.improvement.queries.proving import Item
from prongsai.base.models import Unit
from prongsai.core.framework import load


def address(cast: Cast, name: str, *more: Any, year: int = YEAR) -> str:
    return reverse(f"disclosure:{name}", args=[cast.agency.slug, year, *more])


def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.people["clerk"])


def tree(answer: Any) -> HtmlElement:
    return html.fromstring(answer.content.decode())


def rows(answer: Any) -> list[str]:
    return [" ".join(each.text_content().split()) for each in tree(answer).xpath("//*[@data-row]")]


def an_item_in_each_state(cast: Cast) -> None:
    an_exhibit(cast, places=[(SEVERAL, each) for each in element_ids(SEVERAL)])
    down = an_exhibit(cast, places=[("o1", each) for each in element_ids("o1")])
    a_visit(down, "dead")
    a_duty(cast, SEVERAL)


def test_every_number_of_the_list_opens_exactly_its_rows(cast: Cast) -> None:
    an_item_in_each_state(cast)
    visitor, items = clerk(cast), address(cast, "items")
    doors = {
        each.get("href").split("#")[0]: int(each.get("data-count"))
        for each in tree(visitor.get(items)).xpath("//a[@data-count]")
    }
    assert len(doors) > 10
    for href, count in doors.items():
        assert len(rows(visitor.get(items + href))) == count, href


def test_items_are_sorted_as_the_sheet_or_by_points(cast: Cast) -> None:
    visitor = clerk(cast)
    codes = [each.code for each in load(YEAR).items]
    assert [each.split()[0] for each in rows(visitor.get(address(cast, "items")))] == codes
    points = [float(each.split()[-1]) for each in rows(visitor.get(address(cast, "items"), {"order": "points"}))]
    assert points == sorted(points, reverse=True)


def test_an_officer_sees_their_own_items_first_and_all_others(cast: Cast) -> None:
    a_duty(cast, "o9")
    seen = rows(Visitor(cast.people["officer"]).get(address(cast, "items")))
    assert seen[0].startswith("o9 ")
    assert len(seen) == len(load(YEAR).items)


@pytest.mark.parametrize("wish", ["nonsense", "none"])
def test_a_wish_that_cannot_be_is_none(cast: Cast, wish: str) -> None:
    a_duty(cast, SEVERAL)
    seen = rows(clerk(cast).get(address(cast, "items"), {"unit": wish, "state": "nonsense"}))
    assert len(seen) == len(load(YEAR).items) - (wish == "none")


def test_a_year_without_a_framework_leads_to_the_nearest_that_has_one(cast: Cast) -> None:
    for name in ("items", "rehearsal"):
        answer = clerk(cast).get(address(cast, name, year=2563))
        assert address(cast, "items", year=2564) in answer.content.decode()
        assert clerk(cast).get(address(cast, f"{name}-table", "csv", year=2563)).status_code == 404
    assert clerk(cast).get(address(cast, "item", "o1", year=2563)).status_code == 404
    assert clerk(cast).get(address(cast, "item", "o99")).status_code == 404


def test_the_list_asks_as_many_questions_for_10_exhibits_as_for_50(cast: Cast) -> None:
    asked = []
    for count in (10, 40):
        for number in range(count):
            a_visit(an_exhibit(cast, places=[(f"o{number % 20 + 1}", "")]))
        visitor = clerk(cast)
        for name in ("items", "rehearsal", "exhibits"):
            with CaptureQueriesContext(connection) as captured:
                assert visitor.get(address(cast, name)).status_code == 200
            asked.append((name, len(captured)))
    assert asked[:3] == asked[3:]


def test_the_list_is_taken_away_as_it_is_shown(cast: Cast) -> None:
    an_item_in_each_state(cast)
    answer = clerk(cast).get(address(cast, "items-table", "csv"), {"state": "there"})
    _heads, row = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert row[1] == SEVERAL
    sheet = load_workbook(BytesIO(clerk(cast).get(address(cast, "items-table", "xlsx")).content)).active
    assert sheet is not None
    assert sheet.max_row == len(load(YEAR).items) + 1


def test_an_item_shows_its_elements_with_their_state_and_what_shows_them(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, element_ids(SEVERAL)[0])], title="หน้าผู้บริหาร")
    a_visit(exhibit, "dead")
    page = tree(clerk(cast).get(address(cast, "item", SEVERAL)))
    elements = page.xpath("//li[starts-with(@id, 'element-')]")
    assert [each.get("id") for each in elements] == [f"element-{each}" for each in element_ids(SEVERAL)]
    assert "หน้าผู้บริหาร" in elements[0].text_content()
    assert "เปิดไม่ได้" in elements[0].text_content()
    assert "ยังไม่ยืนยัน" in page.text_content()


def test_who_may_only_read_an_item_finds_no_way_to_change_it(cast: Cast) -> None:
    a_duty(cast, SEVERAL, unit=None)
    an_exhibit(cast, places=[(SEVERAL, "")])
    for who in ("auditor", "executive", "officer"):
        page = tree(Visitor(cast.people[who]).get(address(cast, "item", SEVERAL)))
        assert page.xpath("//main//form") == []
    ItemDuty.objects.update(unit=cast.unit)
    page = tree(Visitor(cast.people["officer"]).get(address(cast, "item", SEVERAL)))
    assert page.xpath("//main//form")


def test_the_owner_and_the_explanation_are_said_on_a_form_that_keeps_itself(cast: Cast) -> None:
    visitor, edit = clerk(cast), address(cast, "item-edit", SEVERAL)
    visitor.post(edit, {"version": 0, "unit": "", "explanation": "พิมพ์ค้างไว้", "draft-basis": "0", "keep": "draft"})
    assert not ItemDuty.objects.exists()
    assert "พิมพ์ค้างไว้" in visitor.get(edit).content.decode()
    answer = visitor.post(edit, {"version": 0, "unit": cast.unit.pk, "explanation": "หน้า 3"})
    assert answer["Location"] == address(cast, "item", SEVERAL)
    duty = ItemDuty.objects.get()
    assert (duty.unit, duty.explanation) == (cast.unit, "หน้า 3")
    assert "พิมพ์ค้างไว้" not in visitor.get(edit).content.decode()
    assert "หน้า 3" in visitor.get(address(cast, "item", SEVERAL)).content.decode()


def test_whoever_was_overtaken_sees_both_and_saves_their_own(cast: Cast) -> None:
    visitor, edit = clerk(cast), address(cast, "item-edit", SEVERAL)
    visitor.post(edit, {"version": 0, "unit": cast.unit.pk, "explanation": "ของแรก"})
    answer = visitor.post(edit, {"version": 0, "unit": "", "explanation": "ของหลัง"})
    assert answer.status_code == 409
    assert {"ของแรก", "ของหลัง"} <= {each.text_content() for each in tree(answer).xpath("//td")}
    version = tree(answer).xpath("//input[@name='version']/@value")[0]
    visitor.post(edit, {"version": version, "unit": "", "explanation": "ของหลัง"})
    assert ItemDuty.objects.get().explanation == "ของหลัง"


def test_a_unit_of_another_agency_cannot_be_chosen(cast: Cast) -> None:
    other = Unit.objects.create(agency=cast.other_agency, name="กองช่าง", position=1)
    answer = clerk(cast).post(address(cast, "item-edit", SEVERAL), {"version": 0, "unit": other.pk, "explanation": "ก"})
    assert answer.status_code == 422
    assert not ItemDuty.objects.exists()


def test_an_element_is_put_in_own_words_and_taken_back(cast: Cast) -> None:
    visitor, first = clerk(cast), element_ids(SEVERAL)[0]
    change = address(cast, "element-change", SEVERAL, first)
    assert visitor.post(change, {"version": 0, "text_th": "นายกและปลัด"}).status_code == 422
    visitor.post(change, {"version": 0, "text_th": "นายกและปลัด", "source": "คู่มือ 2567 หน้า 3"})
    page = visitor.get(address(cast, "item", SEVERAL)).content.decode()
    assert all(each in page for each in ("นายกและปลัด", "ถ้อยคำของหน่วยงาน", "คู่มือ 2567 หน้า 3"))
    overtaken = visitor.post(change, {"version": 0, "text_th": "ปลัด", "source": "คู่มือ"})
    assert overtaken.status_code == 409
    visitor.post(address(cast, "element-restore", ElementChange.objects.get().pk))
    assert "นายกและปลัด" not in visitor.get(address(cast, "item", SEVERAL)).content.decode()


def test_an_element_is_set_aside_and_counted_again(cast: Cast) -> None:
    visitor, first = clerk(cast), element_ids(SEVERAL)[0]
    change = address(cast, "element-change", SEVERAL, first)
    visitor.post(change, {"version": 0, "is_aside": "on", "source": "หนังสือ ป.ป.ช. 2567"})
    page = tree(visitor.get(address(cast, "item", SEVERAL)))
    assert page.xpath(f"//li[@id='element-{first}']") == []
    assert "หนังสือ ป.ป.ช. 2567" in page.text_content()
    visitor.post(address(cast, "element-restore", ElementChange.objects.get().pk))
    assert tree(visitor.get(address(cast, "item", SEVERAL))).xpath(f"//li[@id='element-{first}']")


def test_an_own_element_is_added_and_marked(cast: Cast) -> None:
    visitor = clerk(cast)
    add = address(cast, "element-add", SEVERAL)
    assert visitor.get(add).status_code == 200
    assert visitor.post(add, {"text_th": "", "source": "คู่มือ"}).status_code == 422
    visitor.post(add, {"text_th": "ผังฝ่ายการเมือง", "source": "คู่มือ 2567 หน้า 3"})
    page = visitor.get(address(cast, "item", SEVERAL)).content.decode()
    assert "ผังฝ่ายการเมือง" in page
    assert "หน่วยงานเพิ่มเอง" in page
    own = ElementChange.objects.get()
    assert visitor.get(address(cast, "element-change", SEVERAL, f"own-{own.pk}")).status_code == 200
    assert visitor.get(address(cast, "element-change", SEVERAL, "00000000")).status_code == 404


def test_last_year_s_links_are_shown_again_with_one_press(cast: Cast) -> None:
    code = "o3"
    same = [each for each in element_ids(code) if each in element_ids(code, YEAR - 1)]
    assert 0 < len(same) < len(element_ids(code))
    told = an_exhibit(cast, places=[(code, each) for each in same], year=YEAR - 1)
    untold = an_exhibit(cast, places=[(code, "")], year=YEAR - 1)
    visitor = clerk(cast)
    form = tree(visitor.get(address(cast, "item", code))).xpath("//form[.//input[@name='offer']]")[0]
    ticked = form.xpath(".//input[@name='offer'][@checked]/@value")
    assert set(ticked) == {f"exhibit-{told.pk}", f"exhibit-{untold.pk}"}
    sent = {"offer": ticked, "element": form.xpath(".//input[@name='element'][@checked]/@value")}
    visitor.post(form.get("action"), sent)
    shown = Showing.objects.filter(fiscal_year=YEAR)
    assert set(shown.filter(exhibit=told).values_list("element", flat=True)) == set(same)
    assert set(shown.filter(exhibit=untold).values_list("element", flat=True)) == set(element_ids(code))
    page = tree(visitor.get(address(cast, "item", code)))
    assert page.xpath("//input[@name='offer']") == []


def test_last_year_s_content_of_another_time_is_offered_with_a_doubt_and_unticked(cast: Cast) -> None:
    code = next(each.code for each in load(2568).items if each.report_period == "previous_fy")
    before = next(each.code for each in load(2567).items if each.key == (load(2568).item(code) or each).key)
    an_exhibit(cast, places=[(before, "")], year=2567, covers_from=date(2022, 10, 1), covers_until=date(2023, 10, 1))
    page = tree(clerk(cast).get(address(cast, "item", code, year=2568)))
    offer = page.xpath("//input[@name='offer']")[0]
    assert offer.get("checked") is None
    assert "ช่วงเวลาอื่น" in offer.getparent().text_content()


def test_accepted_evidence_issued_papers_and_pages_are_offered_with_a_reason(cast: Cast) -> None:
    piece = a_photo(cast, who="clerk", subjects=[Item("o2", YEAR)])
    page = a_page(cast)
    visitor = clerk(cast)

    def offered(code: str) -> set[str]:
        return set(tree(visitor.get(address(cast, "item", code))).xpath("//input[@name='offer']/@value"))

    assert offered("o2") == {f"page-{page.pk}"}
    proving.accept_evidence(by=seen_by(cast, "clerk"), at=NOW, pieces=[piece])
    assert offered("o2") == {f"page-{page.pk}", f"evidence-{piece.pk}"}
    visitor.post(address(cast, "item-offers", "o2"), {"offer": [f"evidence-{piece.pk}"], "element": element_ids("o2")})
    assert Exhibit.objects.get().evidence == piece
    assert offered("o2") == {f"page-{page.pk}"}
    measures = next(each.code for each in load(YEAR).items if each.key == "integrity_measures")
    assert offered(measures) == set()
    document = an_issued_document(cast)
    assert offered(measures) == {f"document-{document.pk}"}


def test_what_is_not_offered_is_not_shown(cast: Cast) -> None:
    a_duty(cast, SEVERAL)
    offers = address(cast, "item-offers", SEVERAL)
    an_exhibit(cast, places=[(SEVERAL, "")], year=YEAR - 1)
    for sent in ({}, {"offer": "exhibit-999"}, {"offer": "page-1"}):
        assert clerk(cast).post(offers, sent).status_code == 422
    assert not Showing.objects.filter(fiscal_year=YEAR).exists()


def test_an_officer_of_another_unit_is_refused_in_words(cast: Cast) -> None:
    exhibit = an_exhibit(cast, places=[(SEVERAL, "")], year=YEAR - 1)
    answer = Visitor(cast.people["officer"]).post(
        address(cast, "item-offers", SEVERAL), {"offer": f"exhibit-{exhibit.pk}"}
    )
    assert answer.status_code == 422
    assert not Showing.objects.filter(fiscal_year=YEAR).exists()


def test_owners_of_the_year_before_are_kept_with_one_press(cast: Cast) -> None:
    visitor, keep = clerk(cast), address(cast, "items-owners")
    assert keep not in visitor.get(address(cast, "items")).content.decode()
    a_duty(cast, SEVERAL, year=YEAR - 1)
    assert keep in visitor.get(address(cast, "items")).content.decode()
    visitor.post(keep)
    assert ItemDuty.objects.filter(fiscal_year=YEAR, unit=cast.unit).exists()


def remarks(answer: Any) -> list[str]:
    """What the page remarks on what links say, in its order."""
    return [text for each in tree(answer).xpath("//p[@class='hint']") if "ข้อชวนดู" in (text := each.text_content())]


def test_an_item_tells_where_a_link_speaks_of_an_element_and_judges_nothing_by_it(cast: Cast) -> None:
    first, second, *_rest = element_ids(SEVERAL)
    link = an_exhibit(cast, places=[(SEVERAL, first), (SEVERAL, second)])
    answer = clerk(cast).get(address(cast, "item", SEVERAL))
    assert not remarks(answer)
    before = [each.get("class") for each in tree(answer).xpath("//li[starts-with(@id, 'element-')]")]
    a_visit(link, sought=[first, second], found={first: "page 3"})
    answer = clerk(cast).get(address(cast, "item", SEVERAL))
    assert remarks(answer) == [
        "ข้อชวนดูจากเนื้อหา ไม่ใช่ผลการตรวจ: พบคำที่มักมีขององค์ประกอบนี้ หน้า 3",
        "ข้อชวนดูจากเนื้อหา ไม่ใช่ผลการตรวจ: ไม่พบคำที่มักมี กรุณาเปิดดู",
    ]
    assert [each.get("class") for each in tree(answer).xpath("//li[starts-with(@id, 'element-')]")] == before


def test_a_link_of_the_whole_item_tells_of_which_elements_it_speaks(cast: Cast) -> None:
    first, second, *_rest = element_ids(SEVERAL)
    link = an_exhibit(cast, places=[(SEVERAL, "")])
    a_visit(link, sought=[first, second], found={second: "page 12"})
    answer = clerk(cast).get(address(cast, "item", SEVERAL))
    (told,) = tree(answer).xpath("//ul[@class='hint']/li")
    heading = tree(answer).xpath(f"//li[@id='element-{second}']/h3")[0].text_content().split("\n")[0]
    assert told.text_content() == f"{heading.strip()} (หน้า 12)"
    assert len(remarks(answer)) == 1
