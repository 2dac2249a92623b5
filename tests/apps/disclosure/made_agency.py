"""An agency of which everything can be public: results, a plan that was approved, reports, evidence, activities,
issued papers, written pages, exhibits; and beside each of them what must stay inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apps.assessment.made import a_sheet
from apps.disclosure.made import a_duty, an_exhibit
from apps.disclosure.made_pages import a_leader, a_page, a_part
from apps.documents.made import an_issued_document
from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
)
from apps.improvement.made_proof import a_photo, a_photograph, an_activity, seen_by
from cast import NOW, YEAR, Cast
from prongsai.apps.documents.models import Edition
from prongsai.apps.documents.operations.editions import keep_edition_files
from prongsai.apps.improvement.models import Activity, Evidence, Measure, Plan, SignOff, Step
from prongsai.apps.improvement.queries.signing import content_of
from prongsai.base.files import PROOF_KINDS, store
from prongsai.base.models import Person, StoredFile
from prongsai.core.records import as_json


@dataclass(frozen=True)
class FullAgency:
    """Some rows of agency A that tests ask for."""

    plan: Plan
    measure: Measure
    step: Step
    activity: Activity
    photo: Evidence
    file: StoredFile
    edition: Edition


def a_full_agency(cast: Cast) -> FullAgency:
    """Agency A with something of everything, of two years of results and one year of work."""
    for year, points in ((YEAR - 1, "94.20"), (YEAR, "94.20")):
        a_sheet(cast, year=year, total=points)
    plan, measure, step = a_plan_with_work(cast)
    activity, photo = a_shown_activity(cast, measure)
    edition = an_edition_with_files(cast)
    some_pages(cast)
    file = a_stored_file(cast, b"%PDF-1.4 a report of the year", "report.pdf")
    an_exhibit(cast, kind="file", file=file, title="รายงานผลประจำปี", places=[("o12", ""), ("o13", "")])
    an_exhibit(cast, kind="paper", document=edition.document, title="แผนปฏิบัติการ", places=[("o1", "")])
    an_exhibit(cast, places=[("o2", "")])
    a_duty(cast, "o12", explanation="เผยแพร่ที่หน้าเว็บไซต์")
    approve_plan(cast, plan)
    return FullAgency(plan, measure, step, activity, photo, file, edition)


def a_plan_with_work(cast: Cast) -> tuple[Plan, Measure, Step]:
    """A plan with two measures, the first with two steps: one done and proved, one under way."""
    plan = a_plan(cast)
    measure = a_measure_row(cast, number="1", codes=["o12"], finding="ผู้รับบริการเห็นว่าบริการยังไม่ดีขึ้น")
    a_measure_row(cast, number="1", title="อบรมคุณธรรม", owners=(a_unit(cast), cast.people["officer"]))
    step, other = a_step_row(measure, number="1"), a_step_row(measure, number="2", text="สรุปผล")
    round_ = a_round(cast)
    a_report(cast, round_, step, status="done", percent=100, result="จัดทำแบบสำรวจแล้ว", state="accepted")
    a_report(cast, round_, other, state="accepted")
    a_proof(cast, step=step)
    return plan, measure, step


def approve_plan(cast: Cast, plan: Plan) -> SignOff:
    """Freeze a plan as it stands now, as its approval does."""
    content = as_json(content_of(cast.viewer("clerk"), plan))
    Plan.objects.filter(pk=plan.pk).update(state="approved")
    return SignOff.objects.create(
        plan=plan, version=plan.version, deed="approved", content=content, by=cast.people["executive"], at=NOW
    )


def a_shown_activity(cast: Cast, measure: Measure) -> tuple[Activity, Evidence]:
    """An activity of a measure with a photograph that was accepted."""
    activity = an_activity(cast, measure=measure, codes=["o12"])
    photo = a_photo(cast, title="ภาพการอบรม", content=a_photograph(colour="navy"))
    a_proof(cast, evidence=photo, activity=activity)
    return activity, photo


def an_edition_with_files(cast: Cast, number: str = "1/2567", **changes: Any) -> Edition:
    """An issued paper whose files are written."""
    edition = an_issued_document(cast, number=number, reason="ออกตามกำหนด", **changes).editions.get()
    contents = {form: f"{form} of {number}".encode() for form in ("pdf", "docx")}
    keep_edition_files(by=None, at=NOW, edition=edition, contents=contents)
    return edition


def some_pages(cast: Cast) -> None:
    """One page of each kind that is written on the desk."""
    a_leader(cast, a_page(cast, "people"))
    a_part(cast, a_page(cast, "structure"), "units", name="กองคลัง", duties="การเงินและบัญชี", under="")
    a_page(cast, "contact", address="1 หมู่ 1 ตำบลตัวอย่าง", telephone="036 000 000")
    a_page(cast, "laws", text_th="กฎหมายที่เกี่ยวข้อง")
    a_page(cast, "news", title_th="เปิดรับฟังความคิดเห็น", text_th="ทุกวันพุธ")
    a_page(cast, "text", title_th="นโยบายไม่รับของขวัญ", text_th="ไม่รับของขวัญทุกชนิด")


def a_stored_file(cast: Cast, content: bytes, name: str) -> StoredFile:
    """A file that the officer handed in."""
    return store(by=seen_by(cast, "officer"), at=NOW, name=name, content=content, kinds=PROOF_KINDS)


def what_stays_inside(cast: Cast, full: FullAgency, word: str) -> None:
    """Rows of the same agency that nobody accepted, approved or issued: each says `word`."""
    officer: Person = cast.people["officer"]
    Person.objects.filter(pk=officer.pk).update(name=f"{word} ผู้รายงาน")
    a_proof(cast, evidence=a_piece_of_evidence(cast, title=f"{word} รอตรวจ", url="https://www.example.go.th/w"),
            state="offered", step=full.step)  # fmt: skip
    a_proof(cast, evidence=a_piece_of_evidence(cast, title=f"{word} ส่งกลับ", url="https://www.example.go.th/r"),
            state="returned", measure=full.measure)  # fmt: skip
    later = a_round(cast, plan=full.plan, months=12)
    said = {"result": f"{word} ผล", "problem": f"{word} ปัญหา", "suggestion": f"{word} เสนอ", "comment": f"{word} แก้"}
    a_report(cast, later, full.step, state="returned", **said)
    a_report(cast, later, full.measure, **said)
    Measure.objects.filter(pk=full.measure.pk).update(title=f"{word} ร่างที่แก้อยู่", suggestion=f"{word} เสนอ")
    Step.objects.filter(pk=full.step.pk).update(text=f"{word} ร่างขั้นตอน", expected_evidence=f"{word} หลักฐาน")
    an_activity(cast, title=f"{word} ยังไม่มีภาพที่รับ")
    waiting = a_piece_of_evidence(cast, title=f"{word} ยังไม่รับ", url="https://www.example.go.th/x")
    an_exhibit(cast, evidence=waiting, title=f"{word} ยังไม่รับ", url=waiting.url, places=[("o3", "")])
    gone = a_page(cast, "text", title_th=f"{word} หน้าที่ลบ")
    type(gone).objects.filter(pk=gone.pk).update(removed_at=NOW)
    StoredFile.objects.filter(pk=full.file.pk).update(name=f"{word}.pdf")
