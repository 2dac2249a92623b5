from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from builders import a_finding, a_measure, a_reading, a_result, a_step
from paper.writing.printed import read_back
from paper.writing.sameness import differences, newly_unread
from prongsai.core.errors import Refused
from prongsai.core.records import PaperKind, Period, Reading, Status
from prongsai.paper.reading import read, read_document
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.writing import Content, layout, manuscript_of, write
from prongsai.paper.writing.manuscript import Table
from prongsai.paper.writing.next_year import next_year

SAMPLES = Path(str(files("prongsai") / "samples"))
PAPERS = [paper["file"] for paper in tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["paper"]]
FORMATS = ("docx", "pdf", "xlsx", "odt", "html")


@cache
def planned(name: str) -> Content:
    reading = read(SAMPLES / name)
    return next_year(reading, (reading.fiscal_year or 0) + 1)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", PAPERS)
def test_next_years_plan_of_a_sample_is_read_again_as_it_was_written(name: str, to: str) -> None:
    content = planned(name)
    after = read_document(open_bytes(f"plan.{to}", write(manuscript_of(content, layout("plan")), to)))
    assert after.kind is PaperKind.PLAN
    assert differences(content.reading, after) == []
    assert newly_unread(content.reading, after) == []


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_that_was_done_is_carried_along(name: str) -> None:
    for measure in planned(name).reading.measures:
        assert (measure.result, measure.suggestion, measure.marked, measure.written, measure.evidence) == (
            "",
            "",
            (),
            (),
            (),
        )
        assert measure.percent is None
        assert {measure.status, *(step.status for step in measure.steps)} == {Status.UNKNOWN}
        assert not any(step.result or step.evidence or step.percent for step in measure.steps)


def a_plan(**changes: object) -> Reading:
    return a_reading(kind=PaperKind.PLAN, round=None, **changes)


def test_codes_become_those_of_the_year_and_years_move() -> None:
    measure = a_measure(
        title="เผยแพร่ E-Service (o18)",
        codes=("o18",),
        period=Period("2022-10", "2023-03", "ต.ค. 2565 - มี.ค. 2566"),
        monitoring="รายงานภายในเดือนเมษายน 2566",
        steps=(a_step(text="ปรับปรุงข้อ o18 ให้ครบภายในปี 2566"),),
    )
    (moved,) = next_year(a_plan(measures=(measure,), findings=()), 2567).reading.measures
    assert moved.codes == ("o13",)
    assert moved.title == "เผยแพร่ E-Service (o13)"
    assert moved.period == Period("2023-10", "2024-03", "ต.ค. 2566 - มี.ค. 2567")
    assert moved.monitoring == "รายงานภายในเดือนเมษายน 2567"
    assert moved.steps[0].text == "ปรับปรุงข้อ o13 ให้ครบภายในปี 2567"


def test_a_period_whose_words_would_lie_is_said_anew() -> None:
    measure = a_measure(period=Period("2023-03", "2023-09", "มี.ค. - ก.ย.๖๖"), steps=())
    (moved,) = next_year(a_plan(measures=(measure,)), 2567).reading.measures
    assert moved.period == Period("2024-03", "2024-09", "มีนาคม 2567 - กันยายน 2567")


def test_a_code_that_was_dropped_is_spelt_out_because_it_is_another_item_now() -> None:
    finding = a_finding(code=None, recommendation="ควรเผยแพร่ผลสำรวจ (อ้างอิงจาก o17)", items=("o17",))
    content = next_year(a_plan(findings=(finding,), measures=(a_measure(codes=("o17",)),)), 2567)
    (carried,) = content.reading.findings
    assert carried.items == ()
    assert carried.recommendation == "ควรเผยแพร่ผลสำรวจ (อ้างอิงจาก รายการที่ 17 เดิม (ไม่มีแล้วในปี 2567))"
    assert content.reading.measures[0].codes == ()
    assert any(each.startswith("o17 ") and "ไม่มีในปี 2567 แล้ว" in each for each in content.changes)


def test_a_code_that_nobody_can_follow_stays_and_is_marked() -> None:
    content = next_year(a_plan(findings=(), measures=(a_measure(codes=("o46",), title="ขับเคลื่อนจริยธรรม (o46)"),)), 2567)
    assert content.reading.measures[0].codes == ("o46",)
    assert "o46" in content.unverified
    assert any("o46" in each and "โปรดตรวจกับคู่มือ" in each for each in content.changes)


def test_unverified_codes_are_marked_on_paper_and_changes_stand_at_the_end() -> None:
    content = planned("plan.docx")
    assert "o13" in content.unverified
    tables = [each for each in manuscript_of(content, layout("plan")).blocks if isinstance(each, Table)]
    texts = [cell.text for table in tables for row in table.body for cell in row]
    assert any("o13 (ยังไม่ยืนยัน)" in each for each in texts)
    assert [row[1].text for row in tables[-1].body] == list(content.changes)


def test_scores_and_findings_stay_as_what_the_plan_answers() -> None:
    reading = a_plan(results=(a_result(),))
    content = next_year(reading, 2567)
    assert content.reading.results == reading.results
    assert [each.remark for each in content.reading.findings] == [each.remark for each in reading.findings]


def test_a_year_without_a_framework_says_whose_codes_it_uses() -> None:
    content = next_year(a_plan(), 2575)
    assert "ยังไม่มีกรอบการประเมินของปีงบประมาณ 2575" in content.changes[0]
    again = read_back(manuscript_of(content, layout("plan")))
    assert again.fiscal_year == 2575


@pytest.mark.parametrize(
    ("reading", "year", "words"),
    [
        (a_plan(fiscal_year=None), 2567, "ไม่บอกปีงบประมาณ"),
        (a_plan(), 2566, "ต้องเป็นปีหลัง"),
        (a_plan(), 2565, "ต้องเป็นปีหลัง"),
        (a_plan(measures=()), 2567, "ไม่มีมาตรการ"),
    ],
    ids=["no year", "the same year", "an earlier year", "no measures"],
)
def test_a_plan_that_cannot_be_made_is_refused_in_a_clear_sentence(reading: Reading, year: int, words: str) -> None:
    with pytest.raises(Refused, match=r".") as refusal:
        next_year(reading, year)
    assert words in refusal.value.th


def test_reports_that_were_due_in_another_year_are_named_for_a_person_to_move() -> None:
    late = a_measure(monitoring="รายงานภายในเดือนตุลาคม 2567")
    far = a_measure(number="2", title="ทบทวนคู่มือ", monitoring="รายงานภายในปี 2569")
    changes = next_year(a_plan(measures=(late, far), findings=()), 2567).changes
    assert any("ที่ระบุปี 2567 อยู่แล้วไม่ได้เลื่อนให้" in each for each in changes)
    assert any("“ทบทวนคู่มือ” ระบุปี 2569" in each for each in changes)


def test_a_period_in_words_of_no_month_keeps_them() -> None:
    measure = a_measure(period=Period(None, None, "ภายใน 30 วัน"), steps=())
    (moved,) = next_year(a_plan(measures=(measure,)), 2567).reading.measures
    assert moved.period == Period(None, None, "ภายใน 30 วัน")
