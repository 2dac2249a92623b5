"""The ways on from a weak point: a measure of its own, one that is there, none for a reason; each can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from apps.assessment.made import an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, a_plan, a_proof, a_report, a_round, a_step_row, address, an_issued_plan
from builders import a_finding
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Answer, Change, Measure, Plan, SetAside
from prongsai.apps.improvement.operations import inbox as deeds
from prongsai.apps.improvement.queries.weak_points import WeakPoint, weak_points
from prongsai.base.models import AuditLine, Draft
from prongsai.core import practices
from prongsai.core.errors import Refused
from prongsai.core.records import Where

E_SERVICE = a_finding(
    indicator=8,
    code="e13",
    remark="ผู้มาติดต่อบางรายยังไม่รู้ว่ายื่นเรื่องผ่านระบบออนไลน์ได้",
    recommendation="ควรเพิ่มงานที่ยื่นผ่าน E-Service และสอนวิธีใช้ผ่านผู้นำชุมชน (อ้างอิงจาก o13)",
    items=("o13",),
    where=Where(table=1, row=2),
)


@pytest.fixture
def point(cast: Cast) -> WeakPoint:
    """A remark on e-services that nothing answers yet."""
    an_accepted_paper(cast, reading=the_reading(findings=(E_SERVICE,), measures=()))
    return weak_points(cast.viewer("clerk"), YEAR)[0]


@pytest.fixture
def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.person("clerk"))


def at(cast: Cast, point: WeakPoint, way: str = "") -> str:
    return address(cast, f"weak-point-{way}" if way else "weak-point", point.subject)


def state_of(cast: Cast) -> str:
    return weak_points(cast.viewer("clerk"), YEAR)[0].state.value


def begun(clerk: Visitor, page: str, choice: str = "") -> dict[str, Any]:
    """What the form says before anybody changes it, as it would be sent."""
    root = html.document_fromstring(clerk.get(f"{page}?{choice}").content.decode())
    (form,) = root.xpath("//form[contains(@class,'written')]")
    sent: dict[str, Any] = {}
    for name, value in ((name, value.removeprefix("\n")) for name, value in form.form_values()):
        sent[name] = [*sent[name], value] if name in sent else [value]
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def test_the_page_says_what_was_said_where_and_what_it_costs(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    page = clerk.get(at(cast, point)).content.decode()
    assert E_SERVICE.remark in page
    assert E_SERVICE.recommendation in page
    assert "plan.txt" in page
    assert "#t1r2" in page
    assert "o13" in page
    assert f"/result/cell/{8}/" in page


def test_each_practice_says_why_it_is_suggested_and_that_it_is_no_official_text(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    page = clerk.get(at(cast, point)).content.decode()
    suggested = practices.suggest(indicator=8, item_keys=point.item_keys, question="e13", words=point.words)
    assert suggested
    for each in suggested:
        assert each.practice.title in page
    assert page.count("เสนอเพราะ") == len(suggested)
    assert "ไม่ใช่ข้อความทางการ" in page


def test_a_practice_is_a_draft_that_only_saving_makes_a_measure(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    practice = practices.suggest(indicator=8, item_keys=point.item_keys, question="e13", words=point.words)[0].practice
    page = at(cast, point, "answer")
    sent = begun(clerk, page, f"practice={practice.code}")
    assert not Plan.objects.exists()
    assert sent["title"] == [practice.title]
    assert sent["codes"] == [", ".join(point.codes)]
    sent["title"] = [f"{practice.title} ทุกหมู่บ้าน"]
    answer = clerk.post(f"{page}?practice={practice.code}", sent)
    measure = Measure.objects.get()
    assert answer["Location"] == address(cast, "measure", measure.pk)
    assert measure.title == f"{practice.title} ทุกหมู่บ้าน"
    assert (measure.source, measure.practice, measure.indicator, measure.tool) == ("practice", practice.code, 8, "EIT")
    assert [each.text for each in measure.steps.all()] == [each.text for each in practice.steps]
    assert [each.expected_evidence for each in measure.steps.all()] == [each.evidence for each in practice.steps]
    assert all(each.starts_on and each.ends_on for each in measure.steps.all())
    assert [each.subject for each in measure.answers.all()] == [point.subject]
    assert state_of(cast) == "answered"
    assert AuditLine.objects.get(verb="weak_point.answered").changes == {
        "weak_point": point.label,
        "weak_point_key": point.subject,
    }
    assert Change.objects.filter(kind="measure", deed="weak_point.answered").count() == 1


def test_the_owners_of_a_practice_are_the_agencys_units_where_it_has_them(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    page = at(cast, point, "answer")
    sent = begun(clerk, page, "practice=service-charts")
    assert sent["units"] == [str(cast.unit.pk)]
    clerk.post(f"{page}?practice=service-charts", sent)
    measure = Measure.objects.get()
    assert [each.unit for each in measure.ownerships.all()] == [cast.unit]
    owners = [(each.name, each.unit) for step in measure.steps.all() for each in step.ownerships.all()]
    assert ("สำนักปลัด", cast.unit) in owners
    assert ("ทุกกอง", None) in owners


def test_one_writes_from_an_empty_page_too(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    page = at(cast, point, "answer")
    sent = begun(clerk, page) | {"title": "เปิดคลินิกสอนใช้ระบบออนไลน์", "step_2_text": "ประกาศวันสอน"}
    clerk.post(page, sent)
    measure = Measure.objects.get()
    assert measure.source == "written"
    assert [(each.number, each.text) for each in measure.steps.all()] == [("1", "ประกาศวันสอน")]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    page = at(cast, point, "answer")
    typed = begun(clerk, page) | {"title": "", "codes": "o99", "step_1_owners": "กองคลัง", "monitoring": "ทุกเดือน"}
    answer = clerk.post(page, typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "กรุณาเขียนว่าจะทำอะไร" in said
    assert "กรุณาเขียนว่าขั้นตอนนี้ทำอะไร" in said
    assert "ทุกเดือน" in said
    assert "กองคลัง" in said
    assert not Plan.objects.exists()


def test_an_own_measure_of_an_earlier_year_comes_with_how_it_went_and_without_its_dates(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    plan = a_plan(cast, year=YEAR - 1)
    before = a_measure_row(cast, plan=plan, title="สอนใช้ E-Service", status="done", percent=100)
    step = a_step_row(before, text="สอนที่ศาลาประชาคม", owners=("กองช่าง",), status="done", expected_evidence="ภาพการสอน")
    a_report(cast, a_round(cast, plan=plan), step, status="done", percent=100, state="accepted")
    a_proof(cast, step=step)
    page = clerk.get(at(cast, point)).content.decode()
    assert "สอนใช้ E-Service" in page
    assert f"แผนปี {YEAR - 1}" in page
    assert "ดำเนินการแล้ว มีหลักฐาน" in page
    assert "อยู่ในตัวชี้วัดที่ 8" in page
    answer = at(cast, point, "answer")
    clerk.post(f"{answer}?earlier={before.pk}", begun(clerk, answer, f"earlier={before.pk}"))
    measure = Measure.objects.get(plan__fiscal_year=YEAR)
    (taken,) = measure.steps.all()
    assert (measure.source, measure.came_from, measure.status, measure.starts_on) == (
        *("earlier", before),
        *("not_started", None),
    )
    assert (taken.text, taken.came_from, taken.status, taken.starts_on) == (
        "สอนที่ศาลาประชาคม",
        step,
        "not_started",
        None,
    )
    assert taken.expected_evidence == "ภาพการสอน"
    assert [each.name for each in taken.ownerships.all()] == ["กองช่าง"]


def test_every_step_of_a_long_earlier_measure_comes_along_with_who_its_names_were_matched_to(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    before = a_measure_row(cast, plan=a_plan(cast, year=YEAR - 1), owners=("งานนิติการ",))
    before.ownerships.update(unit=cast.unit)
    for number in range(25):
        a_step_row(before, text=f"ขั้นที่ {number}", owners=("งานนิติการ",))
    answer = at(cast, point, "answer")
    sent = begun(clerk, answer, f"earlier={before.pk}")
    assert sent["units"] == [str(cast.unit.pk)]
    clerk.post(f"{answer}?earlier={before.pk}", sent)
    measure = Measure.objects.get(plan__fiscal_year=YEAR)
    assert measure.steps.count() == 25
    assert {owner.unit for step in measure.steps.all() for owner in step.ownerships.all()} == {cast.unit}


def test_a_measure_about_something_else_is_not_suggested(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    plan = a_plan(cast, year=YEAR - 1)
    a_measure_row(cast, plan=plan, title="ตรวจนับทรัพย์สิน", tool="IIT", indicator=4)
    assert "ตรวจนับทรัพย์สิน" not in clerk.get(at(cast, point)).content.decode()


def test_nothing_of_another_agency_begins_a_form(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    foreign = a_measure_row(
        cast,
        plan=Plan.objects.create(
            agency=cast.other_agency,
            fiscal_year=YEAR - 1,
            result_year=YEAR - 1,
            created_by=cast.people["stranger"],
            created_at=NOW,
        ),
    )
    page = at(cast, point, "answer")
    assert clerk.get(f"{page}?earlier={foreign.pk}").status_code == 404
    assert clerk.get(f"{page}?earlier=x").status_code == 404
    assert clerk.get(f"{page}?earlier={'9' * 5000}").status_code == 404
    assert clerk.get(f"{page}?practice=none-such").status_code == 404
    joined = clerk.post(at(cast, point, "join"), {"measure": foreign.pk})
    assert joined.status_code == 404
    assert not Answer.objects.exists()


def test_a_draft_that_was_not_sent_is_there_again(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    page = at(cast, point, "answer")
    clerk.post(page, begun(clerk, page) | {"title": "ร่างค้างไว้", "step_1_text": "ทำต่อพรุ่งนี้", "keep": "draft"})
    sent = begun(clerk, page)
    assert (sent["title"], sent["step_1_text"]) == (["ร่างค้างไว้"], ["ทำต่อพรุ่งนี้"])
    clerk.post(page, sent)
    assert Measure.objects.get().title == "ร่างค้างไว้"
    assert not Draft.objects.exists()


def test_it_can_be_joined_to_a_measure_of_the_plan_and_parted_again(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    measure = a_measure_row(cast)
    assert measure.title in clerk.get(at(cast, point)).content.decode()
    clerk.post(at(cast, point, "join"), {"measure": measure.pk})
    assert state_of(cast) == "answered"
    clerk.post(at(cast, point, "reopen"), {"measure": measure.pk})
    assert state_of(cast) == "open"
    assert Measure.objects.get().removed_at is None
    assert AuditLine.objects.filter(verb__in=["weak_point.joined", "weak_point.reopened"]).count() == 2


def test_joining_without_choosing_says_so(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    answer = clerk.client.post(at(cast, point, "join"), {"measure": ""}, follow=True)
    assert "กรุณาเลือกมาตรการ" in answer.content.decode()


def test_it_can_be_set_aside_with_a_reason_which_can_be_changed_and_taken_back(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    aside = at(cast, point, "set-aside")
    refused = clerk.post(aside, {"reason": " "})
    assert refused.status_code == 422
    assert "กรุณาบอกเหตุผลที่พักไว้" in refused.content.decode()
    clerk.post(aside, {"reason": "รองบประมาณ"})
    clerk.post(aside, {"reason": "รอระบบของจังหวัด"})
    assert [each.reason for each in SetAside.objects.all()] == ["รอระบบของจังหวัด"]
    assert state_of(cast) == "aside"
    page = html.document_fromstring(clerk.get(at(cast, point)).content.decode())
    assert page.xpath("//blockquote")[0].text_content().strip() == "รอระบบของจังหวัด"
    assert page.xpath("//textarea[@name='reason']")[0].text.strip() == "รอระบบของจังหวัด"
    clerk.post(at(cast, point, "reopen"))
    assert state_of(cast) == "open"


def test_the_page_tells_what_was_done_about_it_by_whom_the_latest_first(
    cast: Cast, clerk: Visitor, point: WeakPoint
) -> None:
    clerk.post(at(cast, point, "set-aside"), {"reason": "รองบประมาณ"})
    clerk.post(at(cast, point, "reopen"))
    page = html.document_fromstring(Visitor(cast.person("executive")).get(at(cast, point)).content.decode())
    told = [each.text_content() for each in page.xpath("//ol[@class='deeds']/li")]
    assert ["นำจุดที่ต้องพัฒนากลับมาตอบ" in told[0], "พักจุดที่ต้องพัฒนา" in told[1]] == [True, True]
    assert all("clerk" in each for each in told)


def test_what_a_measure_answers_cannot_be_set_aside_and_an_answer_ends_a_setting_aside(
    cast: Cast, point: WeakPoint
) -> None:
    viewer, measure = cast.viewer("clerk"), a_measure_row(cast)
    deeds.set_weak_point_aside(by=viewer, at=NOW, year=YEAR, point=point, reason="รองบประมาณ")
    deeds.join_weak_point(by=viewer, at=NOW, point=point, measure=measure)
    assert not SetAside.objects.exists()
    with pytest.raises(Refused, match="A measure answers this"):
        deeds.set_weak_point_aside(by=viewer, at=NOW, year=YEAR, point=point, reason="รองบประมาณ")


def test_nothing_to_take_back_is_said(cast: Cast, point: WeakPoint) -> None:
    with pytest.raises(Refused, match="nothing to take back"):
        deeds.reopen_weak_point(by=cast.viewer("clerk"), at=NOW, plan=a_plan(cast), point=point)


@pytest.mark.parametrize("state", ["submitted", "approved", "issued"])
def test_a_plan_that_is_not_open_keeps_its_answers_and_says_to_revise_it(
    cast: Cast, clerk: Visitor, point: WeakPoint, state: str
) -> None:
    plan = an_issued_plan(cast, state=state)
    measure = a_measure_row(cast, plan=plan)
    page = clerk.get(at(cast, point)).content.decode()
    assert address(cast, "plan-sign") in page
    assert "answer/?practice=" not in page
    ways: dict[str, dict[str, Any]] = {
        "join": {"measure": measure.pk},
        "set-aside": {"reason": "รองบประมาณ"},
        "reopen": {},
        "answer": {"title": "มาตรการใหม่"},
    }
    for way, sent in ways.items():
        clerk.post(at(cast, point, way), sent)
    assert (Answer.objects.count(), SetAside.objects.count(), Measure.objects.count()) == (0, 0, 1)


def test_a_weak_point_that_is_not_there_is_not_found(cast: Cast, clerk: Visitor, point: WeakPoint) -> None:
    for subject in ("finding-999999", "item-o1", "nonsense"):
        assert clerk.get(address(cast, "weak-point", subject)).status_code == 404
    assert Visitor(cast.person("stranger")).get(at(cast, point)).status_code == 404
    theirs = f"/desk/{cast.other_agency.slug}/{YEAR}/inbox/{point.subject}/"
    assert Visitor(cast.person("stranger")).get(theirs).status_code == 404


def test_who_only_reads_sees_the_answers_and_no_way_to_change_them(cast: Cast, point: WeakPoint) -> None:
    for who in ("auditor", "executive"):
        page = Visitor(cast.person(who)).get(at(cast, point)).content.decode()
        assert E_SERVICE.remark in page
        assert '<form method="post" action="/desk' not in page
