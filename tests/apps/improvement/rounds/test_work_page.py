"""My work: what is mine to report, what was sent back first, one press from the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from apps.improvement.made import (
    a_measure_row,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
    own,
)
from apps.improvement.rounds.made_rounds import a_step_asked, form_of, typed
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.queries.work import own_work, tasks
from prongsai.base import drafts
from prongsai.base.access import Viewer


def officer(cast: Cast) -> Viewer:
    return replace(cast.viewer("officer"), units=(cast.unit,))


def test_what_was_sent_back_comes_first_with_its_comment(cast: Cast) -> None:
    round_, step = a_step_asked(cast, text="ยังไม่ส่ง")
    returned = a_step_row(step.measure, text="ส่งกลับ")
    accepted = a_step_row(step.measure, text="รับแล้ว")
    a_report(cast, round_, accepted, state="accepted")
    a_report(cast, round_, returned, state="returned", comment="ขอภาพถ่าย")
    found = tasks(officer(cast), YEAR, NOW.date())
    assert [each.promised.text for each in found] == ["ส่งกลับ", "ยังไม่ส่ง", "รับแล้ว"]
    assert [each.comment for each in found] == ["ขอภาพถ่าย", "", ""]
    assert [each.is_open for each in found] == [True, True, False]
    assert found[0].address == form_of(cast, round_, returned)
    text = Visitor(cast.person("officer")).get(address(cast, "work")).content.decode()
    assert text.index("ส่งกลับ") < text.index("ยังไม่ส่ง")
    assert "ขอภาพถ่าย" in text
    assert text.count("แก้แล้วส่งใหม่") == 1


def test_late_is_what_is_still_open_the_day_after(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    a_report(cast, round_, a_step_row(step.measure))
    on_the_day = tasks(officer(cast), YEAR, round_.due_on)
    day_after = tasks(officer(cast), YEAR, round_.due_on + timedelta(days=1))
    assert [each.is_late for each in on_the_day] == [False, False]
    assert [(each.state, each.is_late) for each in day_after] == [("missing", True), ("sent", False)]


def test_the_steps_of_other_units_and_of_nobody_are_not_asked_of_them(cast: Cast) -> None:
    round_, step = a_step_asked(cast, owners=(a_unit(cast),))
    a_step_row(a_measure_row(cast, plan=round_.plan, owners=("กองที่ยังไม่รู้จัก",)))
    assert tasks(officer(cast), YEAR, NOW.date()) == ()
    own(step, cast.unit)
    assert [each.promised.step for each in tasks(officer(cast), YEAR, NOW.date())] == [step]


def test_a_measure_is_asked_of_its_owner_only_while_it_has_no_steps(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    a_round(cast, plan=plan)
    measure = a_measure_row(cast, plan=plan)
    assert [each.promised.row for each in tasks(officer(cast), YEAR, NOW.date())] == [measure]
    step = a_step_row(measure, owners=(a_unit(cast),))
    assert tasks(officer(cast), YEAR, NOW.date()) == ()
    step.delete()
    a_measure_row(cast, plan=plan, owners=(a_unit(cast),))
    assert [each.promised.row for each in tasks(officer(cast), YEAR, NOW.date())] == [measure]


def test_a_clerk_is_asked_for_their_own_work_only(cast: Cast) -> None:
    a_step_asked(cast)
    assert tasks(cast.viewer("clerk"), YEAR, NOW.date()) == ()
    mine = replace(cast.viewer("clerk"), units=(cast.unit,))
    assert len(tasks(mine, YEAR, NOW.date())) == 1


def test_a_closed_round_asks_nothing(cast: Cast) -> None:
    round_, _step = a_step_asked(cast)
    Visitor(cast.person("clerk")).post(address(cast, "round-close", round_.pk))
    assert tasks(officer(cast), YEAR, NOW.date()) == ()


def test_a_draft_is_named_to_its_writer_alone(cast: Cast) -> None:
    round_, step = a_step_asked(cast)
    key = f"report:{round_.pk}:step-{step.pk}"
    drafts.keep(viewer=cast.viewer("officer"), at=NOW, key=key, basis="0", content=typed())
    assert [each.has_draft for each in tasks(officer(cast), YEAR, NOW.date())] == [True]
    assert "มีร่างที่ยังไม่ได้ส่ง" in Visitor(cast.person("officer")).get(address(cast, "work")).content.decode()
    colleague = replace(officer(cast), person=cast.people["clerk"])
    assert [each.has_draft for each in tasks(colleague, YEAR, NOW.date())] == [False]


def test_everything_of_theirs_in_the_plan_is_listed_with_its_proof(cast: Cast) -> None:
    plan = an_issued_plan(cast)
    measure = a_measure_row(cast, plan=plan)
    step = a_step_row(measure, text="ทำแล้วไม่มีหลักฐาน", status="done", percent=100)
    page = Visitor(cast.person("officer")).get(address(cast, "work")).content.decode()
    assert "ทำแล้วไม่มีหลักฐาน" in page
    assert "ยังไม่มีหลักฐานที่รับแล้ว" in page
    a_report(cast, a_round(cast, plan=plan), step, state="accepted", status="done", percent=100)
    a_proof(cast, step=step)
    assert "มีหลักฐาน" in Visitor(cast.person("officer")).get(address(cast, "work")).content.decode()


def test_own_work_is_late_when_the_plan_says_so(cast: Cast) -> None:
    measure = a_measure_row(cast, plan=an_issued_plan(cast))
    a_step_row(measure, text="ถึงมีนาคม")
    a_step_row(measure, text="ไม่ระบุเดือน", starts_on=None, ends_on=None)
    day_after = measure.ends_on or NOW.date()
    assert [each.is_late for each in own_work(officer(cast), YEAR, day_after - timedelta(days=1))] == [True, False]
    assert [each.is_late for each in own_work(officer(cast), YEAR, day_after)] == [True, True]


def test_who_owns_nothing_is_told_what_this_page_is_for(cast: Cast) -> None:
    page = Visitor(cast.person("officer")).get(address(cast, "work")).content.decode()
    assert "ยังไม่มีงานของท่านในปีนี้" in page
