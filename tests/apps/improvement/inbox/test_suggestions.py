"""What could answer a weak point, and why it is suggested."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessment.made import an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, a_plan, a_step_row, address
from builders import a_finding
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.queries.plans import plan_in
from prongsai.apps.improvement.queries.suggestions import MOST_EARLIER, Suggestions, suggestions_for
from prongsai.apps.improvement.queries.weak_points import WeakPoint, weak_points
from prongsai.core.crosswalk import crosswalk
from prongsai.core.framework import nearest
from prongsai.core.records import Where


def a_point(cast: Cast, **changes: object) -> WeakPoint:
    """A lost item of the year, e-services, that a remark speaks of."""
    code = nearest(YEAR).item_by_key("eservice").code  # type: ignore[union-attr]
    words = {"tool": "OIT", "part": None, "indicator": 9, "code": code, "items": (), "where": Where(table=1, row=2)}
    remark = a_finding(**{**words, "remark": "บริการออนไลน์ยังไม่ครบองค์ประกอบ", "recommendation": "", **changes})
    an_accepted_paper(cast, reading=the_reading(findings=(remark,), measures=()))
    return weak_points(cast.viewer("clerk"), YEAR)[0]


def suggested(cast: Cast, point: WeakPoint) -> Suggestions:
    viewer = cast.viewer("clerk")
    return suggestions_for(viewer, plan_in(viewer, YEAR), point, YEAR)


def test_a_practice_that_fills_the_item_comes_before_one_on_the_indicator(cast: Cast) -> None:
    found = suggested(cast, a_point(cast)).practices
    assert found
    assert "E-Service" in found[0].why[0]
    assert all(each.why for each in found)


def test_topics_that_the_remark_speaks_of_are_said_together(cast: Cast) -> None:
    point = a_point(cast, code="", items=(), indicator=6, tool="EIT", remark="รอนาน ล่าช้า และใช้เวลานาน")
    (reason,) = (why for each in suggested(cast, point).practices[:1] for why in each.why if "พูดถึง" in why)
    assert "“รอนาน”" in reason
    assert "“ล่าช้า”" in reason


def test_an_earlier_measure_is_known_by_its_item_under_that_years_number(cast: Cast) -> None:
    point = a_point(cast)
    passage = crosswalk(YEAR, 2566).of(point.codes[0])
    assert passage
    before = passage.targets[0].code
    assert before != point.codes[0]
    measure = a_measure_row(cast, plan=a_plan(cast, year=2566), codes=[before], indicator=9, tool="OIT")
    (earlier,) = suggested(cast, point).earlier
    assert earlier.draft.came_from == measure
    assert point.codes[0] in earlier.draft.why[0]


def test_an_earlier_measure_is_known_by_a_topic_that_the_remark_speaks_of_too(cast: Cast) -> None:
    point = a_point(cast, remark="ตัวชี้วัดที่ 6 ผู้มาติดต่อรอนาน", indicator=6, tool="EIT", code="")
    words = {"plan": a_plan(cast, year=2566), "indicator": None, "tool": ""}
    a_measure_row(cast, title="ตัวชี้วัดที่ 6 แจ้งเวลาแล้วเสร็จ ไม่ให้รอนาน", **words)
    a_measure_row(cast, title="ตัวชี้วัดที่ 2 แจกสรุปแผนใช้เงิน", **words)
    (earlier,) = suggested(cast, point).earlier
    assert earlier.draft.why == ("พูดถึงเรื่องเดียวกัน “รอนาน”",)


def test_this_years_measures_and_removed_ones_are_no_earlier_measures(cast: Cast) -> None:
    point = a_point(cast)
    a_measure_row(cast, indicator=9, tool="OIT")
    a_measure_row(cast, plan=a_plan(cast, year=2566), indicator=9, tool="OIT", removed_at=NOW)
    assert suggested(cast, point).earlier == ()


def test_the_plans_measures_on_the_subject_come_first_and_those_that_answer_it_not_at_all(cast: Cast) -> None:
    point = a_point(cast)
    elsewhere = a_measure_row(cast, indicator=2, tool="IIT", title="แจ้งแผนงบประมาณ")
    near = a_measure_row(cast, indicator=9, tool="OIT", title="ปรับหน้าเว็บ")
    answering = a_measure_row(cast, indicator=9, tool="OIT", title="เพิ่ม E-Service")
    answering.answers.create(subject=point.subject)
    (again,) = weak_points(cast.viewer("clerk"), YEAR)
    found = [(each.measure, each.is_likely) for each in suggested(cast, again).candidates]
    assert found == [(near, True), (elsewhere, False)]


def test_the_page_asks_no_more_questions_with_many_years_behind_it(cast: Cast) -> None:
    point, visitor = a_point(cast), Visitor(cast.person("clerk"))
    asked = []
    for numbers in (range(10), range(10, 60)):
        for each in numbers:
            measure = a_measure_row(cast, plan=a_plan(cast, year=2566), indicator=9, tool="OIT", title=f"งานที่ {each}")
            a_step_row(measure, owners=("กองช่าง",))
        visitor.get(address(cast, "weak-point", point.subject))
        with CaptureQueriesContext(connection) as captured:
            page = visitor.get(address(cast, "weak-point", point.subject)).content.decode()
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert page.count("?earlier=") == MOST_EARLIER
