"""What an edition changed since the one before, field by field, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from apps.documents.made import PLAN, Source, a_plan_reading, a_signed_document, address, an_issued_document
from builders import a_finding, a_measure, a_result, a_step
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Document, HouseStyle
from prongsai.apps.documents.queries.differences import Difference, differences_between
from prongsai.apps.documents.queries.printed import Printed
from prongsai.core.records import Reading, Status, Where
from prongsai.core.versions import Deed
from prongsai.paper.writing import Style, layout
from prongsai.paper.writing.content import Activity, Content, Figure, Imprint, Signatory
from prongsai.paper.writing.style import Wording

KEYED = a_measure(where=Where(table=7), steps=(a_step(where=Where(table=7, row=70)),))


PLAIN = Style()


def printed(reading: Reading, *, style: Style = PLAIN, layout_name: str = "plan", **content: Any) -> Printed:
    said = Content(reading, **{"letter": {"title": "แผน"}, **content})
    return Printed(said, layout(layout_name), style, {}, None)


def between(before: Printed, after: Printed) -> list[tuple[Deed, str, str, list[tuple[str, str, str]]]]:
    return [plain(each) for each in differences_between(before, after)]


def plain(each: Difference) -> tuple[Deed, str, str, list[tuple[str, str, str]]]:
    return each.deed, str(each.kind), each.title, [(str(label), was, now) for label, was, now in each.fields]


def a_reading_of(*measures: Any) -> Reading:
    return replace(a_plan_reading(), measures=measures)


def test_the_same_content_differs_in_nothing() -> None:
    assert between(printed(a_reading_of(KEYED)), printed(a_reading_of(KEYED))) == []


def test_words_and_signatory_are_told_by_their_labels() -> None:
    before = printed(a_plan_reading(), layout_name="memo", letter={"title": "ก", "to": "ปลัด"})
    imprint = Imprint(signatory=Signatory("สมศรี", "นายก"))
    after = printed(a_plan_reading(), layout_name="memo", letter={"title": "ข", "to": "นายก"}, imprint=imprint)
    assert between(before, after) == [
        (
            Deed.CHANGED,
            "ข้อความในเอกสาร",
            "",
            [("ชื่อเอกสาร", "ก", "ข"), ("เรียน", "ปลัด", "นายก"), ("ผู้ลงนาม", "", "สมศรี นายก")],
        )
    ]


def test_a_measure_and_its_progress_are_told_field_by_field() -> None:
    changed = replace(KEYED, title="ชื่อใหม่", status=Status.IN_PROGRESS, percent=40, owners=("กองคลัง", "กองช่าง"))
    ((deed, kind, title, fields),) = between(printed(a_reading_of(KEYED)), printed(a_reading_of(changed)))
    assert (deed, kind, title) == (Deed.CHANGED, "มาตรการ", "ชื่อใหม่")
    assert fields == [
        ("มาตรการ", "สำรวจความพึงพอใจของผู้รับบริการ", "ชื่อใหม่"),
        ("ผู้รับผิดชอบ", "สำนักปลัด", "กองคลัง, กองช่าง"),
        ("สถานะ", "แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"),
        ("ร้อยละ", "100", "40"),
    ]


def test_a_measure_that_came_and_a_step_that_went_are_told() -> None:
    new = replace(KEYED, title="มาใหม่", where=Where(table=8), steps=())
    found = between(printed(a_reading_of(KEYED)), printed(a_reading_of(replace(KEYED, steps=()), new)))
    assert [(deed, kind) for deed, kind, _title, _fields in found] == [
        (Deed.ADDED, "มาตรการ"),
        (Deed.REMOVED, "ขั้นตอน"),
    ]


def test_records_without_a_place_are_known_by_what_they_say() -> None:
    first, second = (replace(KEYED, where=Where(), title=title, steps=()) for title in ("ก", "ข"))
    changed = replace(second, monitoring="ทุกเดือน")
    ((deed, _kind, title, fields),) = between(
        printed(a_reading_of(first, second)), printed(a_reading_of(first, changed))
    )
    assert (deed, title, fields[0][2]) == (Deed.CHANGED, "ข", "ทุกเดือน")


def test_scores_findings_figures_and_activities_are_told() -> None:
    reading = replace(a_plan_reading(), results=(a_result(),), findings=(a_finding(),))
    better = replace(
        reading, results=(replace(a_result(), total=Decimal("95.00")),), findings=(a_finding(remark="ข้อสังเกตใหม่"),)
    )
    figure = Figure("done", "แล้วเสร็จ", "3")
    held = Activity("อบรม", date(2026, 1, 5), "หอประชุม", "เพื่อรู้")
    before = printed(reading, figures=(figure,), activities=(held,))
    after = printed(better, figures=(replace(figure, value="4"),))
    found = {(deed, kind): fields for deed, kind, _title, fields in between(before, after)}
    assert found[Deed.CHANGED, "ผลประเมินปี"] == [("คะแนนรวม", "94.20", "95.00")]
    assert found[Deed.CHANGED, "ข้อสังเกต"][0][2] == "ข้อสังเกตใหม่"
    assert found[Deed.CHANGED, "ตัวเลข"] == [("ข้อความ", "3", "4")]
    assert (Deed.REMOVED, "กิจกรรม") in found


def test_looks_are_told_too() -> None:
    wording = Wording({"title": "ไม่นับ"}, {"owners": "ผู้รับผิดชอบหลัก"})
    after = printed(a_plan_reading(), style=Style(digits="thai", wording=wording))
    ((_deed, kind, _title, fields),) = between(printed(a_plan_reading()), after)
    assert kind == "รูปแบบเอกสาร"
    assert fields[0] == ("ตัวเลขที่ใช้", "เลขอารบิก", "เลขไทย")
    assert any(now == "ผู้รับผิดชอบหลัก" for _label, _was, now in fields)


def revised(cast: Cast, document: Document) -> None:
    clerk = cast.viewer("clerk")
    operations.revise_document(by=clerk, at=NOW, document=document, reason="เปลี่ยนผู้รับผิดชอบ")
    operations.submit_document(by=clerk, at=NOW, document=document)


def test_the_page_of_an_edition_shows_what_changed_and_why(cast: Cast, source: Source) -> None:
    source.contents[PLAN] = Content(a_reading_of(KEYED))
    document = an_issued_document(cast, reading=a_reading_of(replace(KEYED, owners=("กองช่าง",))))
    HouseStyle.objects.create(agency=cast.agency, digits="thai", face="TH Sarabun New")
    revised(cast, document)
    page = Visitor(cast.person("auditor")).get(address(cast, "edition", document.pk, 2)).content.decode()
    for words in ("สิ่งที่เปลี่ยนจากฉบับที่ 1", "กองช่าง", "สำนักปลัด", "เลขไทย", "เปลี่ยนผู้รับผิดชอบ"):
        assert words in page


def test_a_version_that_changed_nothing_says_so(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    revised(cast, document)
    page = Visitor(cast.person("clerk")).get(address(cast, "edition", document.pk, 2)).content.decode()
    assert "เหมือนฉบับก่อนทุกช่อง" in page


def test_a_version_that_is_not_there_is_not_found(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    assert Visitor(cast.person("clerk")).get(address(cast, "edition", document.pk, 2)).status_code == 404
