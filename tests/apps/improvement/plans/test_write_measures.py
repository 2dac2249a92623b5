"""Measures written, edited by two at once, moved and taken out, while the plan is open to change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from apps.improvement.made import (
    DAY_AFTER,
    FIRST_DAY,
    a_measure_row,
    a_plan,
    a_step_row,
    a_unit,
    address,
    an_issued_plan,
    own,
)
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Measure, Plan
from prongsai.apps.improvement.operations.history import Overtaken
from prongsai.apps.improvement.operations.measures import edit_measure
from prongsai.base import drafts
from prongsai.base.models import AuditLine, Draft, Membership
from prongsai.core.errors import Refused


def typed(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it."""
    return {
        "title": "ทำคู่มือประชาชนให้ครบทุกงาน",
        "finding": "",
        "indicator": "8",
        "codes": "",
        "monitoring": "รายงานทุกไตรมาส",
        "others": "",
        "starts": f"{FIRST_DAY:%Y-%m}",
        "ends": "",
        "span": "",
        "version": "",
        **changes,
    }


def sent(cast: Cast, name: str, *more: Any, who: str = "clerk", **form: Any) -> Any:
    return Visitor(cast.person(who)).post(address(cast, name, *more), typed(**form))


def owners(measure: Measure) -> list[tuple[str, int | None, int | None]]:
    return list(measure.ownerships.order_by("pk").values_list("name", "unit_id", "person_id"))


def test_the_first_measure_begins_the_plan_and_leads_to_its_steps(cast: Cast) -> None:
    officer = cast.people["officer"]
    response = sent(cast, "measure-create", units=[cast.unit.pk], people=[officer.pk], others="งานนิติการ\n\nงานพัสดุ")
    measure = Measure.objects.get()
    assert response["Location"] == address(cast, "step-create", measure.pk)
    assert (measure.plan.fiscal_year, measure.plan.state, measure.tool) == (YEAR, "draft", "EIT")
    assert (measure.position, measure.source, measure.status) == (1, "written", "not_started")
    assert owners(measure) == [
        ("สำนักปลัด", cast.unit.pk, None),
        ("officer", None, officer.pk),
        ("งานนิติการ", None, None),
        ("งานพัสดุ", None, None),
    ]
    assert (measure.starts_on, measure.ends_on) == (FIRST_DAY, date(FIRST_DAY.year, 11, 1))
    assert measure.period_text == f"ต.ค. {YEAR - 1}"
    assert AuditLine.objects.filter(verb="measure.created").count() == 1
    assert Change.objects.get(kind="measure").before is None


@pytest.mark.parametrize(
    ("span", "starts_on", "ends_on"),
    [
        ("2", date(YEAR - 543, 1, 1), date(YEAR - 543, 4, 1)),
        ("1-2", FIRST_DAY, date(YEAR - 543, 4, 1)),
        ("1-4", FIRST_DAY, DAY_AFTER),
    ],
)
def test_a_period_can_be_chosen_as_quarters(cast: Cast, span: str, starts_on: date, ends_on: date) -> None:
    sent(cast, "measure-create", starts="", ends="", span=span)
    measure = Measure.objects.get()
    assert (measure.starts_on, measure.ends_on) == (starts_on, ends_on)


def test_quarters_chosen_on_editing_take_the_place_of_the_months_that_were_there(cast: Cast) -> None:
    measure = a_measure_row(cast)
    months = {"starts": f"{FIRST_DAY:%Y-%m}", "ends": f"{YEAR - 543}-09"}
    sent(cast, "measure-edit", measure.pk, version=1, span="1", **months)
    measure.refresh_from_db()
    assert (measure.starts_on, measure.ends_on) == (FIRST_DAY, date(YEAR - 543, 1, 1))


def test_quarters_and_other_months_at_once_are_asked_about(cast: Cast) -> None:
    response = sent(cast, "measure-create", starts=f"{YEAR - 543}-05", span="1")
    assert response.status_code == 422
    assert "อย่างใดอย่างหนึ่ง" in response.content.decode()
    assert not Measure.objects.exists()


def test_a_last_month_before_the_first_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    response = sent(cast, "measure-create", starts=f"{YEAR - 543}-05", ends=f"{YEAR - 543}-02", others="งานนิติการ")
    page = response.content.decode()
    assert response.status_code == 422
    assert "เดือนสุดท้ายอยู่ก่อนเดือนแรก" in page
    assert "ทำคู่มือประชาชนให้ครบทุกงาน" in page
    assert "งานนิติการ" in page


def test_codes_are_taken_as_people_type_them(cast: Cast) -> None:
    sent(cast, "measure-create", codes="O13, ๐14  e5/o13")
    assert Measure.objects.get().codes == ["o13", "o14", "e5"]


@pytest.mark.parametrize(
    ("codes", "told"),
    [("o99", "ข้อที่ใกล้ที่สุดคือ o"), ("ข้อสิบ", "ไม่ใช่รหัสข้อ"), ("o13, e77", "e77")],
)
def test_a_code_the_year_does_not_have_is_told_with_the_nearest(cast: Cast, codes: str, told: str) -> None:
    response = sent(cast, "measure-create", codes=codes)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert f'value="{codes}"' in page
    assert not Measure.objects.exists()


def test_a_measure_without_words_is_refused(cast: Cast) -> None:
    response = sent(cast, "measure-create", title="  ")
    assert response.status_code == 422
    assert "กรุณาเขียนว่าจะทำอะไร" in response.content.decode()


def test_a_unit_of_another_agency_cannot_be_made_an_owner(cast: Cast) -> None:
    strange = a_unit(cast)
    strange.agency = cast.other_agency
    strange.save()
    assert sent(cast, "measure-create", units=[strange.pk]).status_code == 422
    assert not Measure.objects.exists()


def test_editing_changes_what_was_typed_and_remembers_it(cast: Cast) -> None:
    measure = a_measure_row(cast, codes=["o13"], percent=40, status="in_progress")
    works = a_unit(cast, "กองช่าง")
    whole = {"starts": f"{FIRST_DAY:%Y-%m}", "ends": f"{YEAR - 543}-09"}
    response = sent(cast, "measure-edit", measure.pk, version=1, units=[works.pk], codes="o14", **whole)
    assert response["Location"] == address(cast, "measure", measure.pk)
    measure.refresh_from_db()
    assert (measure.title, measure.codes, measure.version) == ("ทำคู่มือประชาชนให้ครบทุกงาน", ["o14"], 2)
    assert (measure.status, measure.percent) == ("in_progress", 40)
    assert owners(measure) == [("กองช่าง", works.pk, None)]
    change = Change.objects.get()
    assert set(change.after or {}) == {"title", "codes", "owners", "monitoring"}
    assert AuditLine.objects.get(verb="measure.edited").subject_id == measure.pk


def test_the_name_and_period_that_a_paper_printed_stay_while_they_are_not_changed(cast: Cast) -> None:
    measure = a_measure_row(cast, owners=(), period_text="ตลอดปีงบประมาณ")
    measure.ownerships.create(unit=cast.unit, name="สำนักปลัดเทศบาลฯ")
    whole = {"starts": f"{FIRST_DAY:%Y-%m}", "ends": f"{YEAR - 543}-09"}
    sent(cast, "measure-edit", measure.pk, version=1, units=[cast.unit.pk], **whole)
    measure.refresh_from_db()
    assert measure.period_text == "ตลอดปีงบประมาณ"
    assert owners(measure) == [("สำนักปลัดเทศบาลฯ", cast.unit.pk, None)]


def test_an_owner_who_left_the_agency_stays_until_somebody_unticks_them(cast: Cast) -> None:
    officer = cast.people["officer"]
    measure = a_measure_row(cast, owners=(officer,))
    Membership.objects.filter(person=officer).update(ended_at=NOW)
    assert sent(cast, "measure-edit", measure.pk, version=1, people=[officer.pk]).status_code == 302
    assert owners(measure) == [("officer", None, officer.pk)]


def test_two_who_edit_the_same_measure_lose_nobodys_text(cast: Cast) -> None:
    measure = a_measure_row(cast)
    sent(cast, "measure-edit", measure.pk, version=1, title="ฉบับของคนแรก", units=[cast.unit.pk])
    response = sent(cast, "measure-edit", measure.pk, version=1, title="ฉบับของคนที่สอง", monitoring="ทุกเดือน")
    page = response.content.decode()
    assert response.status_code == 409
    for text in ("ฉบับของคนแรก", "ฉบับของคนที่สอง", "รายงานทุกไตรมาส", "ทุกเดือน", "clerk"):
        assert text in page
    assert 'name="version" value="2"' in page
    measure.refresh_from_db()
    assert measure.title == "ฉบับของคนแรก"
    again = sent(cast, "measure-edit", measure.pk, version=2, title="ฉบับที่ตกลงกัน")
    assert again.status_code == 302
    measure.refresh_from_db()
    assert measure.title == "ฉบับที่ตกลงกัน"


def test_a_form_without_its_version_overwrites_nothing(cast: Cast) -> None:
    measure = a_measure_row(cast)
    assert sent(cast, "measure-edit", measure.pk, version="").status_code == 409
    measure.refresh_from_db()
    assert measure.title == "สำรวจความพึงพอใจของผู้รับบริการ"


def test_an_operation_from_an_older_version_names_the_record_as_it_is(cast: Cast) -> None:
    measure = a_measure_row(cast, version=3)
    stale = Measure.objects.get(pk=measure.pk)
    with pytest.raises(Overtaken) as met:
        edit_measure(by=cast.viewer("clerk"), at=NOW, measure=stale, version=2, words={"title": "x"}, owners=[])
    assert met.value.record == measure
    assert not Change.objects.exists()


def test_a_draft_is_kept_without_javascript_begun_with_and_dropped_once_saved(cast: Cast) -> None:
    measure = a_measure_row(cast)
    visitor, place = Visitor(cast.person("clerk")), address(cast, "measure-edit", measure.pk)
    kept = typed(title="พิมพ์ค้างไว้", version=1, units=[cast.unit.pk], keep="draft") | {
        "draft-key": f"measure:{measure.pk}",
        "draft-basis": "1",
    }
    assert visitor.post(place, kept).status_code == 302
    assert Draft.objects.count() == 1
    assert "พิมพ์ค้างไว้" in visitor.get(place).content.decode()
    assert visitor.post(place, typed(title="พิมพ์เสร็จ", version=1)).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_with_one_ticked_box_ticks_that_box_again(cast: Cast) -> None:
    for number in range(12):
        a_unit(cast, f"งานที่ {number}")
    last = a_unit(cast, "งานที่ 11")
    content: dict[str, str | list[str]] = {"title": "ร่าง", "units": str(last.pk)}
    drafts.keep(viewer=cast.viewer("clerk"), at=NOW, key=f"measure-new:{YEAR}", basis="", content=content)
    page = Visitor(cast.person("clerk")).get(address(cast, "measure-create")).content.decode()
    assert page.count(" checked") == 1


@pytest.mark.parametrize("state", ["submitted", "approved", "issued"])
def test_a_plan_that_is_not_open_takes_no_writing_and_says_what_to_do(cast: Cast, state: str) -> None:
    measure = a_measure_row(cast)
    an_issued_plan(cast, state=state)
    response = sent(cast, "measure-edit", measure.pk, version=1)
    page = response.content.decode()
    assert response.status_code == 422
    assert "ส่งแผนกลับ" in page or "เปิดแก้เป็นฉบับใหม่" in page
    assert "ทำคู่มือประชาชนให้ครบทุกงาน" in page
    assert sent(cast, "measure-create").status_code == 422
    sent(cast, "measure-remove", measure.pk)
    sent(cast, "measure-move", measure.pk, shift="1")
    measure.refresh_from_db()
    assert (measure.title, measure.removed_at) == ("สำรวจความพึงพอใจของผู้รับบริการ", None)
    assert not Change.objects.exists()


def test_a_measure_moves_up_and_down_one_place_at_a_time(cast: Cast) -> None:
    first, second, third = (a_measure_row(cast, title=title, position=7) for title in ("ก", "ข", "ค"))
    sent(cast, "measure-move", third.pk, shift="-1")
    assert order(cast) == ["ก", "ค", "ข"]
    sent(cast, "measure-move", first.pk, shift="1")
    assert order(cast) == ["ค", "ก", "ข"]
    sent(cast, "measure-move", third.pk, shift="-1")
    assert order(cast) == ["ค", "ก", "ข"]
    assert sorted(Measure.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert second.pk


def order(cast: Cast) -> list[str]:
    return list(Plan.objects.get(agency=cast.agency).measures.filter(removed_at=None).values_list("title", flat=True))


def test_a_measure_taken_out_leads_to_its_history_where_it_can_be_brought_back(cast: Cast) -> None:
    measure = a_measure_row(cast)
    step = a_step_row(measure)
    visitor = Visitor(cast.person("clerk"))
    response = visitor.post(address(cast, "measure-remove", measure.pk))
    assert response["Location"] == address(cast, "history", "measure", measure.pk)
    assert visitor.get(address(cast, "measure", measure.pk)).status_code == 404
    assert visitor.get(address(cast, "step", step.pk)).status_code == 404
    assert "ย้อนการเปลี่ยนล่าสุด" in visitor.get(response["Location"]).content.decode()


def test_what_was_taken_out_meanwhile_cannot_be_edited(cast: Cast) -> None:
    measure = a_measure_row(cast)
    stale = Measure.objects.get(pk=measure.pk)
    Visitor(cast.person("clerk")).post(address(cast, "measure-remove", measure.pk))
    with pytest.raises(Exception, match="taken out"):
        edit_measure(by=cast.viewer("clerk"), at=NOW, measure=stale, version=1, words={"title": "x"}, owners=[])


@pytest.mark.parametrize("name", ["measure", "measure-edit", "measure-remove", "measure-move", "step-create"])
def test_another_agencys_measure_is_not_found_and_nothing_changes(cast: Cast, name: str) -> None:
    measure = a_measure_row(cast)
    theirs = address(cast, name, measure.pk).replace(cast.agency.slug, cast.other_agency.slug)
    visitor = Visitor(cast.people["stranger"])
    post_only = name in ("measure-remove", "measure-move")
    ask = visitor.post if post_only or name != "measure" else visitor.get
    assert ask(theirs, typed(version=1, texts="ขั้น", shift="1")).status_code == 404
    measure.refresh_from_db()
    assert (measure.removed_at, measure.version, measure.steps.count()) == (None, 1, 0)


def test_a_measure_of_another_year_is_not_found_under_this_one(cast: Cast) -> None:
    measure = a_measure_row(cast, plan=a_plan(cast, year=YEAR - 1))
    visitor = Visitor(cast.person("clerk"))
    assert visitor.get(address(cast, "measure", measure.pk)).status_code == 404
    assert visitor.get(address(cast, "measure", measure.pk, year=YEAR - 1)).status_code == 200


def test_an_officer_sees_only_the_measures_that_are_theirs(cast: Cast) -> None:
    mine, theirs = a_measure_row(cast), a_measure_row(cast, owners=(a_unit(cast, "กองช่าง"),))
    shared = a_measure_row(cast, owners=(a_unit(cast, "กองช่าง"),))
    own(a_step_row(shared, text="ขั้นของเรา"), cast.unit)
    a_step_row(shared, text="ขั้นของเขา")
    visitor = Visitor(cast.person("officer"))
    assert visitor.get(address(cast, "measure", mine.pk)).status_code == 200
    assert visitor.get(address(cast, "measure", theirs.pk)).status_code == 404
    page = visitor.get(address(cast, "measure", shared.pk)).content.decode()
    assert "ขั้นของเรา" in page
    assert "ขั้นของเขา" not in page


def test_a_measure_page_tells_why_what_who_when_and_how_it_is_followed(cast: Cast) -> None:
    measure = a_measure_row(cast, codes=["o13"], finding="ผู้รับบริการไม่รู้ขั้นตอน")
    page = Visitor(cast.person("auditor")).get(address(cast, "measure", measure.pk)).content.decode()
    for text in ("ผู้รับบริการไม่รู้ขั้นตอน", "o13", "สำนักปลัด", f"ต.ค. {YEAR - 1} - ก.ย. {YEAR}", "รายงานผลต่อผู้บริหารทุกไตรมาส"):
        assert text in page
    assert address(cast, "measure-edit", measure.pk) not in page


def test_a_measure_never_loses_its_last_words(cast: Cast) -> None:
    measure = a_measure_row(cast, title="", finding="การให้บริการล่าช้า")
    with pytest.raises(Refused, match="say something"):
        edit_measure(by=cast.viewer("clerk"), at=NOW, measure=measure, version=1, words={"finding": ""}, owners=[])
    measure.refresh_from_db()
    assert (measure.finding, measure.version) == ("การให้บริการล่าช้า", 1)
