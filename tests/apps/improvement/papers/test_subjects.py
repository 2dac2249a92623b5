"""What papers can be about: the plan, its rounds and the activities of a year, for whom, and what still moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from apps.assessment.made import a_sheet, an_accepted_paper
from apps.improvement.made import a_measure_row, a_plan, a_proof, a_report, a_round, a_step_row, own
from apps.improvement.made_proof import a_photo, an_activity
from apps.improvement.signing.made_signing import an_approved_plan, submit
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents.queries.subjects import Subject, attachments_of, content_of, subject_of, subjects_in
from prongsai.apps.improvement.models import Measure, Round, Step
from prongsai.apps.improvement.operations.rounds import close_round
from prongsai.apps.improvement.operations.signing import revise_plan
from prongsai.core.records import PaperKind, Status, Where
from prongsai.core.versions import changes_between
from prongsai.paper.writing import layout, layouts, manuscript_of
from prongsai.paper.writing.content import Content, as_json, digest_of, from_json

OPEN = "documents:document-open"


def subjects(cast: Cast, who: str = "clerk") -> dict[str, Subject]:
    return {each.key: each for each in subjects_in(cast.viewer(who), YEAR)}


def content(cast: Cast, key: str, who: str = "clerk") -> Content:
    return content_of(cast.viewer(who), YEAR, key)


def a_closed_round(cast: Cast, **changes: Any) -> Round:
    """A round of an approved plan with one step done and proved, closed."""
    plan = an_approved_plan(cast)
    round_, step = a_round(cast, plan=plan, **changes), Step.objects.get()
    a_proof(cast, step=step)
    a_report(cast, round_, step, status="done", percent=100, result="สำรวจแล้ว 120 คน", state="accepted")
    close_round(by=cast.viewer("clerk"), at=NOW, round_=round_)
    return round_


def everything(cast: Cast) -> dict[str, Subject]:
    """A result, an approved plan, a closed round and an activity, and the subjects they make."""
    a_sheet(cast)
    a_sheet(cast, year=YEAR - 1)
    a_closed_round(cast)
    an_activity(cast)
    return subjects(cast)


def test_a_year_with_nothing_has_no_subjects(cast: Cast) -> None:
    assert subjects(cast) == {}


def test_a_result_a_plan_its_rounds_and_the_activities_are_subjects_in_that_order(cast: Cast) -> None:
    found = everything(cast)
    round_ = Round.objects.get()
    assert list(found) == [f"result-{YEAR}", f"plan-{YEAR}", f"round-{round_.pk}", f"activities-{YEAR}"]
    assert found[f"round-{round_.pk}"].layouts[:2] == ("progress", "progress-status")
    assert [each.unsettled for each in found.values()] == [""] * 4
    assert "ต.ค. 2566 - มี.ค. 2567" in found[f"round-{round_.pk}"].label


def test_only_layouts_that_are_there_are_offered_and_each_is(cast: Cast) -> None:
    offered = {name for each in everything(cast).values() for name in each.layouts}
    assert offered == {each.name for each in layouts()}


def test_every_subject_can_be_printed_in_every_layout_that_is_offered_for_it(cast: Cast) -> None:
    for key, subject in everything(cast).items():
        for name in subject.layouts:
            assert list(manuscript_of(content(cast, key), layout(name)).blocks)


def test_the_round_of_twelve_months_has_no_layout_of_six(cast: Cast) -> None:
    round_ = a_round(cast, plan=an_approved_plan(cast), months=12)
    assert "progress-status" not in subjects(cast)[f"round-{round_.pk}"].layouts


@pytest.mark.parametrize("who", ["clerk", "executive", "auditor"])
def test_whoever_reads_the_whole_cycle_sees_every_subject(cast: Cast, who: str) -> None:
    keys = list(everything(cast))
    assert list(subjects(cast, who)) == keys
    assert all(content(cast, key, who) for key in keys)


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_for_an_officer_and_for_another_agency_there_is_nothing(cast: Cast, who: str) -> None:
    keys = list(everything(cast))
    assert subjects(cast, who) == {}
    for key in keys:
        with pytest.raises(Http404):
            content(cast, key, who)
        with pytest.raises(Http404):
            subject_of(cast.viewer(who), YEAR, key)
        assert attachments_of(cast.viewer(who), YEAR, key) == ()


@pytest.mark.parametrize(
    "key", ["plan-2566", "plan-", "plan", "round-0", "round-99999999999999999999", "round-๑", "result-2566", "x-1", ""]
)
def test_a_key_that_names_nothing_of_the_year_is_not_found(cast: Cast, key: str) -> None:
    everything(cast)
    with pytest.raises(Http404):
        content(cast, key)
    assert attachments_of(cast.viewer("clerk"), YEAR, key) == ()


def test_a_round_of_another_year_is_not_found_in_this_one(cast: Cast) -> None:
    other = a_round(cast, plan=a_plan(cast, year=YEAR - 1))
    with pytest.raises(Http404):
        content(cast, f"round-{other.pk}")


def test_a_draft_is_printed_as_it_stands_and_says_that_it_still_moves(cast: Cast) -> None:
    plan = a_plan(cast)
    measure = a_measure_row(cast, plan=plan, title="แรก")
    a_step_row(measure)
    assert "ร่าง" in subjects(cast)[f"plan-{YEAR}"].unsettled
    assert content(cast, f"plan-{YEAR}").imprint.sign_off is None
    Measure.objects.update(title="แก้แล้ว")
    assert content(cast, f"plan-{YEAR}").reading.measures[0].title == "แก้แล้ว"
    submit(cast, plan)
    assert "ยังไม่อนุมัติ" in subjects(cast)[f"plan-{YEAR}"].unsettled


def test_an_approved_plan_is_printed_as_it_was_approved_and_by_whom(cast: Cast) -> None:
    an_approved_plan(cast)
    Measure.objects.update(title="แก้หลังอนุมัติ")
    found = content(cast, f"plan-{YEAR}")
    assert subjects(cast)[f"plan-{YEAR}"].unsettled == ""
    assert found.reading.kind is PaperKind.PLAN
    assert found.reading.measures[0].title == "สำรวจความพึงพอใจของผู้รับบริการ"
    assert found.imprint.sign_off is not None
    assert found.imprint.sign_off.words == "อนุมัติแผนฉบับที่ 1 ในระบบ โดย executive (ผู้บริหาร) เมื่อวันที่ 21 พ.ย. 2569"
    assert f"{found.imprint.sign_off.on}" == "2026-11-21"


def test_an_address_for_mail_is_never_printed_as_who_approved(cast: Cast) -> None:
    executive = cast.people["executive"]
    executive.name = "nayok@example.go.th"
    executive.save()
    an_approved_plan(cast)
    sign_off = content(cast, f"plan-{YEAR}").imprint.sign_off
    assert sign_off is not None
    assert sign_off.words == "อนุมัติแผนฉบับที่ 1 ในระบบ โดย ผู้บริหาร เมื่อวันที่ 21 พ.ย. 2569"


def test_a_plan_that_was_opened_again_prints_what_was_approved_and_says_so(cast: Cast) -> None:
    plan = an_approved_plan(cast)
    revise_plan(by=cast.viewer("clerk"), at=NOW, plan=plan, reason="เพิ่มมาตรการ")
    a_measure_row(cast, plan=plan, title="ของฉบับที่ 2")
    assert len(content(cast, f"plan-{YEAR}").reading.measures) == 1
    assert "ฉบับที่ 2" in subjects(cast)[f"plan-{YEAR}"].unsettled
    assert "ฉบับที่ 1" in subjects(cast)[f"plan-{YEAR}"].unsettled


def test_records_keep_their_keys_so_that_editions_can_be_compared(cast: Cast) -> None:
    plan = a_plan(cast)
    step = a_step_row(a_measure_row(cast, plan=plan))
    before = from_json(as_json(content(cast, f"plan-{YEAR}"))).reading
    assert (before.measures[0].where.table, before.measures[0].steps[0].where.row) == (step.measure_id, step.pk)
    Step.objects.update(text="จัดทำแบบสำรวจใหม่")
    (change,) = changes_between(before, content(cast, f"plan-{YEAR}").reading)
    assert [each.name for each in change.fields] == ["text"]


def test_the_results_a_plan_answers_stand_beside_it(cast: Cast) -> None:
    a_sheet(cast)
    a_sheet(cast, year=YEAR - 1)
    an_approved_plan(cast)
    found = content(cast, f"plan-{YEAR}")
    assert [each.fiscal_year for each in found.reading.results] == [YEAR, YEAR - 1]
    assert next(each.value for each in found.figures if each.code == "score.total") == "94.20"


def test_a_closed_round_is_printed_as_it_closed(cast: Cast) -> None:
    round_ = a_closed_round(cast)
    Step.objects.update(text="แก้หลังปิดรอบ")
    found = content(cast, f"round-{round_.pk}")
    step = found.reading.measures[0].steps[0]
    assert (step.text, step.status) == ("จัดทำแบบสำรวจความพึงพอใจ ณ จุดบริการ", Status.DONE)
    assert step.evidence == ("https://www.example.go.th/survey",)
    assert found.reading.kind is PaperKind.PROGRESS


def test_an_open_round_is_printed_as_it_stands_and_says_that_it_still_moves(cast: Cast) -> None:
    round_ = a_round(cast, plan=an_approved_plan(cast))
    assert "ยังไม่ปิด" in subjects(cast)[f"round-{round_.pk}"].unsettled
    a_report(cast, round_, Step.objects.get(), result="เก็บข้อมูลแล้ว 40 ชุด")
    assert content(cast, f"round-{round_.pk}").reading.measures[0].steps[0].result == "เก็บข้อมูลแล้ว 40 ชุด"


def test_activities_are_printed_with_the_photographs_that_may_be_shown(cast: Cast) -> None:
    later, first = an_activity(cast, title="หลัง"), an_activity(cast, title="แรก", held_on="2023-11-01")
    kept, sent_back = a_photo(cast, colour="red", subjects=[first]), a_photo(cast, colour="blue", subjects=[first])
    sent_back.proofs.update(state="returned", comment="ไม่ชัด", decided_by=cast.people["clerk"], decided_at=NOW)
    a_proof(cast, activity=first)
    found = content(cast, f"activities-{YEAR}").activities
    assert [each.title for each in found] == ["แรก", later.title]
    assert [each.sha256 for each in found[0].photos] == [kept.file and kept.file.sha256]
    assert found[0].people_count == 42
    assert "1 ภาพ" in subjects(cast)[f"activities-{YEAR}"].unsettled


def test_a_result_is_printed_with_the_year_before_and_every_finding_once(cast: Cast) -> None:
    a_sheet(cast, year=YEAR - 1)
    an_accepted_paper(cast)
    found = content(cast, f"result-{YEAR}")
    assert [each.fiscal_year for each in found.reading.results] == [YEAR, YEAR - 1]
    assert [each.code for each in found.reading.findings] == ["e11"]
    assert found.reading.kind is PaperKind.ANALYSIS
    assert found.unverified == tuple(code for code in ("e11", "o17") if code in found.unverified)


def test_a_paper_is_the_same_whatever_language_its_reader_has(cast: Cast) -> None:
    for key in everything(cast):
        thai = content(cast, key)
        with override("en"):
            assert digest_of(content(cast, key)) == digest_of(thai)


def test_every_content_survives_being_frozen(cast: Cast) -> None:
    for key in everything(cast):
        found = content(cast, key)
        assert digest_of(from_json(as_json(found))) == digest_of(found)


def test_ten_measures_ask_as_many_questions_as_one(cast: Cast) -> None:
    a_sheet(cast)
    plan = a_plan(cast)
    round_ = a_round(cast, plan=plan)

    def asked() -> list[int]:
        counts = []
        for key in (f"plan-{YEAR}", f"round-{round_.pk}", f"result-{YEAR}", f"activities-{YEAR}"):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                content(cast, key)
            counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            subjects(cast)
        return [*counts, len(captured)]

    def add() -> None:
        step = a_step_row(a_measure_row(cast, plan=plan))
        own(step, "กองช่าง")
        a_report(cast, round_, step)
        a_proof(cast, step=step)
        a_photo(cast, colour=f"#0000{Step.objects.count():02}", subjects=[an_activity(cast)])

    add()
    before = asked()
    for _each in range(9):
        add()
    assert asked() == before


@pytest.mark.parametrize("who", ["clerk", "executive"])
def test_every_page_of_a_subject_leads_the_clerk_to_a_paper_about_it(cast: Cast, who: str) -> None:
    for key, subject in everything(cast).items():
        page = Visitor(cast.person(who)).get(subject.address).content.decode()
        place = f"/{cast.agency.slug}/{YEAR}/documents/open/?subject={key}"
        assert (place in page) == (who == "clerk")
        if who == "clerk":
            assert Visitor(cast.person(who)).get(reverse(OPEN, args=[cast.agency.slug, YEAR]), {"subject": key})


def test_the_page_of_signing_leads_to_a_paper_too(cast: Cast) -> None:
    an_approved_plan(cast)
    page = Visitor(cast.person("clerk")).get(reverse("improvement:plan-sign", args=[cast.agency.slug, YEAR]))
    assert f"documents/open/?subject=plan-{YEAR}" in page.content.decode()


def test_a_score_has_no_place_that_could_be_taken_for_a_measure(cast: Cast) -> None:
    an_accepted_paper(cast)
    a_plan(cast)
    printed = [each for result in content(cast, f"plan-{YEAR}").reading.results for each in result.printed]
    assert all(each.where == Where() for each in printed)
