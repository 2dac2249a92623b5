from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from builders import a_finding, a_measure, a_reading, a_result, a_step
from paper.writing.printed import read_back
from prongsai.core.errors import Refused
from prongsai.core.records import Columns, Measure, PaperKind, Period, Reading, Status, Written
from prongsai.paper.writing import Content, Style, layout, manuscript_of
from prongsai.paper.writing.compose.saying import TICK
from prongsai.paper.writing.manuscript import Manuscript, Paragraph, Role, Table
from prongsai.paper.writing.style import Wording

TWO = (a_step(owners=("กองคลัง",), result="แจกแล้ว 120 ชุด", status=Status.DONE), a_step(number="2", owners=("กองช่าง",)))

PLAIN = Style()


def printed(reading: Reading, name: str, style: Style = PLAIN, **more: Any) -> Manuscript:
    return manuscript_of(Content(reading, **more), layout(name), style)


def tables(manuscript: Manuscript) -> list[Table]:
    return [each for each in manuscript.blocks if isinstance(each, Table)]


def measures_table(measures: Sequence[Measure], name: str = "progress", **changes: Any) -> Table:
    reading = a_reading(findings=(), measures=tuple(measures), columns=Columns(), **changes)
    return tables(printed(reading, name))[-1]


def column(table: Table, title: str) -> list[tuple[str, int]]:
    """The texts of a column with the lines each reaches over, from a head of one row."""
    place = [cell.text for cell in table.head[0]].index(title)
    grid: dict[tuple[int, int], tuple[str, int]] = {}
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(table.body):
        j = 0
        for cell in row:
            while (i, j) in taken:
                j += 1
            grid[i, j] = (cell.text, cell.row_span)
            taken.update((i + down, j) for down in range(cell.row_span))
    return [grid[key] for key in sorted(grid) if key[1] == place]


def test_the_head_says_what_it_is_of_which_year_and_round_and_whose() -> None:
    blocks = list(printed(a_reading(), "progress").blocks)
    lines = [each.text for each in blocks if isinstance(each, Paragraph) and each.role in (Role.TITLE, Role.SUBTITLE)]
    assert lines[1:] == [
        "ประจำปีงบประมาณ พ.ศ. 2566",
        "รอบ 6 เดือน (1 ตุลาคม 2565 - 31 มีนาคม 2566)",
        "เทศบาลตำบลทุ่งฟ้าใส อำเภอแก่งคอย จังหวัดสระบุรี",
    ]


def test_what_nobody_knows_leaves_no_line_and_no_empty_words() -> None:
    reading = a_reading(fiscal_year=None, round=None, agency=replace(a_reading().agency, district=None, province=None))
    lines = [each.text for each in printed(reading, "plan").blocks if isinstance(each, Paragraph)]
    assert not any("พ.ศ. " in each and each.endswith("พ.ศ. ") for each in lines)
    assert "เทศบาลตำบลทุ่งฟ้าใส" in lines


def test_a_measure_reaches_over_the_lines_of_its_steps() -> None:
    table = measures_table([a_measure(steps=TWO, owners=("กองคลัง", "กองช่าง"), result="")])
    assert column(table, "มาตรการ") == [("สำรวจความพึงพอใจของผู้รับบริการ", 2)]
    assert column(table, "ระยะเวลาดำเนินการ") == [("ต.ค. 2565 - มี.ค. 2566", 2)]
    assert [rows for _, rows in column(table, "ขั้นตอน/วิธีการดำเนินการ")] == [1, 1]
    assert column(table, "ผลการดำเนินงาน") == [("แจกแล้ว 120 ชุด", 1), ("", 1)]


def test_a_measure_that_says_something_beside_its_steps_has_a_first_line_of_its_own() -> None:
    table = measures_table([a_measure(steps=TWO)])
    assert column(table, "ขั้นตอน/วิธีการดำเนินการ")[0] == ("", 1)
    assert [text for text, _ in column(table, "ผู้รับผิดชอบ")] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
    assert [text for text, _ in column(table, "ผลการดำเนินงาน")] == [a_measure().result, "แจกแล้ว 120 ชุด", ""]
    assert column(table, "มาตรการ")[0][1] == len(TWO) + 1


def test_a_tick_stands_in_the_column_of_the_status_and_nowhere_else() -> None:
    table = measures_table([a_measure(status=Status.IN_PROGRESS, marked=(Status.IN_PROGRESS,))], "progress-full")
    ticks = [cell.text for cell in table.body[0]]
    lower = [cell.text for cell in table.head[1]]
    assert lower == ["ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว"]
    assert ticks.count(TICK) == 1
    upper = [cell.text for cell in table.head[0]]
    first = sum(cell.column_span for cell in table.head[0][: upper.index("สถานะการดำเนินงาน")])
    assert ticks[first : first + 3] == ["", TICK, ""]


def test_a_measure_of_unknown_status_is_ticked_nowhere() -> None:
    bare = a_measure(status=Status.UNKNOWN, marked=(), result="", percent=None, steps=())
    table = measures_table([bare], "progress-status")
    assert TICK not in [cell.text for row in table.body for cell in row]


def test_a_contradiction_is_printed_as_it_is_and_found_again() -> None:
    reading = a_reading(measures=(a_measure(percent=80, result="ดำเนินการครบถ้วน 80%", marked=(Status.IN_PROGRESS,)),))
    again = read_back(printed(reading, "progress-full"))
    assert "status.contradiction" in {each.code for each in again.checks}


def test_done_without_a_result_is_not_made_prettier() -> None:
    bare = a_measure(result="", percent=None, steps=())
    again = read_back(printed(a_reading(measures=(bare,)), "progress-status"))
    assert again.measures[0].result == ""
    assert "status.no_result" in {each.code for each in again.checks}


def test_a_status_that_no_result_tells_is_said_in_words_where_there_are_no_ticks() -> None:
    going = a_measure(status=Status.IN_PROGRESS, marked=(), result="", percent=None, steps=())
    table = measures_table([going])
    assert column(table, "สถานะ") == [("อยู่ระหว่างดำเนินการ", 1)]


def test_each_tool_has_a_table_under_its_name() -> None:
    measures = (a_measure(), a_measure(number="2", tool="OIT", indicator=9, title="เผยแพร่รายงานประจำปี"))
    manuscript = printed(a_reading(findings=(), measures=measures), "plan")
    names = [each.text for each in manuscript.blocks if isinstance(each, Paragraph) and each.level == 2]
    assert [name.rpartition(" ")[2] for name in names] == ["(EIT)", "(OIT)"]
    assert [each.name for each in tables(manuscript)] == ["EIT", "OIT"]


def test_codes_that_a_measure_does_not_name_stand_beside_its_indicator() -> None:
    table = measures_table([a_measure(codes=("e11", "o17"))], "plan")
    assert column(table, "ตัวชี้วัด") == [("ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน (e11, o17)", 2)]
    silent = measures_table([a_measure(title="การปรับปรุงการทำงาน")], "plan")
    assert "ตัวชี้วัด" not in [cell.text for cell in silent.head[0]]


def test_a_period_without_words_is_said_in_months() -> None:
    table = measures_table([a_measure(period=Period("2022-10", "2023-03", ""))], "plan")
    assert column(table, "ระยะเวลาดำเนินการ") == [("ตุลาคม 2565 - มีนาคม 2566", 2)]


def test_a_lonely_title_that_names_an_indicator_is_no_group_row_when_read_again() -> None:
    lonely = Measure(tool="IIT", indicator=2, title="การใช้งบประมาณ")
    reading = a_reading(findings=(), measures=(lonely,), kind=PaperKind.PLAN, round=None, columns=Columns())
    assert [each.title for each in read_back(printed(reading, "plan")).measures] == ["การใช้งบประมาณ"]


def test_measures_of_the_same_title_are_told_apart_by_numbers() -> None:
    twins = tuple(a_measure(number=None, steps=(a_step(),)) for _ in range(2))
    reading = a_reading(findings=(), measures=twins, columns=Columns())
    assert [each.number for each in read_back(printed(reading, "plan")).measures] == ["1", "2"]


def test_what_a_paper_holds_is_shown_by_a_layout_that_need_not_have_it() -> None:
    reading = a_reading(
        results=(a_result(),), measures=(a_measure(suggestion="ควรขยายเวลา", evidence=("https://a.go.th/x",)),)
    )
    text = "\n".join(
        cell.text for table in tables(printed(reading, "plan")) for row in (*table.head, *table.body) for cell in row
    )
    for words in ("94.20", a_finding().remark, a_measure().result, "ควรขยายเวลา", "https://a.go.th/x", "ข้อเสนอแนะ"):
        assert words in text


def test_unverified_codes_are_marked_in_words_where_they_stand_and_read_without_the_mark() -> None:
    reading = a_reading(measures=(a_measure(title="เผยแพร่รายงาน (o13)", codes=("o13",)),))
    manuscript = printed(reading, "plan", unverified=("o13",))
    assert "เผยแพร่รายงาน (o13 (ยังไม่ยืนยัน))" in [cell.text for row in tables(manuscript)[-1].body for cell in row]
    again = read_back(manuscript).measures[0]
    assert (again.title, again.codes) == ("เผยแพร่รายงาน (o13)", ("o13",))


def test_thai_digits_stand_in_numbers_and_text_and_not_in_codes() -> None:
    manuscript = printed(a_reading(measures=(a_measure(codes=("o17",)),)), "plan", Style("thai"))
    texts = [cell.text for table in tables(manuscript) for row in table.body for cell in row]
    assert "ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖" in texts
    assert any("o17" in each for each in texts)
    assert read_back(manuscript).measures[0].period == Period("2022-10", "2023-03", "ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖")


@pytest.mark.parametrize("name", ["plan", "weak-points", "progress", "progress-status", "progress-full"])
def test_a_paper_without_measures_is_refused_in_a_clear_sentence(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        printed(a_reading(measures=()), name)
    assert "ยังไม่มีมาตรการ" in refusal.value.th
    assert layout(name).th in refusal.value.th


def test_an_analysis_of_nothing_is_refused() -> None:
    with pytest.raises(Refused):
        printed(a_reading(measures=(), findings=()), "analysis")


@pytest.mark.parametrize("name", ["plan", "progress-full"])
def test_a_measure_of_no_tool_inherits_none_from_what_stands_above(name: str) -> None:
    general = a_measure(number="2", tool=None, indicator=None, title="จัดประชุมบุคลากรประจำเดือน")
    after = a_measure(number="3", tool="IIT", indicator=2, title="แจกแผนการใช้จ่าย")
    reading = a_reading(measures=(a_measure(), general, after))
    again = read_back(printed(reading, name)).measures
    assert [(each.tool, each.indicator) for each in again] == [("EIT", 8), (None, None), ("IIT", 2)]


def test_a_round_of_no_known_year_is_said_without_days() -> None:
    lines = [
        each.text for each in printed(a_reading(fiscal_year=None), "progress").blocks if isinstance(each, Paragraph)
    ]
    assert "รอบ 6 เดือน" in lines


def test_a_finding_stays_where_an_agency_draws_only_one_of_its_columns() -> None:
    columns = ("finding", "title", "steps", "owners", "period", "monitoring")
    style = Style(wording=Wording(columns=columns))
    measure = a_measure(finding="i7 การรับรู้แผนการใช้เงิน")
    texts = [cell.text for row in tables(printed(a_reading(findings=(), measures=(measure,)), "plan", style))[-1].body
             for cell in row]  # fmt: skip
    assert "i7 การรับรู้แผนการใช้เงิน" in texts


def test_a_sentence_in_the_column_of_a_status_stays_there_and_is_not_said_twice() -> None:
    written = (Written(Status.DONE, "อยู่ระหว่างจัดทำแบบคำร้อง"),)
    measure = a_measure(
        written=written, percent=None, result="อยู่ระหว่างจัดทำแบบคำร้อง ออกแบบแล้วหนึ่งแบบ", marked=(Status.DONE,)
    )
    manuscript = printed(a_reading(findings=(), measures=(measure,)), "progress-full")
    texts = [cell.text for row in tables(manuscript)[-1].body for cell in row]
    assert "อยู่ระหว่างจัดทำแบบคำร้อง" in texts
    assert "ออกแบบแล้วหนึ่งแบบ" in texts
    again = read_back(manuscript).measures[0]
    assert (again.written, again.result) == (written, measure.result)
