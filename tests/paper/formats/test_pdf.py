import pytest
from papermaking import pdf_paper

from paper.formats.shapes import grids, paragraphs
from prongsai.core.errors import Unreadable
from prongsai.core.records import Source
from prongsai.paper.reading.blocks import Block, Document
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.reading.text import text_document


def blocks(text: str) -> tuple[Block, ...]:
    return text_document(text.encode(), Source("paper.txt", "txt", "")).blocks


def printed(text: str, *, repeat_headers: bool = True) -> Document:
    return open_bytes("paper.pdf", pdf_paper(blocks(text), repeat_headers=repeat_headers))


def test_a_ruled_table_keeps_its_merged_cells() -> None:
    document = printed(
        "<table><tr><td rowspan=2>มาตรการ</td><td colspan=2>สถานะ</td></tr><tr><td>ยังไม่ทำ</td><td>ทำแล้ว</td></tr>"
        "<tr><td>เปิดช่องทางร้องเรียน</td><td></td><td>√</td></tr></table>"
    )
    assert grids(document) == [[["มาตรการ", "สถานะ", "<"], ["^", "ยังไม่ทำ", "ทำแล้ว"], ["เปิดช่องทางร้องเรียน", "", "√"]]]


def test_a_wrapped_cell_runs_on_and_its_items_stay_apart() -> None:
    step = "จัดทำคู่มือการให้บริการของทุกงานให้ประชาชนเข้าใจง่ายและเผยแพร่ในเว็บไซต์ของเทศบาลอย่างต่อเนื่องทุกไตรมาส"
    document = printed(f"มาตรการ\tวิธีการ\tผู้รับผิดชอบ\n1. การใช้อำนาจ\t1. {step}<br>2. {step}\tกองคลัง<br>กองช่าง")
    row = grids(document)[0][1]
    assert [line.replace(" ", "") for line in row[1].split("\n")] == [f"1.{step}", f"2.{step}"]
    assert row[2] == "กองคลัง\nกองช่าง"


def test_a_table_over_pages_is_one_table_a_page_and_page_numbers_go() -> None:
    rows = "\n".join(f"{i}\tการใช้งบประมาณ\t{90 + i / 100:.2f}" for i in range(1, 90))
    document = printed(f"ลำดับ\tตัวชี้วัด\tคะแนน\n{rows}")
    assert len(document.tables) > 1
    assert [table.where.page for table in document.tables] == list(range(1, len(document.tables) + 1))
    assert paragraphs(document) == []
    assert sum(len(table.rows) - 1 for table in document.tables) == 89


def test_clusters_that_a_pdf_describes_twice_are_read_once() -> None:
    assert paragraphs(printed("ขั้นตอนตั้งแต่ต้นจนสิ้นสุดต้องชัดเจนทั้งหมด")) == ["ขั้นตอนตั้งแต่ต้นจนสิ้นสุดต้องชัดเจนทั้งหมด"]


def test_a_paragraph_runs_on_over_its_lines() -> None:
    text = "เทศบาลเปิดรับฟังความคิดเห็นของประชาชนทุกหมู่บ้านและนำมาปรับปรุงงานบริการอย่างต่อเนื่องตลอดปีงบประมาณ" * 2
    assert [each.replace(" ", "") for each in paragraphs(printed(f"{text}\n\nจบ"))] == [text, "จบ"]


def test_a_pdf_that_is_cut_is_refused_with_its_name() -> None:
    content = pdf_paper(blocks("ข้อความ"))
    with pytest.raises(Unreadable, match="half"):
        open_bytes("half.pdf", content[:200])


@pytest.mark.parametrize("repeat_headers", [True, False])
@pytest.mark.parametrize("rows_above", range(16, 20))
def test_a_row_that_a_page_cuts_is_one_row(rows_above: int, repeat_headers: bool) -> None:
    step = "จัดทำคู่มือการให้บริการของทุกงานให้ประชาชนเข้าใจง่ายและเผยแพร่ในเว็บไซต์ของเทศบาลอย่างต่อเนื่องทุกไตรมาส" * 4
    above = "\n".join(f"{i}\tมาตรการ\tวิธี<br>ดำเนิน\tกองช่าง" for i in range(1, rows_above))
    document = printed(
        f"ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\n{above}\n99\tเปิดช่องทาง\t{step}\tกองคลัง\n", repeat_headers=repeat_headers
    )
    rows = [row for grid in grids(document) for row in grid]
    whole = [row for row in rows if row[0] == "99"]
    assert [row[2].replace(" ", "").replace("\n", "") for row in whole] == [step]
    assert sum(row[0] == "" for row in rows) == 0
