"""The result of a year: the level and why, bars, contradictions, items, findings; every number opens its rows."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessment.made import a_sheet, address, an_accepted_paper, the_reading
from builders import a_finding, a_result
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import LostItem
from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.assessment.queries.results import result_page
from prongsai.base.models import Agency
from prongsai.core.framework import Confidence, load
from prongsai.core.records import Printed, Where

HELD_DOWN = {
    "total": Decimal("95.10"),
    "level": "ผ่าน",
    "tools": {"IIT": Decimal("99.00"), "EIT": Decimal("84.00"), "OIT": Decimal("100.00")},
    "indicators": {},
}


def shown(cast: Cast, name: str = "result", *more: str, who: str = "clerk") -> str:
    return str(Visitor(cast.person(who)).get(address(cast, name, *more)).content.decode())


def test_the_first_line_is_the_level_and_its_reason(cast: Cast) -> None:
    a_sheet(cast, **HELD_DOWN)
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert page.lead.startswith("ผ่าน ไม่ใช่ ผ่านดี เพราะ EIT")
    assert "ต่ำกว่า 85" in page.lead
    assert page.lead in shown(cast)


def test_ten_bars_stand_against_last_year(cast: Cast) -> None:
    a_sheet(cast)
    a_sheet(cast, year=YEAR - 1, indicators={"8": Decimal("70.00")})
    page = shown(cast)
    assert page.count('class="track"') == 10
    assert page.count('class="bar-before"') == 1
    assert '<rect class="bar-before" x="0"' in page
    assert "(70.00)" in page


def test_what_rose_and_what_fell_is_told_from_the_largest_move(cast: Cast) -> None:
    a_sheet(cast)
    before = {"1": Decimal("90.00"), "2": Decimal("95.00"), "3": Decimal("92.00"), "4": Decimal("91.00")}
    a_sheet(cast, year=YEAR - 1, indicators=before)
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert [(each.cell, each.difference) for each in page.risen] == [("1", Decimal("6.00")), ("3", Decimal("1.00"))]
    assert [(each.cell, each.drop) for each in page.fallen] == [("2", Decimal("5.00"))]


def test_the_ranking_begins_with_the_highest(cast: Cast) -> None:
    a_sheet(cast)
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert [each.cell for each in page.ranking][:3] == ["10", "1", "5"]


def test_a_figure_that_contradicts_the_others_is_shown_with_its_repair(cast: Cast) -> None:
    a_sheet(cast, total=Decimal("99.00"))
    page = shown(cast)
    assert "ตัวเลขที่ขัดกัน" in page
    assert "94.20" in page


def test_a_consistent_result_contradicts_nothing(cast: Cast) -> None:
    a_sheet(cast)
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert page.contradictions == ()


def test_lost_items_come_first_then_those_worth_most(cast: Cast) -> None:
    sheet = a_sheet(cast)
    operations.tell_lost_items(by=cast.viewer("clerk"), at=NOW, sheet=sheet, codes=["o1"])
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert page.items[0].item.code == "o1"
    worth = [row.points for row in page.items[1:]]
    assert worth == sorted(worth, reverse=True)
    assert sum(row.points for row in page.items) == pytest.approx(Decimal(40), abs=Decimal("0.2"))


def test_the_clerk_ticks_what_was_lost(cast: Cast) -> None:
    a_sheet(cast)
    answer = Visitor(cast.person("clerk")).post(address(cast, "result-lost"), {"lost": ["o9", "o12"]})
    assert answer.status_code == 302
    assert {each.code for each in LostItem.objects.all()} == {"o9", "o12"}
    Visitor(cast.person("clerk")).post(address(cast, "result-lost"), {"lost": ["o12"]})
    assert {each.code for each in LostItem.objects.all()} == {"o12"}


def test_an_item_that_the_year_does_not_have_cannot_be_lost(cast: Cast) -> None:
    a_sheet(cast)
    Visitor(cast.person("clerk")).post(address(cast, "result-lost"), {"lost": ["o99"]})
    assert not LostItem.objects.exists()


def test_who_only_reads_cannot_tick_and_an_officer_is_led_nowhere_forbidden(cast: Cast) -> None:
    an_accepted_paper(cast)
    page = shown(cast, who="officer")
    assert "disabled" in page
    assert address(cast, "outlook") not in page
    assert "/papers/" not in page


def test_a_finding_names_its_items_by_their_titles_of_that_year(cast: Cast) -> None:
    an_accepted_paper(cast, reading=the_reading(findings=(a_finding(items=("o9",), where=Where(table=1, row=2)),)))
    assert title_of("o9", YEAR).title in shown(cast)


def test_a_finding_that_two_papers_print_stands_once_and_names_both(cast: Cast) -> None:
    for name, remark in (("plan.txt", "ไม่พบ แผน"), ("report.txt", "ไม่พบ\nแผน"), ("other.txt", "ไม่พบรายงาน")):
        finding = a_finding(remark=remark, where=Where(table=1, row=2))
        an_accepted_paper(cast, content=name.encode(), name=name, reading=the_reading(findings=(finding,)))
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    printed = [[paper.file.name for paper, _anchor in row.places] for row in page.findings]
    assert printed == [["plan.txt", "report.txt"], ["other.txt"]]
    assert "report.txt</a>" in shown(cast)


def test_a_code_of_another_year_is_followed_through_the_crosswalk() -> None:
    code = title_of("o43", 2567)
    assert code.is_other_year
    assert code.year != 2567
    assert title_of("o99", 2567).year is None


def test_what_the_paper_mixed_up_is_said_beside_the_finding(cast: Cast) -> None:
    finding = a_finding(tool="OIT", code="o77", items=(), where=Where(table=1, row=2))
    an_accepted_paper(cast, reading=the_reading(findings=(finding,)))
    page = result_page(cast.viewer("clerk"), YEAR)
    assert page is not None
    assert any("o77" in doubt for row in page.findings for doubt in row.doubts)


def test_a_number_opens_its_prints_and_its_arithmetic(cast: Cast) -> None:
    prints = (
        Printed("OIT", Decimal("97.50"), Where(table=1, row=1)),
        Printed("OIT", Decimal("97.40"), Where(paragraph=2)),
    )
    result = replace(a_result(fiscal_year=YEAR), printed=prints)
    paper = an_accepted_paper(cast, reading=the_reading(results=(result,)))
    page = shown(cast, "result-cell", "OIT")
    assert "(95.00 + 100.00) ÷ 2 = 97.50" in page
    assert f"{address(cast, 'paper', paper.pk)}#t1r1" in page
    assert "97.40" in page


def test_a_replaced_sheet_stays_behind_the_number(cast: Cast) -> None:
    a_sheet(cast, total=Decimal("91.11"))
    a_sheet(cast)
    assert "91.11" in shown(cast, "result-cell", "total")


def test_a_cell_that_nobody_printed_is_not_found(cast: Cast) -> None:
    a_sheet(cast)
    assert Visitor(cast.person("clerk")).get(address(cast, "result-cell", "EIT2")).status_code == 404


def test_an_item_shows_how_its_worth_is_reckoned(cast: Cast) -> None:
    a_sheet(cast)
    assert "40 ÷ 2" in shown(cast, "result-item", "o1")


def test_an_item_with_a_single_source_is_marked_as_unconfirmed(cast: Cast) -> None:
    a_sheet(cast)
    items = load(YEAR).items
    unsure = next(each.code for each in items if each.confidence is not Confidence.CONFIRMED)
    assert "ยังไม่ยืนยัน" in shown(cast, "result-item", unsure)


def test_without_a_result_the_page_teaches_how_to_begin(cast: Cast) -> None:
    page = shown(cast)
    assert "ยังไม่มีผลประเมินของปี" in page
    assert address(cast, "papers") in page


def test_findings_are_shown_before_there_is_a_result(cast: Cast) -> None:
    an_accepted_paper(cast, reading=the_reading(results=()))
    assert "ข้อสังเกตของผู้ประเมิน" in shown(cast)


def test_a_year_without_a_framework_says_that_another_years_is_used(cast: Cast) -> None:
    a_sheet(cast, year=2572)
    page = Visitor(cast.person("clerk")).get(address(cast, "result", year=2572)).content.decode()
    assert "ยังไม่มีเกณฑ์ของปี 2572" in page


@pytest.mark.parametrize(
    "name", ["result-scores-table", "result-items-table", "result-findings-table", "outlook-table"]
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_table_can_be_taken_away(cast: Cast, name: str, form: str) -> None:
    an_accepted_paper(cast)
    answer = Visitor(cast.person("auditor")).get(address(cast, name, form))
    assert answer.status_code == 200
    assert f".{form}" in answer["Content-Disposition"]
    assert len(answer.content) > 100


def test_the_page_asks_the_same_among_ten_agencies_and_among_a_thousand(cast: Cast) -> None:
    a_sheet(cast)
    clerk = Visitor(cast.person("clerk"))
    clerk.get(address(cast, "result"))
    with CaptureQueriesContext(connection) as few:
        clerk.get(address(cast, "result"))
    Agency.objects.bulk_create(
        Agency(slug=f"a{n}", name=f"หน่วยงาน {n}", kind="other", district="ก", province="ข", created_at=NOW)
        for n in range(1000)
    )
    with CaptureQueriesContext(connection) as many:
        clerk.get(address(cast, "result"))
    assert len(few) == len(many) <= 8


def test_the_executives_page_holds_level_bars_contradictions_and_five_gains(cast: Cast) -> None:
    a_sheet(cast, total=Decimal("99.00"))
    page = shown(cast, "result-executive", who="executive")
    assert page.count('class="track"') == 10
    assert "ต้องแก้ก่อนลงนาม" in page
    assert page.count("<strong>+") == 5
