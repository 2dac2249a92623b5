from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from apps.assessment.made import a_sheet
from apps.disclosure.made import a_release, an_exhibit
from apps.disclosure.made_agency import (
    a_full_agency,
    a_plan_with_work,
    a_shown_activity,
    an_edition_with_files,
    approve_plan,
    what_stays_inside,
)
from apps.documents.made import an_issued_document
from apps.improvement.made import a_measure_row, a_plan, a_proof, a_report, a_round, a_step_row
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import Release, Site, Withdrawal
from prongsai.apps.disclosure.queries.building import Built, build
from prongsai.apps.disclosure.queries.building.progress import WORDS
from prongsai.apps.disclosure.templatetags.site import SIGNS, standing
from prongsai.apps.documents.operations.editions import withdraw_edition
from prongsai.apps.improvement.models import Measure, Plan, Report
from prongsai.core.disclosure import ElementState
from prongsai.core.publication import BODIES, PublicPage, Said, as_json, from_json, text_of
from prongsai.core.publication_paths import paths_in

TODAY = NOW.date()


def built(cast: Cast) -> Built:
    return build(cast.viewer("clerk"), TODAY)


def page_of(cast: Cast, subject: str) -> Any:
    return next(each for each in built(cast).pages if each.subject == subject)


def everything(site: Built) -> str:
    pages = [as_json(each) for each in site.pages]
    tables = [each.rows for each in site.tables]
    return json.dumps([pages, tables, [path for path, _file, _size in site.files]], ensure_ascii=False)


def test_an_agency_with_nothing_has_its_first_page_its_tables_and_its_contents(cast: Cast) -> None:
    site = built(cast)
    assert [each.path for each in site.pages if each.kind != "table"] == ["", "verify/", "tables/", "contents/"]
    assert site.files == ()


def test_a_full_agency_has_a_page_of_each_kind(cast: Cast) -> None:
    a_full_agency(cast)
    site = built(cast)
    assert {each.kind for each in site.pages} == set(BODIES) - {"notice"}
    assert len({each.path for each in site.pages}) == len({each.subject for each in site.pages}) == len(site.pages)
    assert all(from_json(json.loads(json.dumps(as_json(each)))) == each for each in site.pages)


def test_nothing_leads_nowhere(cast: Cast) -> None:
    a_full_agency(cast)
    site = built(cast)
    there = {each.path for each in site.pages} | {path for path, _file, _size in site.files}
    derived = {"tables/catalog.jsonld", "tables/package.json"}
    for page in site.pages:
        assert paths_in(page) - there - derived == set()


def test_the_same_rows_give_the_same_site_in_any_language(cast: Cast) -> None:
    a_full_agency(cast)
    first = built(cast)
    with translation.override("en"):
        second = built(cast)
    assert first.digest == second.digest
    assert first.pages == second.pages


def test_nothing_that_waits_was_sent_back_or_is_a_draft_is_public(cast: Cast) -> None:
    full = a_full_agency(cast)
    before = built(cast)
    what_stays_inside(cast, full, "กระต่าย")
    after = built(cast)
    assert "กระต่าย" not in everything(after)
    assert {each.subject for each in after.pages} >= {each.subject for each in before.pages}


def test_nobody_is_named_by_the_system(cast: Cast) -> None:
    a_full_agency(cast)
    site = everything(built(cast))
    for who, person in cast.people.items():
        person.name = f"ฮิปโป {who}"
        person.save()
    assert "ฮิปโป" not in everything(built(cast))
    assert not any(person.email in site for person in cast.people.values())


def test_a_person_who_owns_a_measure_is_shown_as_their_unit(cast: Cast) -> None:
    officer, executive = cast.people["officer"], cast.people["executive"]
    officer.name, executive.name = "นางสาวสมศรี ทดลอง", "นายสมมติ ทดลอง"
    for each in (officer, executive):
        each.save()
    a_measure_row(cast, number="1", owners=(officer, executive, "งานนิติการ"))
    approve_plan(cast, a_plan(cast))
    (page,) = [each for each in built(cast).pages if each.kind == "measure"]
    body: Any = page.body
    assert body.owners == ("สำนักปลัด", "เจ้าหน้าที่", "งานนิติการ")


def test_a_name_that_only_an_old_plan_prints_is_not_shown(cast: Cast) -> None:
    measure = a_measure_row(cast, number="1", owners=("นายเคยอยู่ ที่นี่",))
    approve_plan(cast, a_plan(cast))
    measure.ownerships.all().delete()
    (page,) = [each for each in built(cast).pages if each.kind == "measure"]
    body: Any = page.body
    assert body.owners == ("เจ้าหน้าที่",)


def test_a_measure_is_as_it_was_approved_last(cast: Cast) -> None:
    plan, measure, _step = a_plan_with_work(cast)
    assert not [each for each in built(cast).pages if each.kind == "measure"]
    approve_plan(cast, plan)
    title = measure.title
    Measure.objects.filter(pk=measure.pk).update(title="ชื่อที่กำลังแก้")
    Plan.objects.filter(pk=plan.pk).update(state="draft", version=2)
    assert page_of(cast, f"measure-{measure.pk}").title.th == title


def test_measures_with_the_same_number_stand_at_different_addresses(cast: Cast) -> None:
    for number in ("2", "๒", "2-b", "", "ก."):
        a_measure_row(cast, number=number)
    approve_plan(cast, a_plan(cast))
    paths = [each.path for each in built(cast).pages if each.kind == "measure"]
    assert paths == [f"{YEAR}/measures/{number}/" for number in ("2", "2-b", "2-b-b", "4", "5")]


def test_a_measure_is_done_as_far_as_reports_and_evidence_were_accepted(cast: Cast) -> None:
    plan = a_plan(cast)
    measure = a_measure_row(cast, number="1")
    step = a_step_row(measure)
    approve_plan(cast, plan)
    report = a_report(cast, a_round(cast), step, status="done", percent=100, result="เสร็จแล้ว")
    subject = f"measure-{measure.pk}"

    def told() -> tuple[str, int | None, str]:
        body = page_of(cast, subject).body
        return body.state, body.percent, body.steps[0].result

    assert told() == ("unknown", None, "")
    Report.objects.filter(pk=report.pk).update(state="accepted", decided_at=NOW, decided_by=cast.people["clerk"])
    assert told() == ("unproved", 100, "เสร็จแล้ว")
    a_proof(cast, step=step)
    assert told() == ("proved", 100, "เสร็จแล้ว")


def test_of_a_photograph_only_the_copies_are_handed_out(cast: Cast) -> None:
    full = a_full_agency(cast)
    handed = {path: size for path, file, size in built(cast).files if file.pk == full.photo.file_id}
    assert sorted(handed.values()) == ["large", "small"]
    assert {path.rsplit("/", 1)[1] for path in handed} == {"large.jpg", "small.jpg"}


def test_a_withdrawn_edition_says_why_and_hands_nothing_out(cast: Cast) -> None:
    edition = an_edition_with_files(cast)
    subject = f"paper-{edition.code}"
    assert len(page_of(cast, subject).body.files) == 2
    withdraw_edition(by=cast.viewer("clerk"), at=NOW, edition=edition, reason="เลขที่ผิด")
    body = page_of(cast, subject).body
    assert (body.withdrawn, body.files) == ("เลขที่ผิด", ())
    assert built(cast).files == ()


def test_a_memo_is_public_only_where_it_is_shown(cast: Cast) -> None:
    document = an_issued_document(cast, layout="memo", reason="ออกตามกำหนด")
    assert not [each for each in built(cast).pages if each.kind == "paper"]
    an_exhibit(cast, kind="paper", document=document, title="บันทึก", places=[("o1", "")])
    assert len([each for each in built(cast).pages if each.kind == "paper"]) == 1


def test_few_people_are_not_counted_in_public(cast: Cast) -> None:
    measure = a_measure_row(cast, number="1")
    activity, _photo = a_shown_activity(cast, measure)
    Site.objects.create(agency=cast.agency, fewest=50)
    assert page_of(cast, f"activity-{activity.pk}").body.people == "<50"


def test_what_was_withdrawn_leaves_a_notice_and_takes_its_files_along(cast: Cast) -> None:
    full = a_full_agency(cast)
    subject = f"activity-{full.activity.pk}"
    Withdrawal.objects.create(
        agency=cast.agency, subject=subject, title="กิจกรรม", reason="มีภาพเด็ก", by=cast.people["clerk"], at=NOW
    )
    site = built(cast)
    page = next(each for each in site.pages if each.subject == subject)
    assert (page.kind, page.path) == ("notice", f"{YEAR}/activities/{full.activity.pk}/")
    assert full.photo.file_id not in {file.pk for _path, file, _size in site.files}
    leading = [each.subject for each in site.pages if page.path in paths_in(each)]
    assert leading == ["contents"]


def test_a_page_keeps_the_day_of_its_last_change(cast: Cast) -> None:
    plan, measure, _step = a_plan_with_work(cast)
    approve_plan(cast, plan)
    a_sheet(cast)
    a_release(cast, built(cast).pages)
    later = TODAY + timedelta(days=30)
    again = build(cast.viewer("clerk"), later)
    assert {each.changed_on for each in again.pages} <= {each.changed_on for each in built(cast).pages}
    a_report(cast, a_round(cast, months=12), measure, state="accepted", result="คืบหน้า")
    days = {each.subject: each.changed_on for each in build(cast.viewer("clerk"), later).pages}
    assert days[f"measure-{measure.pk}"] == later
    assert days[f"result-{YEAR}"] < later


def test_the_words_of_the_house_are_said_in_both_languages(cast: Cast) -> None:
    a_full_agency(cast)
    for page in built(cast).pages:
        if page.kind in {"result", "measures", "items", "papers", "contents", "verify", "data"}:
            assert page.title.th
            assert page.title.en


@pytest.mark.parametrize("state", [*WORDS, "superseded", "withdrawn", *ElementState])
def test_every_state_that_pages_tell_has_its_picture(state: str) -> None:
    drawn = standing(state, Said("สถานะ", "State"))
    assert f"state-{state}" in drawn if state in {"in_progress", "not_started", "deferred"} else state in SIGNS


def test_the_number_of_questions_does_not_grow_with_what_is_there(cast: Cast) -> None:
    a_full_agency(cast)
    build(cast.viewer("clerk"), TODAY)
    few = _questions(cast)
    plan = a_plan(cast)
    for number in range(10):
        measure = a_measure_row(cast, plan=plan, number=str(number + 5))
        a_proof(cast, step=a_step_row(measure))
        an_exhibit(cast, places=[(f"o{number + 4}", "")])
    approve_plan(cast, plan)
    assert _questions(cast) == few <= 45


def _questions(cast: Cast) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        build(cast.viewer("clerk"), TODAY)
    return len(asked)


def test_another_agency_says_nothing_of_this_one(cast: Cast) -> None:
    a_full_agency(cast)
    stranger = cast.viewer("stranger")
    site = build(stranger, TODAY)
    assert cast.agency.name not in everything(site)
    assert {each.kind for each in site.pages} == {"home", "verify", "data", "table", "contents"}


@pytest.mark.parametrize("subject", ["home", "contents"])
def test_the_text_of_a_page_is_what_a_search_finds(cast: Cast, subject: str) -> None:
    a_full_agency(cast)
    page: PublicPage = page_of(cast, subject)
    assert page.title.th in text_of(page)
    assert Release.objects.count() == 0
