"""Accepting a paper makes its measures the plan's and its progress a round's, and nothing has to be typed twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from apps.assessment.made import a_read_paper, address, the_reading
from apps.improvement.inbox.made_inbox import (
    SAMPLE_NAMES,
    SAMPLES,
    accepted,
    accepted_file,
    differences,
    plan_said,
)
from apps.improvement.made import a_plan, an_issued_plan
from builders import a_finding, a_measure, a_result, a_step
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Finding
from prongsai.apps.improvement.models import Answer, Change, Evidence, Measure, Plan, Proof, Report, Round, Step
from prongsai.apps.improvement.queries.readings import checks_of
from prongsai.base.models import AuditLine, Unit
from prongsai.core.errors import Refused
from prongsai.core.records import PaperKind, Period, Reading, Status, Where, Written

PLANNED: dict[str, Any] = {"status": Status.UNKNOWN, "marked": (), "percent": None, "result": ""}


def a_plan_paper(**changes: Any) -> Reading:
    """A plan: the measure of `the_reading` before anybody did anything."""
    measures = changes.pop("measures", (a_measure(where=Where(table=1, row=2), **PLANNED),))
    return the_reading(kind=PaperKind.PLAN, round=None, measures=measures, **changes)


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_every_field_of_a_sample_is_in_the_plan_that_it_became(cast: Cast, name: str) -> None:
    reading = accepted_file(cast, SAMPLES / name)
    assert reading.measures
    assert differences(reading, plan_said(cast, reading.fiscal_year or 0)) == []


@pytest.mark.parametrize("name", ["progress-full.txt", "progress-status.xlsx", "progress.pdf"])
def test_a_contradiction_in_a_paper_is_seen_by_the_same_checks_in_the_round(cast: Cast, name: str) -> None:
    reading = accepted_file(cast, SAMPLES / name)
    wanted = ("status.contradiction", "status.sentence", "status.no_result")
    in_paper = Counter(each.code for each in reading.checks if each.code in wanted)
    in_round = Counter(each.code for each in checks_of(plan_said(cast, reading.fiscal_year or 0)))
    assert {code: in_round[code] for code in wanted} == {code: in_paper[code] for code in wanted}


def test_a_sentence_in_a_status_column_is_kept_as_it_stood(cast: Cast) -> None:
    written = Written(Status.DONE, "อยู่ระหว่างจัดทำ")
    accepted(cast, the_reading(measures=(a_measure(written=(written,)),)))
    assert Report.objects.get(step=None).written == [{"column": "done", "text": "อยู่ระหว่างจัดทำ"}]


def test_a_plan_and_later_its_progress_are_one_set_of_measures_with_reports(cast: Cast) -> None:
    accepted(cast, a_plan_paper())
    accepted(cast, the_reading(results=()), content=b"progress")
    measure = Measure.objects.get()
    assert measure.steps.count() == 2
    assert [each.result for each in measure.reports.all()] == ["ดำเนินการแล้วเสร็จ มีผู้ตอบแบบสำรวจ 120 คน"]
    assert (measure.status, measure.percent) == ("done", 100)


def test_a_measure_of_the_same_title_on_another_indicator_is_another_measure(cast: Cast) -> None:
    accepted(cast, a_plan_paper())
    elsewhere = a_measure(tool="EIT", indicator=7, **PLANNED)
    accepted(cast, a_plan_paper(measures=(elsewhere,), results=(), findings=()), content=b"second")
    assert sorted(Measure.objects.values_list("indicator", flat=True)) == [7, 8]


def test_what_the_plan_does_not_say_yet_is_filled_and_what_it_says_stays(cast: Cast) -> None:
    bare = a_measure(owners=(), period=None, monitoring="รายงานทุกเดือน", **PLANNED)
    accepted(cast, a_plan_paper(measures=(bare,)))
    accepted(cast, a_plan_paper(results=()), content=b"second")
    measure = Measure.objects.get()
    assert [each.name for each in measure.ownerships.all()] == ["สำนักปลัด"]
    assert measure.period == Period("2022-10", "2023-03", "ต.ค. 2565 - มี.ค. 2566")
    assert measure.monitoring == "รายงานทุกเดือน"
    assert Change.objects.filter(kind="measure", deed="paper.accepted", before__isnull=False).exists()


def test_two_measures_of_one_title_in_one_paper_stay_two(cast: Cast) -> None:
    twice = tuple(a_measure(number=str(number), **PLANNED) for number in (1, 2))
    accepted(cast, a_plan_paper(measures=twice))
    accepted(cast, a_plan_paper(measures=twice, results=()), content=b"again")
    assert [each.number for each in Measure.objects.all()] == ["1", "2"]


def test_a_plan_that_is_not_open_takes_progress(cast: Cast) -> None:
    accepted(cast, a_plan_paper())
    an_issued_plan(cast)
    accepted(cast, the_reading(results=()), content=b"progress")
    assert Report.objects.get().state == "accepted"
    assert Plan.objects.get().state == "issued"


def test_a_plan_that_is_not_open_refuses_new_measures_before_anything_is_accepted(cast: Cast) -> None:
    accepted(cast, a_plan_paper())
    an_issued_plan(cast)
    new = a_measure(title="เปิดช่องทางถามตอบ", steps=(), **PLANNED)
    paper = a_read_paper(cast, reading=a_plan_paper(measures=(new,), results=()), content=b"second")
    visitor = Visitor(cast.person("clerk"))
    assert "เปิดแก้แผนเป็นฉบับใหม่" in visitor.get(address(cast, "paper", paper.pk)).content.decode()
    with pytest.raises(Refused, match="Open a new version"):
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    paper.refresh_from_db()
    assert paper.state == "read"
    assert Finding.objects.exclude(paper__file__name="paper.txt").count() == 0
    assert Measure.objects.count() == 1


def test_a_paper_that_tells_no_round_is_taken_to_report_on_the_whole_year(cast: Cast) -> None:
    accepted(cast, the_reading(round=None))
    round_ = Round.objects.get()
    assert (round_.months, f"{round_.starts_on}", f"{round_.ends_on}") == (12, "2023-10-01", "2024-10-01")


def test_a_round_that_is_there_is_found_again_and_a_later_report_keeps_the_earlier_in_the_history(cast: Cast) -> None:
    accepted(cast, the_reading())
    later = a_measure(result="มีผู้ตอบแบบสำรวจ 300 คน")
    accepted(cast, the_reading(measures=(later,), results=()), content=b"second")
    report = Report.objects.get()
    assert (report.result, report.version) == ("มีผู้ตอบแบบสำรวจ 300 คน", 2)
    change = Change.objects.filter(kind="report", record=report.pk).first()
    assert change
    assert change.before == {"result": "ดำเนินการแล้วเสร็จ มีผู้ตอบแบบสำรวจ 120 คน"}


def test_an_earlier_round_that_comes_later_does_not_take_the_status_back(cast: Cast) -> None:
    accepted(cast, the_reading(round=None))
    half = a_measure(status=Status.IN_PROGRESS, marked=(Status.IN_PROGRESS,), percent=40, result="เริ่มแล้ว")
    accepted(cast, the_reading(measures=(half,), results=()), content=b"half a year")
    measure = Measure.objects.get()
    assert Round.objects.count() == 2
    assert (measure.status, measure.percent) == ("done", 100)


def test_a_closed_round_refuses_what_a_paper_reports(cast: Cast) -> None:
    accepted(cast, the_reading())
    Round.objects.update(closed_at=NOW, closed_by=cast.people["clerk"], snapshot={})
    paper = a_read_paper(cast, reading=the_reading(results=()), content=b"second")
    with pytest.raises(Refused, match="closed"):
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    assert Report.objects.count() == 1


def test_names_that_units_have_in_another_spelling_are_these_units(cast: Cast) -> None:
    Unit.objects.create(agency=cast.agency, name="กองช่าง", position=2)
    measure = a_measure(owners=("สำนัก ปลัด", "กอง ช่าง", "งานนิติการ"), steps=(), **PLANNED)
    accepted(cast, a_plan_paper(measures=(measure,)))
    owners = [(each.name, each.unit.name if each.unit else None) for each in Measure.objects.get().ownerships.all()]
    assert owners == [("สำนัก ปลัด", "สำนักปลัด"), ("กอง ช่าง", "กองช่าง"), ("งานนิติการ", None)]


def test_what_a_paper_names_as_evidence_is_offered_once_and_may_prove_many(cast: Cast) -> None:
    steps = tuple(a_step(text=text, evidence=("ภาพกิจกรรม",)) for text in ("ประชุม", "ติดป้าย"))
    measure = a_measure(steps=steps, evidence=("https://example.go.th/plan",))
    accepted(cast, the_reading(measures=(measure,)))
    kinds = sorted((each.kind, each.url or each.title) for each in Evidence.objects.all())
    assert kinds == [("link", "https://example.go.th/plan"), ("words", "ภาพกิจกรรม")]
    assert sorted(each.evidence.kind for each in Proof.objects.filter(state="offered")) == ["link", "words", "words"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"steps": (a_step(text=" "),)}, "ขั้นตอนที่ไม่มีข้อความ"),
        ({"title": "", "finding": "", "steps": ()}, "มาตรการที่ไม่มีข้อความ"),
        ({"owners": ("ก" * 301,)}, "ผู้รับผิดชอบ"),
        ({"number": "1" * 21}, "ลำดับที่"),
        ({"percent": 120}, "ร้อยละ 120"),
        ({"period": Period("2023-06", "2023-01", "มิ.ย. - ม.ค.")}, "สิ้นสุดก่อนเริ่ม"),
        ({"period": Period(None, None, "ก" * 301)}, "ระยะเวลา"),
    ],
)
def test_what_no_plan_can_hold_must_be_corrected_first(cast: Cast, wrong: dict[str, Any], said: str) -> None:
    paper = a_read_paper(cast, reading=the_reading(measures=(replace(a_measure(), **wrong),)))
    with pytest.raises(Refused) as refusal:
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    assert said in refusal.value.th
    assert not Plan.objects.exists()


def test_a_year_no_plan_can_have_must_be_corrected_first(cast: Cast) -> None:
    paper = a_read_paper(cast, reading=replace(the_reading(findings=(), results=()), fiscal_year=2466))
    with pytest.raises(Refused, match="2466"):
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)


def test_a_measure_that_is_only_steps_is_called_by_the_first(cast: Cast) -> None:
    accepted(cast, a_plan_paper(measures=(a_measure(title="", **PLANNED),)))
    assert Measure.objects.get().title == a_step().text


def test_a_paper_without_measures_begins_no_plan(cast: Cast) -> None:
    accepted(cast, the_reading(measures=()))
    assert not Plan.objects.exists()


def test_remarks_are_answered_by_the_measures_the_paper_answers_them_with(cast: Cast) -> None:
    unanswered = a_finding(code="e14", recommendation="ควรเปิดช่องทางร้องเรียนการทุจริต", where=Where(paragraph=13))
    findings = (a_finding(where=Where(table=1, row=2)), unanswered)
    accepted(cast, a_plan_paper(findings=findings))
    assert [each.subject for each in Answer.objects.all()] == [f"finding-{Finding.objects.get(code='e11').pk}"]


def test_a_remark_printed_again_is_answered_under_its_first_print(cast: Cast) -> None:
    accepted(cast, a_plan_paper(measures=()))
    accepted(cast, a_plan_paper(results=()), content=b"again")
    first = Finding.objects.order_by("pk").first()
    assert first
    assert Answer.objects.get().subject == f"finding-{first.pk}"


def test_a_low_indicator_is_answered_by_the_measures_on_it(cast: Cast) -> None:
    low = a_result(fiscal_year=YEAR)
    low = replace(low, indicators={**low.indicators, "8": low.indicators["8"] - 10})
    accepted(cast, a_plan_paper(results=(low,)))
    assert "indicator-8" in Answer.objects.values_list("subject", flat=True)


def test_an_open_plan_answers_the_remarks_of_its_own_paper_from_then_on(cast: Cast) -> None:
    plan = a_plan(cast, result_year=YEAR - 1)
    accepted(cast, a_plan_paper())
    plan.refresh_from_db()
    assert plan.result_year == YEAR
    assert AuditLine.objects.get(verb="paper.accepted").changes["result_year"] == YEAR


def test_a_plan_that_is_not_open_goes_on_answering_what_it_answered(cast: Cast) -> None:
    accepted(cast, a_plan_paper(findings=(), results=()))
    Plan.objects.update(result_year=YEAR - 1)
    an_issued_plan(cast)
    accepted(cast, the_reading(results=()), content=b"progress")
    assert Plan.objects.get().result_year == YEAR - 1


def test_the_audit_line_counts_what_was_made(cast: Cast) -> None:
    accepted(cast, the_reading())
    noted = AuditLine.objects.get(verb="paper.accepted").changes
    assert noted == {"sheets": 1, "findings": 1, "measures": 1, "steps": 2, "reports": 1}


def test_the_page_says_before_what_it_will_make_and_after_where_that_is(cast: Cast) -> None:
    paper = a_read_paper(cast, reading=the_reading())
    visitor, page = Visitor(cast.person("clerk")), address(cast, "paper", paper.pk)
    before = visitor.get(page).content.decode()
    assert f"แผนปี {YEAR} จะเพิ่มมาตรการ 1 ขั้นตอน 2" in before
    assert "รอบ 6 เดือน จะมีรายงานจากเอกสารนี้ 1 รายการ" in before
    assert not Step.objects.exists()
    visitor.post(address(cast, "paper-accept", paper.pk))
    after = visitor.get(page).content.decode()
    assert f"/desk/{cast.agency.slug}/{YEAR}/plan/" in after
    assert f"/desk/{cast.agency.slug}/{YEAR}/rounds/{Round.objects.get().pk}/" in after


def test_a_paper_that_brings_no_result_leads_to_the_plan_it_became(cast: Cast) -> None:
    paper = a_read_paper(cast, reading=a_plan_paper(results=()))
    answer = Visitor(cast.person("clerk")).post(address(cast, "paper-accept", paper.pk))
    assert answer["Location"] == f"/desk/{cast.agency.slug}/{YEAR}/plan/"
