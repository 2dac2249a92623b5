"""History: every change from what to what, in words; the last one taken back, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from apps.improvement.made import (
    a_measure_row,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
)
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Activity, Change, Measure, Report, Step
from prongsai.apps.improvement.operations.history import remember, state_of
from prongsai.apps.improvement.operations.measures import (
    create_measure,
    edit_measure,
    move_measure,
    remove_measure,
)
from prongsai.apps.improvement.operations.steps import NewStep, create_steps, move_step
from prongsai.apps.improvement.operations.undo import undo_change
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused

LATER = NOW + timedelta(hours=1)


def made(cast: Cast, title: str = "ทำคู่มือ", **words: Any) -> Measure:
    """A measure written by the clerk, with its history."""
    owners = [{"name": cast.unit.name, "unit_id": cast.unit.pk, "person_id": None}]
    named: Any = {"title": title, "monitoring": "ทุกไตรมาส", **words}
    return create_measure(by=cast.viewer("clerk"), at=NOW, year=YEAR, words=named, owners=owners)


def edit(cast: Cast, measure: Measure, owners: Any = (), **words: Any) -> None:
    measure.refresh_from_db()
    named: Any = words
    clerk = cast.viewer("clerk")
    edit_measure(by=clerk, at=LATER, measure=measure, version=measure.version, words=named, owners=owners)


def last(kind: str = "measure") -> Change:
    return Change.objects.filter(kind=kind).order_by("-pk")[0]


def undo(cast: Cast, change: Change | None = None, who: str = "clerk") -> Change:
    return undo_change(by=cast.viewer(who), at=LATER, change=change or last())


def page(cast: Cast, record: Any, who: str = "clerk") -> str:
    kind = record._meta.model_name
    response = Visitor(cast.person(who)).get(address(cast, "history", kind, record.pk))
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_change_stands_with_who_when_and_from_what_to_what(cast: Cast) -> None:
    measure = made(cast, starts_on=date(YEAR - 544, 10, 1), ends_on=date(YEAR - 543, 4, 1), codes=["o13"])
    works = a_unit(cast, "กองช่าง")
    owner = {"name": works.name, "unit_id": works.pk, "person_id": None}
    edit(cast, measure, owners=[owner], title="ทำคู่มือให้ครบ", ends_on=date(YEAR - 543, 10, 1))
    shown = page(cast, measure)
    for text in (
        *("เพิ่มมาตรการ", "แก้ไขมาตรการ", "clerk", "ทำคู่มือ", "ทำคู่มือให้ครบ"),
        *("ถึงเดือน", f"มี.ค. {YEAR}", f"ก.ย. {YEAR}", "ผู้รับผิดชอบ", "สำนักปลัด", "กองช่าง", "21 พ.ย. 2569"),
    ):
        assert text in shown
    assert shown.index("แก้ไขมาตรการ") < shown.index("เพิ่มมาตรการ")
    assert shown.count("ย้อนการเปลี่ยนล่าสุด") == 1


def test_undoing_an_edit_brings_fields_and_owners_back(cast: Cast) -> None:
    measure = made(cast, codes=["o13"], starts_on=date(YEAR - 544, 10, 1), ends_on=date(YEAR - 543, 4, 1))
    before = state_of(measure)
    edit(cast, measure, title="ผิด", codes=["o1"], starts_on=None, ends_on=None)
    response = Visitor(cast.person("clerk")).post(address(cast, "change-undo", last().pk))
    assert response["Location"] == address(cast, "history", "measure", measure.pk)
    measure.refresh_from_db()
    assert state_of(measure) == before
    assert last().undoes is not None
    assert last().deed == "change.undone"
    assert AuditLine.objects.filter(verb="change.undone").count() == 1
    assert "ย้อนการเปลี่ยน" in page(cast, measure)


def test_undoing_an_undo_brings_back_what_it_took(cast: Cast) -> None:
    measure = made(cast)
    edit(cast, measure, title="ตั้งใจแก้")
    undo(cast)
    undo(cast)
    measure.refresh_from_db()
    assert measure.title == "ตั้งใจแก้"


def test_undoing_the_making_takes_the_record_out_and_undoing_that_brings_it_back(cast: Cast) -> None:
    measure = made(cast)
    undo(cast)
    measure.refresh_from_db()
    assert measure.removed_at == LATER
    undo(cast)
    measure.refresh_from_db()
    assert measure.removed_at is None


def test_undoing_a_removal_puts_the_measure_back_with_its_steps(cast: Cast) -> None:
    measure = made(cast)
    create_steps(by=cast.viewer("clerk"), at=NOW, measure=measure, steps=[NewStep("ขั้นหนึ่ง")])
    other = made(cast, "อื่น")
    remove_measure(by=cast.viewer("clerk"), at=NOW, measure=measure)
    undo(cast)
    shown = Visitor(cast.person("clerk")).get(address(cast, "measure", measure.pk)).content.decode()
    assert "ขั้นหนึ่ง" in shown
    assert list(Measure.objects.filter(removed_at=None)) == [measure, other]


def test_undoing_a_move_puts_a_measure_where_it_stood_and_a_step_into_its_measure(cast: Cast) -> None:
    first, second, clerk = made(cast, "ก"), made(cast, "ข"), cast.viewer("clerk")
    move_measure(by=clerk, at=NOW, measure=second, shift=-1)
    undo(cast)
    assert list(Measure.objects.values_list("title", flat=True)) == ["ก", "ข"]
    (step,) = create_steps(by=clerk, at=NOW, measure=first, steps=[NewStep("ขั้น")])
    move_step(by=clerk, at=NOW, step=step, to=second)
    assert "ก" in page(cast, step)
    undo(cast, last("step"))
    step.refresh_from_db()
    assert step.measure == first


def test_a_step_is_not_put_back_into_a_measure_that_is_gone(cast: Cast) -> None:
    first, second, clerk = made(cast, "ก"), made(cast, "ข"), cast.viewer("clerk")
    (step,) = create_steps(by=clerk, at=NOW, measure=first, steps=[NewStep("ขั้น")])
    move_step(by=clerk, at=NOW, step=step, to=second)
    first.refresh_from_db()
    remove_measure(by=clerk, at=NOW, measure=first)
    with pytest.raises(Refused, match="taken out"):
        undo(cast, last("step"))


def test_only_the_last_change_can_be_undone(cast: Cast) -> None:
    measure = made(cast)
    edit(cast, measure, title="ครั้งแรก")
    earlier = last()
    edit(cast, measure, title="ครั้งที่สอง")
    Visitor(cast.person("clerk")).post(address(cast, "change-undo", earlier.pk))
    measure.refresh_from_db()
    assert measure.title == "ครั้งที่สอง"
    with pytest.raises(Refused, match="changed again"):
        undo(cast, earlier)


def test_a_record_that_changed_without_its_history_is_not_overwritten(cast: Cast) -> None:
    measure = made(cast)
    edit(cast, measure, title="แก้แล้ว")
    Measure.objects.filter(pk=measure.pk).update(title="แก้จากที่อื่น")
    with pytest.raises(Refused, match="changed again"):
        undo(cast)


def test_a_neighbour_that_moved_is_no_reason_not_to_undo(cast: Cast) -> None:
    first, second = made(cast, "ก"), made(cast, "ข")
    move_measure(by=cast.viewer("clerk"), at=NOW, measure=second, shift=-1)
    undo(cast, Change.objects.get(kind="measure", record=first.pk))
    first.refresh_from_db()
    assert first.removed_at == LATER


def test_the_same_undo_twice_is_refused(cast: Cast) -> None:
    measure = made(cast)
    edit(cast, measure, title="แก้แล้ว")
    change = last()
    undo(cast, change)
    with pytest.raises(Refused, match="changed again"):
        undo(cast, change)


def test_nothing_of_a_plan_that_is_not_open_is_undone(cast: Cast) -> None:
    measure = made(cast)
    edit(cast, measure, title="แก้แล้ว")
    an_issued_plan(cast, state="submitted")
    with pytest.raises(Refused, match="executive"):
        undo(cast)


def test_the_status_that_a_report_gave_is_not_undone_at_the_step(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    before = state_of(step)
    step.status = "done"
    step.save()
    remember(by=cast.viewer("officer"), at=NOW, record=step, deed="report.sent", before=before)
    with pytest.raises(Refused, match="report"):
        undo(cast, last("step"))


def reported(cast: Cast, **changes: Any) -> Report:
    """A report sent once and then again by the officer, with its history."""
    step = a_step_row(a_measure_row(cast))
    report = a_report(cast, a_round(cast), step)
    before = state_of(report)
    for name, value in {"result": "แก้ผลแล้ว", "status": "done", "percent": 100, **changes}.items():
        setattr(report, name, value)
    report.save()
    remember(by=cast.viewer("officer"), at=NOW, record=report, deed="report.sent", before=before)
    Step.objects.filter(pk=step.pk).update(status=report.status, percent=report.percent)
    return report


def officer(cast: Cast) -> Any:
    """The officer with their unit, as a request makes them."""
    return Visitor(cast.person("officer"))


def test_an_officer_takes_back_their_own_report_and_the_work_follows(cast: Cast) -> None:
    report = reported(cast)
    assert "ย้อนการเปลี่ยนล่าสุด" in page(cast, report, who="officer")
    officer(cast).post(address(cast, "change-undo", last("report").pk))
    report.refresh_from_db()
    assert (report.result, report.status, report.percent) == ("จัดทำแบบสำรวจแล้ว อยู่ระหว่างเก็บข้อมูล", "in_progress", 50)
    assert report.step
    report.step.refresh_from_db()
    assert (report.step.status, report.step.percent) == ("in_progress", 50)


def test_a_report_sent_again_after_it_was_returned_goes_back_to_returned(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    report = a_report(cast, a_round(cast), step, state="returned", comment="ขอภาพ")
    before = {**state_of(report), "state": "sent", "comment": ""}
    remember(by=cast.viewer("clerk"), at=NOW, record=report, deed="report.returned", before=before)
    before = state_of(report)
    report.state, report.result, report.decided_by, report.decided_at = "sent", "ส่งใหม่", None, None
    report.save()
    remember(by=cast.viewer("officer"), at=NOW, record=report, deed="report.sent", before=before)
    officer(cast).post(address(cast, "change-undo", last("report").pk))
    report.refresh_from_db()
    assert (report.state, report.decided_by, report.decided_at) == ("returned", cast.people["clerk"], NOW)


def test_an_acceptance_that_a_paper_brought_comes_back_with_who_took_it(cast: Cast) -> None:
    report = a_report(cast, a_round(cast), a_step_row(a_measure_row(cast)), state="accepted")
    remember(by=cast.viewer("clerk"), at=NOW, record=report, deed="paper.accepted", before=None)
    before = state_of(report)
    report.state, report.comment = "returned", "ขอภาพ"
    report.save()
    remember(by=cast.viewer("clerk"), at=LATER, record=report, deed="report.returned", before=before)
    undo(cast, last("report"))
    report.refresh_from_db()
    assert (report.state, report.comment, report.decided_at) == ("accepted", "", NOW)


def test_a_report_of_a_closed_round_stands(cast: Cast) -> None:
    report = reported(cast)
    round_ = report.round
    round_.closed_at, round_.closed_by, round_.snapshot = NOW, cast.people["clerk"], {}
    round_.save()
    with pytest.raises(Refused, match="closed"):
        undo(cast, last("report"))


def test_a_report_that_was_sent_once_is_not_unsent(cast: Cast) -> None:
    report = a_report(cast, a_round(cast), a_step_row(a_measure_row(cast)))
    remember(by=cast.viewer("officer"), at=NOW, record=report, deed="report.sent", before=None)
    with pytest.raises(Refused, match="unsent"):
        undo(cast, last("report"), who="officer")


def test_an_officer_takes_back_nothing_that_somebody_else_did(cast: Cast) -> None:
    report = reported(cast)
    Change.objects.update(by=cast.people["clerk"])
    assert "ย้อนการเปลี่ยนล่าสุด" not in page(cast, report, who="officer")
    officer(cast).post(address(cast, "change-undo", last("report").pk))
    report.refresh_from_db()
    assert report.result == "แก้ผลแล้ว"


def test_an_officer_takes_back_no_change_of_the_plan(cast: Cast) -> None:
    measure = made(cast)
    Change.objects.update(by=cast.people["officer"])
    assert "ย้อนการเปลี่ยนล่าสุด" not in page(cast, measure, who="officer")
    officer(cast).post(address(cast, "change-undo", last().pk))
    measure.refresh_from_db()
    assert measure.removed_at is None


def test_an_activity_is_taken_back_by_its_writer(cast: Cast) -> None:
    activity = Activity.objects.create(
        agency=cast.agency,
        fiscal_year=YEAR,
        title="อบรมจริยธรรม",
        held_on=date(YEAR - 543, 1, 15),
        place="ห้องประชุม",
        purpose="ปลูกฝังคุณธรรม",
        written_by=cast.people["officer"],
        written_at=NOW,
    )
    before = state_of(activity)
    activity.held_on = date(YEAR - 543, 2, 15)
    activity.save()
    remember(by=cast.viewer("officer"), at=NOW, record=activity, deed="activity.edited", before=before)
    assert f"15 ม.ค. {YEAR}" in page(cast, activity, who="officer")
    officer(cast).post(address(cast, "change-undo", last("activity").pk))
    activity.refresh_from_db()
    assert activity.held_on == date(YEAR - 543, 1, 15)


def test_an_auditor_reads_every_history_and_takes_nothing_back(cast: Cast) -> None:
    measure = made(cast)
    assert "ย้อนการเปลี่ยนล่าสุด" not in page(cast, measure, who="auditor")
    assert Visitor(cast.person("auditor")).post(address(cast, "change-undo", last().pk)).status_code == 403


def test_what_an_officer_may_not_see_has_no_history_for_them(cast: Cast) -> None:
    theirs = a_measure_row(cast, owners=(a_unit(cast, "กองช่าง"),))
    assert officer(cast).get(address(cast, "history", "measure", theirs.pk)).status_code == 404


@pytest.mark.parametrize("kind", ["measure", "step", "report", "activity", "evidence", "plan", "person"])
def test_what_is_not_there_has_no_history(cast: Cast, kind: str) -> None:
    assert Visitor(cast.person("clerk")).get(address(cast, "history", kind, 999)).status_code == 404


def test_another_agency_reads_and_undoes_nothing(cast: Cast) -> None:
    measure = made(cast)
    visitor = Visitor(cast.people["stranger"])
    ours, theirs = cast.agency.slug, cast.other_agency.slug
    assert visitor.get(address(cast, "history", "measure", measure.pk).replace(ours, theirs)).status_code == 404
    assert visitor.post(address(cast, "change-undo", last().pk).replace(ours, theirs)).status_code == 404
    measure.refresh_from_db()
    assert measure.removed_at is None


def test_a_record_nobody_changed_says_so(cast: Cast) -> None:
    assert "ยังไม่มีการเปลี่ยนที่บันทึกไว้" in page(cast, a_measure_row(cast))


def test_an_officer_is_not_told_the_name_of_a_measure_that_is_not_theirs(cast: Cast) -> None:
    secret = a_measure_row(cast, title="มาตรการของกองอื่น", owners=(a_unit(cast),))
    step = a_step_row(secret, owners=(cast.unit,))
    move_step(by=cast.viewer("clerk"), at=NOW, step=step, to=a_measure_row(cast, title="มาตรการของเรา"))
    page = Visitor(cast.person("officer")).get(address(cast, "history", "step", step.pk)).content.decode()
    assert "มาตรการของเรา" in page
    assert "มาตรการของกองอื่น" not in page
    assert (
        "มาตรการของกองอื่น"
        in Visitor(cast.person("auditor")).get(address(cast, "history", "step", step.pk)).content.decode()
    )
