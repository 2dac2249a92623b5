"""A measure merged over the lines of its steps: what reaches as far is said of the measure, the rest of a step."""

from __future__ import annotations

from prongsai.core.records import Measure, Period, Source, Status
from prongsai.paper.reading.blocks import Cell
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.grid import Grid
from prongsai.paper.reading.understand import understand

HEAD = ("มาตรการ", "ขั้นตอนการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "สถานะ", "ร้อยละ", "ผลการดำเนินงาน", "หลักฐาน")
TITLE = "สำรวจความพึงพอใจของผู้รับบริการ"

Line = dict[int, str | tuple[str, int]]
"""Column -> its text, with the lines it reaches over where it is more than one."""


def measures_in(*lines: Line) -> tuple[Measure, ...]:
    grid = Grid()
    for column, name in enumerate(HEAD):
        grid.place(0, column, name)
    for row, line in enumerate(lines, 1):
        for column, said in line.items():
            text, rows = said if isinstance(said, tuple) else (said, 1)
            grid.place(row, column, text, rows)
    gathering = Gathering(Source("paper.docx", "docx", "0" * 64))
    gathering.paragraph("รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")
    rows: list[list[Cell]] = grid.rows()
    gathering.grid(rows)
    return understand(gathering.document()).measures


def test_an_owner_over_all_lines_is_the_measures_and_one_of_a_line_its_steps() -> None:
    (whole,) = measures_in({0: (TITLE, 2), 1: "1. แจกแบบสำรวจ", 2: ("กองคลัง", 2)}, {1: "2. สรุปผล"})
    assert (whole.owners, [step.owners for step in whole.steps]) == (("กองคลัง",), [(), ()])
    (each,) = measures_in({0: (TITLE, 2), 1: "1. แจกแบบสำรวจ", 2: "กองคลัง"}, {1: "2. สรุปผล", 2: "กองช่าง"})
    assert [step.owners for step in each.steps] == [("กองคลัง",), ("กองช่าง",)]


def test_an_owner_over_some_lines_is_that_of_each_of_them() -> None:
    (measure,) = measures_in(
        {0: (TITLE, 3), 1: "1. แจกแบบสำรวจ", 2: ("กองคลัง", 2)}, {1: "2. สรุปผล"}, {1: "3. รายงาน", 2: "กองช่าง"}
    )
    assert [step.owners for step in measure.steps] == [("กองคลัง",), ("กองคลัง",), ("กองช่าง",)]


def test_a_line_that_says_no_owner_is_lent_none_by_another() -> None:
    (measure,) = measures_in(
        {0: (TITLE, 3), 1: "1. แจกแบบสำรวจ"}, {1: "2. สรุปผล", 2: "กองคลัง"}, {1: "3. รายงาน", 2: "กองช่าง"}
    )
    assert [step.owners for step in measure.steps] == [(), ("กองคลัง",), ("กองช่าง",)]


def test_a_status_a_share_and_a_proof_in_a_line_are_the_steps() -> None:
    (measure,) = measures_in(
        {0: (TITLE, 2), 1: "1. แจกแบบสำรวจ", 4: "ดำเนินการแล้ว", 5: "100", 7: "https://a.go.th/1"},
        {1: "2. สรุปผล", 4: "อยู่ระหว่างดำเนินการ", 5: "40"},
    )
    assert [step.status for step in measure.steps] == [Status.DONE, Status.IN_PROGRESS]
    assert [step.percent for step in measure.steps] == [100, 40]
    assert measure.steps[0].evidence == ("https://a.go.th/1",)
    assert (measure.status, measure.percent, measure.evidence) == (Status.IN_PROGRESS, None, ())


def test_a_result_over_all_lines_is_no_result_of_the_first_step() -> None:
    (measure,) = measures_in({0: (TITLE, 2), 1: "1. แจกแบบสำรวจ", 6: ("มีผู้ตอบ 120 คน", 2)}, {1: "2. สรุปผล"})
    assert measure.result == "มีผู้ตอบ 120 คน"
    assert [step.result for step in measure.steps] == ["", ""]


def test_a_measures_own_line_speaks_before_those_of_its_steps() -> None:
    (measure,) = measures_in(
        {0: (TITLE, 3), 2: "สำนักปลัด", 3: "ไตรมาส 1-4", 6: "มีผู้ตอบ 120 คน"},
        {1: "1. แจกแบบสำรวจ", 2: "กองคลัง", 3: "ไตรมาส 1-4", 6: "แจกครบทุกจุด"},
        {1: "2. สรุปผล", 3: "ไตรมาส 4"},
    )
    assert measure.owners == ("สำนักปลัด", "กองคลัง")
    assert measure.period == Period("2022-10", "2023-09", "ไตรมาส 1-4")
    assert measure.result == "มีผู้ตอบ 120 คน"
    assert [step.result for step in measure.steps] == ["แจกครบทุกจุด", ""]
    assert [step.owners for step in measure.steps] == [("กองคลัง",), ()]


def test_a_number_used_twice_opens_a_step_all_the_same() -> None:
    (measure,) = measures_in({0: (TITLE, 3), 1: "1. แจกแบบสำรวจ"}, {1: "2. สรุปผล"}, {1: "2. รายงานผู้บริหาร"})
    assert [(step.number, step.text) for step in measure.steps] == [
        ("1", "แจกแบบสำรวจ"),
        ("2", "สรุปผล"),
        ("2", "รายงานผู้บริหาร"),
    ]


def test_a_number_inside_the_words_of_a_step_opens_none() -> None:
    (measure,) = measures_in({0: (TITLE, 2), 1: "4. ติดป้าย 5 จุด"}, {1: "1.2 ตรวจป้าย 2 รอบ"})
    assert [(step.number, step.text) for step in measure.steps] == [("4", "ติดป้าย 5 จุด"), ("1.2", "ตรวจป้าย 2 รอบ")]


def test_two_steps_that_a_clerk_typed_into_one_line_are_two() -> None:
    (measure,) = measures_in({0: (TITLE, 2), 1: "1. แจกแบบสำรวจ\n2. เก็บแบบสำรวจ"}, {1: "3. สรุปผล"})
    assert [step.text for step in measure.steps] == ["แจกแบบสำรวจ", "เก็บแบบสำรวจ", "สรุปผล"]


def test_an_owner_whose_name_ends_in_within_does_not_swallow_the_next() -> None:
    (measure,) = measures_in({0: TITLE, 1: "1. แจกแบบสำรวจ", 2: "หน่วยตรวจสอบภายใน, กองคลัง"})
    assert measure.owners == ("หน่วยตรวจสอบภายใน", "กองคลัง")
