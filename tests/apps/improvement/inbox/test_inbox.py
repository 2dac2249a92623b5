"""The inbox: everything a result and its remarks ask for, until each of it is answered, joined or set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.assessment.made import a_read_paper, a_sheet, an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, a_plan, address
from builders import a_finding, a_result
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Finding, ResultSheet
from prongsai.apps.improvement.models import Answer, SetAside
from prongsai.apps.improvement.queries.weak_points import WeakPoint, weak_points
from prongsai.core.crosswalk import crosswalk
from prongsai.core.records import Where


def points_of(cast: Cast, year: int = YEAR) -> list[WeakPoint]:
    return list(weak_points(cast.viewer("clerk"), year))


def remarks(cast: Cast, count: int, **changes: Any) -> list[Finding]:
    """So many remarks of one accepted paper, no measure among them."""
    findings = tuple(a_finding(remark=f"ข้อสังเกต {number}", where=Where(paragraph=number)) for number in range(count))
    an_accepted_paper(cast, reading=the_reading(findings=findings, measures=(), **changes))
    return list(Finding.objects.order_by("pk"))


def answered(cast: Cast, *findings: Finding) -> None:
    measure = a_measure_row(cast)
    Answer.objects.bulk_create(Answer(measure=measure, subject=f"finding-{each.pk}") for each in findings)


def aside(cast: Cast, finding: Finding) -> None:
    words = {"reason": "รองบประมาณปีถัดไป", "by": cast.people["clerk"], "at": NOW}
    SetAside.objects.create(plan=a_plan(cast), subject=f"finding-{finding.pk}", **words)


def opened(cast: Cast, who: str = "clerk", **query: str) -> html.HtmlElement:
    return html.document_fromstring(Visitor(cast.person(who)).get(address(cast, "inbox"), query).content.decode())


def rows(page: html.HtmlElement) -> list[str]:
    return [each.text_content() for each in page.xpath("//div[contains(@class,'points')]//tbody/tr")]


def test_remarks_lost_items_and_low_indicators_stand_in_it_those_that_cost_most_first(cast: Cast) -> None:
    result = a_result(fiscal_year=YEAR)
    low = replace(result, indicators={**result.indicators, "6": Decimal("70.00")})
    an_accepted_paper(cast, reading=the_reading(results=(low,), measures=()))
    sheet = ResultSheet.objects.get()
    operations.tell_lost_items(by=cast.viewer("clerk"), at=NOW, sheet=sheet, codes=["o9"])
    points = points_of(cast)
    assert [each.kind.value for each in points] == ["indicator", "finding", "item"]
    assert [each.subject for each in points] == ["indicator-6", f"finding-{Finding.objects.get().pk}", "item-o9"]
    costs = [each.points or Decimal(0) for each in points]
    assert costs == sorted(costs, reverse=True)
    assert points[0].points == Decimal("3.00")


def test_an_item_that_a_remark_speaks_of_stands_there_once_as_the_remark(cast: Cast) -> None:
    finding = a_finding(tool="OIT", indicator=9, code="o9", items=(), where=Where(table=1, row=2))
    an_accepted_paper(cast, reading=the_reading(findings=(finding,), measures=()))
    assert [each.subject for each in points_of(cast)] == [f"finding-{Finding.objects.get().pk}"]


def test_a_remark_printed_again_keeps_its_key_whichever_paper_was_handed_in_first(cast: Cast) -> None:
    reading = the_reading(measures=())
    handed_in_first = a_read_paper(cast, reading=reading)
    an_accepted_paper(cast, reading=reading, content=b"accepted first")
    before = points_of(cast)[0].subject
    operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=handed_in_first, keeping={YEAR})
    (point,) = points_of(cast)
    assert point.subject == before
    assert point.row
    assert len(point.row.prints) == 2


def test_a_plan_answers_the_latest_result_before_it_and_names_codes_by_its_own_year(cast: Cast) -> None:
    finding = a_finding(tool="OIT", indicator=9, code="o9", items=(), where=Where(table=1, row=2))
    early = replace(the_reading(findings=(finding,), measures=(), results=()), fiscal_year=2566)
    an_accepted_paper(cast, reading=early)
    (point,) = points_of(cast, 2568)
    passage = crosswalk(2566, 2568).of("o9")
    assert passage
    assert point.codes == tuple(each.code for each in passage.targets)
    assert point.titles[0].code == "o9"


def test_every_count_opens_exactly_its_rows(cast: Cast) -> None:
    first, second, third, *_rest = remarks(cast, 6)
    answered(cast, first, second)
    aside(cast, third)
    doors = opened(cast).xpath("//table[contains(@class,'coverage-counts')]//a")
    assert [each.text_content() for each in doors] == ["2", "1", "3", "6"]
    for door in doors:
        page = html.document_fromstring(Visitor(cast.person("clerk")).get(door.get("href")).content.decode())
        assert len(rows(page)) == int(door.text_content())


def test_the_coverage_is_a_sentence_and_a_bar_over_the_same_numbers(cast: Cast) -> None:
    first, *_rest = remarks(cast, 4)
    answered(cast, first)
    page = opened(cast)
    assert page.xpath("//h2[@id='coverage']")[0].text_content() == "ตอบแล้ว 1 จาก 4"
    widths = [(each.get("class"), each.get("width")) for each in page.xpath("//svg/rect")]
    assert widths == [("part-answered", "25.00"), ("part-open", "75.00")]


def test_a_row_says_which_measure_answers_or_why_none_does(cast: Cast) -> None:
    first, second = remarks(cast, 2)
    answered(cast, first)
    aside(cast, second)
    assert any("สำรวจความพึงพอใจของผู้รับบริการ" in each for each in rows(opened(cast, state="answered")))
    assert any("รองบประมาณปีถัดไป" in each for each in rows(opened(cast, state="aside")))


def test_a_measure_that_was_taken_out_answers_nothing_any_more(cast: Cast) -> None:
    (finding,) = remarks(cast, 1)
    answered(cast, finding)
    a_plan(cast).measures.update(removed_at=NOW)
    assert [each.state.value for each in points_of(cast)] == ["open"]


def test_the_next_to_answer_is_the_open_one_that_costs_most(cast: Cast) -> None:
    first, second = remarks(cast, 2)
    answered(cast, first)
    action = opened(cast).xpath("//div[@class='actions']/a")[0]
    assert action.get("href") == address(cast, "weak-point", f"finding-{second.pk}")
    assert "ตอบจุดถัดไป" not in opened(cast, "auditor").text_content()


def test_another_agency_sees_its_own_only(cast: Cast) -> None:
    remarks(cast, 2)
    assert weak_points(cast.viewer("stranger"), YEAR) == ()


def test_without_any_it_says_what_the_place_is_for_and_how_to_begin(cast: Cast) -> None:
    page = opened(cast).text_content()
    assert "ยังไม่มีจุดที่ต้องพัฒนา" in page
    assert "ส่งเอกสารให้อ่าน" in page
    assert "ส่งเอกสารให้อ่าน" not in opened(cast, "auditor").text_content()


def test_the_table_to_take_away_holds_the_rows_that_are_shown(cast: Cast) -> None:
    first, *_rest = remarks(cast, 3)
    aside(cast, first)
    visitor = Visitor(cast.person("auditor"))
    everything = visitor.get(address(cast, "inbox-table", "csv")).content.decode("utf-8-sig").splitlines()
    assert len(everything) == 1 + 3
    set_aside = visitor.get(address(cast, "inbox-table", "csv"), {"state": "aside"}).content.decode("utf-8-sig")
    assert len(set_aside.splitlines()) == 1 + 1
    assert "รองบประมาณปีถัดไป" in set_aside
    assert visitor.get(address(cast, "inbox-table", "xlsx")).status_code == 200


def test_a_result_that_was_typed_is_enough(cast: Cast) -> None:
    result = a_result().indicators | {"9": Decimal("60.00")}
    a_sheet(cast, indicators=result)
    assert [each.subject for each in points_of(cast)] == ["indicator-9"]


@pytest.fixture
def questions(cast: Cast) -> Callable[[int], int]:
    """How many questions the inbox asks the database with so many remarks more, half of them answered."""

    def ask(count: int) -> int:
        findings = tuple(a_finding(remark=f"เรื่อง {count} {each}", where=Where(paragraph=each)) for each in range(count))
        reading = the_reading(findings=findings, measures=(), results=())
        an_accepted_paper(cast, reading=reading, content=str(count).encode())
        answered(cast, *Finding.objects.order_by("-pk")[: count // 2])
        visitor = Visitor(cast.person("clerk"))
        visitor.get(address(cast, "inbox"))
        with CaptureQueriesContext(connection) as asked:
            visitor.get(address(cast, "inbox"))
        return len(asked)

    return ask


def test_it_asks_as_many_questions_for_sixty_rows_as_for_ten(questions: Callable[[int], int]) -> None:
    assert questions(10) == questions(60)
