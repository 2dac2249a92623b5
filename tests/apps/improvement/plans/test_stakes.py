"""What a measure is worth: the points that the result of the plan's result year lost where it is to help."""

from decimal import Decimal

from apps.assessment.made import a_sheet, an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, a_plan, address
from builders import a_finding
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment.models import LostItem
from prongsai.apps.improvement.models import Answer, Measure
from prongsai.apps.improvement.queries.plan_page import Wish, plan_page
from prongsai.apps.improvement.queries.stakes import lost_in, points_of_shares, result_year_for
from prongsai.core.framework import load
from prongsai.core.scoring import points_of, round_points

TODAY = NOW.date()


def points(cast: Cast, measure: Measure, *subjects: str) -> Decimal | None:
    lost = lost_in(cast.viewer("clerk"), measure.plan.result_year)
    return points_of_shares(lost.shares_of(measure, measure.plan, subjects))


def lose(cast: Cast, *codes: str, **changes: object) -> None:
    sheet = a_sheet(cast, **changes)
    for code in codes:
        LostItem.objects.create(sheet=sheet, code=code)


def test_an_indicator_is_worth_what_it_lacks(cast: Cast) -> None:
    lose(cast)  # indicator 8 has 91.00; EIT weighs 30, three indicators share it
    assert points(cast, a_measure_row(cast)) == Decimal("0.90")


def test_an_item_is_worth_what_its_loss_cost(cast: Cast) -> None:
    lose(cast, "o13")
    measure = a_measure_row(cast, tool="OIT", indicator=9, codes=["o13"])
    assert points(cast, measure) == round_points(points_of(load(YEAR), "o13"))


def test_an_indicator_that_is_narrowed_to_items_does_not_count_twice(cast: Cast) -> None:
    lose(cast, "o13", "o14")
    both = a_measure_row(cast, tool="OIT", indicator=9, codes=["o13", "o14"])
    alone = a_measure_row(cast, tool="OIT", indicator=None, codes=["o13", "o14"])
    assert points(cast, both) == points(cast, alone) != Decimal(0)


def test_two_questions_of_one_indicator_count_it_once(cast: Cast) -> None:
    lose(cast)
    codes = [each.code for each in load(YEAR).questions if each.indicator == 8][:2]
    assert points(cast, a_measure_row(cast, indicator=None, codes=codes)) == Decimal("0.90")


def test_an_item_that_was_not_lost_is_worth_nothing_now(cast: Cast) -> None:
    lose(cast, "o13")
    assert points(cast, a_measure_row(cast, tool="OIT", indicator=None, codes=["o14"])) == Decimal("0.00")


def test_the_weak_points_it_answers_count_with_it(cast: Cast) -> None:
    lose(cast, "o13")
    measure = a_measure_row(cast, tool="", indicator=None)
    assert points(cast, measure) is None
    assert points(cast, measure, "item-o13") == round_points(points_of(load(YEAR), "o13"))
    assert points(cast, measure, "indicator-8") == Decimal("0.90")


def test_a_finding_on_a_question_is_worth_its_indicator(cast: Cast) -> None:
    lose(cast)
    paper = an_accepted_paper(cast, reading=the_reading(results=(), measures=(), findings=(a_finding(code="e11"),)))
    finding = paper.findings.get()
    measure = a_measure_row(cast, tool="", indicator=None)
    assert points(cast, measure, f"finding-{finding.pk}") == Decimal("0.90")


def test_without_a_sheet_nobody_can_tell(cast: Cast) -> None:
    assert points(cast, a_measure_row(cast)) is None
    assert "ยังไม่รู้" in Visitor(cast.person("clerk")).get(address(cast, "plan")).content.decode()


def test_codes_of_the_plans_year_are_followed_back_to_the_results_year(cast: Cast) -> None:
    key = next(each.key for each in load(YEAR).items if load(YEAR - 1).item_by_key(each.key))
    here, then = load(YEAR).item_by_key(key), load(YEAR - 1).item_by_key(key)
    assert here
    assert then
    lose(cast, then.code, year=YEAR - 1)
    plan = a_plan(cast, result_year=YEAR - 1)
    measure = a_measure_row(cast, plan=plan, tool="", indicator=None, codes=[here.code])
    assert points(cast, measure) == round_points(points_of(load(YEAR - 1), then.code))


def test_a_plan_answers_its_own_years_result_or_the_latest_before_it(cast: Cast) -> None:
    viewer = cast.viewer("clerk")
    assert result_year_for(viewer, YEAR) == YEAR
    a_sheet(cast, year=YEAR - 2)
    assert result_year_for(viewer, YEAR) == YEAR - 2
    a_sheet(cast, year=YEAR)
    assert result_year_for(viewer, YEAR) == YEAR
    assert result_year_for(cast.viewer("stranger"), YEAR) == YEAR


def test_the_plan_is_ordered_by_points_and_by_number_when_asked(cast: Cast) -> None:
    lose(cast)
    a_measure_row(cast, title="น้อย", indicator=1)  # 96.00
    a_measure_row(cast, title="มาก", indicator=2)  # 90.00
    viewer = cast.viewer("clerk")
    by_points = plan_page(viewer, YEAR, TODAY)
    by_number = plan_page(viewer, YEAR, TODAY, Wish(order="number"))
    assert [each.measure.title for each in by_points.rows] == ["มาก", "น้อย"]
    assert [each.measure.title for each in by_number.rows] == ["น้อย", "มาก"]
    assert [each.place for each in by_points.rows] == [2, 1]


def test_the_points_lead_to_how_they_are_reckoned(cast: Cast) -> None:
    lose(cast)
    measure = a_measure_row(cast)
    Answer.objects.create(measure=measure, subject="indicator-7")  # 90.00
    visitor = Visitor(cast.person("auditor"))
    assert f"{address(cast, 'measure', measure.pk)}#stakes" in visitor.get(address(cast, "plan")).content.decode()
    page = visitor.get(address(cast, "measure", measure.pk)).content.decode()
    assert "1.90 คะแนน" in page
    assert "/result/cell/7/" in page
    assert "/result/cell/8/" in page


def test_an_officer_is_shown_no_points(cast: Cast) -> None:
    lose(cast)
    page = Visitor(cast.person("officer")).get(address(cast, "measure", a_measure_row(cast).pk)).content.decode()
    assert 'id="stakes"' not in page
