"""Figures in papers: each opens the screen whose rows it counts, and says of when and from where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from apps.assessment.made import a_sheet, an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, a_plan, a_proof, a_report, a_round, a_step_row
from apps.improvement.made_proof import an_activity
from apps.improvement.papers.test_subjects import content
from apps.improvement.signing.made_signing import an_approved_plan
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Plan, Round
from prongsai.apps.improvement.operations.rounds import close_round
from prongsai.paper.writing.content import Figure


def opened(cast: Cast, figure: Figure) -> Any:
    assert figure.address is not None
    assert figure.address.startswith(settings.ADDRESS)
    parts = urlsplit(figure.address.removeprefix(settings.ADDRESS))
    return Visitor(cast.person("clerk")).get(f"{parts.path}?{parts.query}")


def assert_each_opens_its_rows(cast: Cast, key: str) -> dict[str, int]:
    """Every figure of a content that counts has as many rows on its page. Shape: codes to values."""
    return counted_by_their_pages(cast, content(cast, key).figures)


def counted_by_their_pages(cast: Cast, figures: Iterable[Figure]) -> dict[str, int]:
    """Hold every figure against the page it opens. Shape: codes to values of those that count rows."""
    counted = {}
    for figure in figures:
        page = opened(cast, figure)
        assert page.status_code == 200
        assert figure.period
        assert figure.source
        assert figure.unit
        if figure.code.startswith("score."):
            assert figure.value in page.content.decode()
        else:
            assert page.content.decode().count("data-row") == int(figure.value), figure
            counted[figure.code] = int(figure.value)
    return counted


def a_busy_round(cast: Cast, plan: Plan) -> Round:
    """Steps proved, unproved, late, put off and not reported, and a measure without steps."""
    round_ = a_round(cast, plan=plan)
    measure = a_measure_row(cast, plan=plan)
    steps = [a_step_row(measure, text=f"ขั้นที่ {number}") for number in range(1, 6)]
    a_proof(cast, step=steps[0])
    a_report(cast, round_, steps[0], status="done", percent=100, result="มีผู้ตอบ 120 คน", state="accepted")
    a_report(cast, round_, steps[1], status="done", percent=100, result="ประกาศแล้ว")
    a_report(cast, round_, steps[2], state="returned", comment="ขอจำนวน")
    a_report(cast, round_, steps[3], status="deferred", percent=None, result="รองบประมาณ")
    a_report(cast, round_, a_measure_row(cast, plan=plan, title="ทั้งมาตรการ"), status="not_started", percent=0)
    return round_


EXPECTED = {
    "work": 6,
    "work.proved": 1,
    "work.unproved": 1,
    "work.in_progress": 1,
    "work.not_started": 1,
    "work.deferred": 1,
    "work.unknown": 1,
    "work.late": 2,
    "work.evidenced": 1,
    "reports.missing": 1,
    "reports.sent": 3,
    "reports.returned": 1,
    "reports.accepted": 1,
}


def test_every_figure_of_an_open_round_opens_exactly_its_rows(cast: Cast) -> None:
    round_ = a_busy_round(cast, a_plan(cast))
    assert assert_each_opens_its_rows(cast, f"round-{round_.pk}") == EXPECTED


def test_figures_of_a_closed_round_still_open_what_it_closed_with(cast: Cast) -> None:
    plan = a_plan(cast)
    round_ = a_busy_round(cast, plan)
    close_round(by=cast.viewer("clerk"), at=NOW, round_=round_)
    a_step_row(a_measure_row(cast, plan=plan, title="มาทีหลัง"))
    assert assert_each_opens_its_rows(cast, f"round-{round_.pk}") == EXPECTED
    (period,) = {each.period for each in content(cast, f"round-{round_.pk}").figures}
    assert period == "รอบ 6 เดือน (ต.ค. 2566 - มี.ค. 2567) ณ วันที่ปิดรอบ 21 พ.ย. 2569"


@pytest.mark.parametrize("make", [a_plan, an_approved_plan])
def test_every_figure_of_a_plan_opens_exactly_its_rows(cast: Cast, make: Any) -> None:
    an_accepted_paper(cast, reading=the_reading(measures=()))
    plan = make(cast)
    if make is a_plan:
        a_step_row(a_measure_row(cast, plan=plan))
    counted = assert_each_opens_its_rows(cast, f"plan-{YEAR}")
    assert counted["measures"] >= 1
    assert counted["weak_points"] == counted["weak_points.open"] + counted["weak_points.answered"]
    assert counted["weak_points"] > 0


def test_the_measures_of_an_approved_plan_are_counted_as_approved_and_say_when(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    a_measure_row(cast, plan=plan, title="มาทีหลัง")
    assert assert_each_opens_its_rows(cast, f"plan-{YEAR}")["measures"] == 1
    figure = next(each for each in content(cast, f"plan-{YEAR}").figures if each.code == "measures")
    assert figure.period == f"แผนปีงบประมาณ {YEAR} ตามที่อนุมัติ ณ วันที่ 21 พ.ย. 2569"


def test_every_figure_of_a_result_and_of_activities_opens_its_screen(cast: Cast) -> None:
    a_sheet(cast, year=YEAR - 1)
    an_accepted_paper(cast)
    an_activity(cast)
    an_activity(cast, title="ประกาศเจตนารมณ์")
    assert assert_each_opens_its_rows(cast, f"result-{YEAR}") == {"findings": 1}
    assert assert_each_opens_its_rows(cast, f"activities-{YEAR}") == {"activities": 2}


def test_a_page_that_is_narrowed_by_a_figure_says_to_what_and_leads_back(cast: Cast) -> None:
    round_ = a_busy_round(cast, a_plan(cast))
    figure = next(each for each in content(cast, f"round-{round_.pk}").figures if each.code == "work.late")
    page = opened(cast, figure).content.decode()
    assert "เฉพาะที่ ถึงกำหนดในรอบนี้แล้วยังไม่เสร็จ" in page
    assert 'href="?"' in page
