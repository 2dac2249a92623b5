"""The pages of a PDF: nothing outside its cell or margin, headers on every page, rows whole, numbered feet."""

from dataclasses import replace

import pytest

from paper.writing.manuscripts import everything, manuscript, picture
from paper.writing.pdf.seen import Line, letters, lines, rules, sizes
from prongsai.paper.writing.manuscript import (
    Bar,
    Bars,
    Beside,
    Cell,
    Code,
    Gallery,
    Manuscript,
    PageBreak,
    Picture,
    Properties,
    Role,
    Section,
    Signature,
    Table,
    cell,
    plain,
)
from prongsai.paper.writing.pdf import page_pictures, pdf_bytes

MILLIMETRE = 72 / 25.4
HEAD = ((cell("หัวลำดับ"), cell("หัวเรื่อง"), cell("หัวผล")),)


def rows(count: int, words: str = "จัดทำคู่มือการให้บริการประชาชนและเผยแพร่บนเว็บไซต์") -> tuple[tuple[Cell, ...], ...]:
    return tuple((cell(f"ก{number}"), cell(words * (1 + number % 5)), cell("แล้วเสร็จ")) for number in range(count))


def table(body: tuple[tuple[Cell, ...], ...], head: tuple[tuple[Cell, ...], ...] = HEAD, **more: str) -> Table:
    return Table((0.15, 0.6, 0.25), head, body, **more)


def by_page(pdf: bytes) -> dict[int, list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines(pdf):
        pages.setdefault(line.page, []).append(line)
    return pages


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_header_repeats_on_every_page_and_is_never_alone(orientation):
    for before in (7, 13, 19, 25):
        blocks = [plain(f"บรรทัดที่ {number}") for number in range(before)]
        made = pdf_bytes(manuscript(*blocks, table(rows(12)), orientation=orientation))
        pages = [page for page in by_page(made).values() if any("หัวเรื่อง" in line.text for line in page)]
        assert len(pages) >= 1
        for page in pages:
            after = [line.text for line in page][next(i for i, line in enumerate(page) if "หัวเรื่อง" in line.text) + 1 :]
            assert any("จัดทำ" in text for text in after[:-1]), (before, after)


def test_a_caption_stays_with_its_table_and_a_heading_with_what_follows():
    for before in range(36, 42):
        blocks = [plain(f"บรรทัดที่ {number}") for number in range(before)]
        made = pdf_bytes(manuscript(*blocks, plain("หัวข้อ", Role.HEADING, level=1), table(rows(3), caption="ชื่อตาราง")))
        for page in by_page(made).values():
            texts = [line.text for line in page]
            for title in ("หัวข้อ", "ชื่อตาราง"):
                if any(text.startswith(title) for text in texts):
                    assert any("หัวเรื่อง" in text for text in texts), (before, title)


@pytest.mark.parametrize("count", [1, 4, 7])
def test_a_small_table_is_on_one_page(count):
    for before in range(20, 40, 3):
        blocks = [plain(f"บรรทัดที่ {number}") for number in range(before)]
        body = tuple((cell(f"ก{number}"), cell("จัดทำคู่มือ"), cell("แล้วเสร็จ")) for number in range(count))
        pages = {line.page for line in lines(pdf_bytes(manuscript(*blocks, table(body)))) if "คู่มือ" in line.text}
        assert len(pages) == 1, before


def test_nobody_signs_a_page_on_which_nothing_else_stands():
    signed = Signature(("(นายตัวอย่าง ใจซื่อ)", "นายกเทศมนตรี"))
    imprint = Beside(Code("https://prongsai.example/verify/A", 25, "รหัส", align="right"), (plain("ข้อมูล", Role.NOTE),))
    endings = (
        ((plain("ถึงบัดนี้"), plain("ประกาศ ณ เวลา")), "ประกาศ"),
        ((plain("หัวข้อ", Role.HEADING, level=1), table(rows(5))), "หัวเรื่อง"),
    )
    for ending, words in endings:
        for before in range(16, 40, 2):
            blocks = [plain(f"บรรทัดที่ {number}") for number in range(before)]
            pages = by_page(pdf_bytes(manuscript(*blocks, *ending, signed, imprint)))
            last = [line.text for line in pages[max(pages)]]
            assert any("ใจซื่อ" in text for text in last), before
            assert any(words in text for text in last), (before, last)


def test_a_row_is_not_cut_by_the_end_of_a_page():
    made = pdf_bytes(manuscript(table(rows(40))))
    wholes = {f"ก{number}": number for number in range(40)}
    for page in by_page(made).values():
        starts = [line for line in page if any(line.text.startswith(each) for each in wholes)]
        body = [line for line in page if "จัดทำ" in line.text or "แล้วเสร็จ" in line.text]
        assert body[0].text.startswith("ก"), body[0]  # the first line under the header begins a row
        assert len(starts) > 1


def test_a_row_higher_than_a_page_runs_on():
    made = pdf_bytes(manuscript(table(((cell("ก1"), cell("ดำเนินการแล้ว " * 1500), cell("ข")),))))
    said = "".join(line.text for line in lines(made)).replace(" ", "")
    assert len(sizes(made)) > 1
    assert said.count("ดำเนินการแล้ว") == 1500


def test_rows_that_a_cell_holds_together_stay_on_one_page():
    group = [
        (cell("กลุ่ม", rows=3), cell("ขั้นที่หนึ่ง"), cell("ก")),
        (cell("ขั้นที่สอง"), cell("ข")),
        (cell("ขั้นที่สาม"), cell("ค")),
    ]
    made = pdf_bytes(manuscript(table(tuple(group * 30))))
    for page in by_page(made).values():
        texts = "".join(line.text for line in page)
        assert texts.count("ขั้นที่หนึ่ง") == texts.count("ขั้นที่สาม") > 0


@pytest.mark.parametrize("shares", [(0.5, 0.3, 0.2), (0.08, 0.08, 0.84)])
def test_no_letter_stands_outside_its_cell(shares):
    address = "https://www.agency.example/index.php?option=com_content&view=article&id=1234567890"
    words = "ประชาสัมพันธ์องค์การบริหารส่วนตำบล (ประชาสัมพันธ์) InternationalizationAndAccessibility ปี่ฟื้นฟู้ญี่"
    body = tuple((cell(f"{words} {number}"), cell(address), cell("ก" * 90 + " " + address)) for number in range(8))
    made = pdf_bytes(manuscript(Table(shares, ((cell("หัวประชาสัมพันธ์"), cell("ที่อยู่"), cell("ค")),), body)))
    lengths = [(page, box) for page, box in rules(made) if box[2] - box[0] > 20]
    edges = sorted({round(box[0], 1) for _, box in rules(made) if box[3] - box[1] > 8})
    assert len(edges) >= 4
    assert lengths
    for each in letters(made):
        inside = [box for page, box in lengths if page == each.page]
        if each.text.isspace() or each.box[1] > max(box[3] for box in inside):
            continue
        middle = (each.box[0] + each.box[2]) / 2
        left = max(edge for edge in edges if edge <= middle)
        right = min(edge for edge in edges if edge > middle)
        assert left - 0.5 <= each.box[0], each
        assert each.box[2] <= right + 0.5, each


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_nothing_stands_in_the_margins(digits):
    made = pdf_bytes(everything(digits=digits))
    pages = sizes(made)
    for each in letters(made):
        width, height = pages[each.page - 1]
        left, right = (30, 20) if width < height else (20, 20)
        assert each.box[0] >= left * MILLIMETRE - 1, each
        assert each.box[2] <= width - right * MILLIMETRE + 1, each
        assert each.box[1] > 0
        assert each.box[3] < height


def test_sections_turn_the_page_and_pages_count_in_the_digits_chosen():
    made = pdf_bytes(everything(digits="thai"))
    assert {width > height for width, height in sizes(made)} == {True, False}
    feet = [page[-1].text for page in by_page(made).values()]
    assert feet[-1].endswith("๐๑๒๓๔๕๖๗๘๙"[len(feet)])
    assert feet[-1].startswith("เทศบาลตำบลตัวอย่าง")
    assert not any(feet[0].endswith(digit) for digit in "๑1")  # the front is not numbered


def test_a_page_break_begins_a_page():
    made = pdf_bytes(manuscript(plain("หน้าแรก"), PageBreak(), plain("หน้าสอง")))
    assert [page[0].text for page in by_page(made).values()] == ["หน้าแรก", "หน้าสอง"]


def test_who_signs_stays_together_in_the_right_half():
    for before in (38, 40, 42):
        blocks = [plain(f"บรรทัดที่ {number}") for number in range(before)]
        made = pdf_bytes(manuscript(*blocks, Signature(("ลงชื่อ", "(นายตัวอย่าง)", "ตำแหน่งนายก"))))
        found = [line for line in lines(made) if line.text in ("ลงชื่อ", "(นายตัวอย่าง)", "ตำแหน่งนายก")]
        assert len({line.page for line in found}) == 1
        assert all(line.left > sizes(made)[0][0] / 2 for line in found)


def test_a_cell_covers_what_it_spans_and_a_short_row_leaves_empty_cells():
    body = ((cell("สองช่อง", columns=2), cell("ค")), (cell("เดียว"),), (cell("ก"), cell("ข"), cell("ค"), cell("เกิน")))
    texts = [line.text for line in lines(pdf_bytes(manuscript(table(body))))]
    assert "สองช่อง ค" in " ".join(texts)
    assert any("เกิน" in text for text in texts)  # a cell too many gets a column


def test_values_of_a_chart_stand_at_its_bars():
    bars = Bars("ต่ำสุดคือ ข", (Bar("ก", 90, "90.00", 80), Bar("ข", 12.5, "12.50"), Bar("ค", 140, "140.00", -3)))
    found = {line.text: line for line in lines(pdf_bytes(manuscript(bars)))}
    texts = " ".join(found)
    assert all(each in texts for each in ("ต่ำสุดคือ ข", "90.00", "12.50", "140.00", "85", "95"))
    high, low = (next(line for text, line in found.items() if each in text) for each in ("90.00", "12.50"))
    assert high.right > low.right + 100


def test_a_picture_that_cannot_be_opened_leaves_its_words():
    broken = Picture(b"\x89PNG no", "png", 40, "ภาพการประชุม", "ภาพที่ 1")
    drawn = Picture(b"<svg xmlns='http://www.w3.org/2000/svg'><rect", "svg", 40, "แผนผัง")
    texts = [line.text for line in lines(pdf_bytes(manuscript(broken, drawn)))]
    assert texts[:3] == ["ภาพการประชุม", "ภาพที่ 1", "แผนผัง"]


def test_a_picture_taller_than_a_page_is_made_to_fit():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 400), (0, 0, 0)).save(out, "PNG")
    tall = Picture(out.getvalue(), "png", 150, "สูง", "คำบรรยาย")
    assert len(sizes(pdf_bytes(manuscript(tall)))) == 1


def test_a_gallery_sets_pictures_beside_one_another():
    shown = tuple(Picture(picture(), "png", 60, f"ภาพ {n}", f"คำที่ {n}") for n in range(3))
    found = {line.text: line for line in lines(pdf_bytes(manuscript(Gallery(shown, 2))))}
    assert "คำที่ 0 คำที่ 1" in " ".join(found)


def test_a_cover_stands_in_the_middle():
    section = Section((plain("ปก", Role.TITLE),), is_middle=True, numbered=False)
    found = lines(pdf_bytes(Manuscript(Properties("ปก"), (section,))))[0]
    assert 330 < found.top < 480


def test_each_page_is_a_picture():
    made = everything()
    shown = page_pictures(made, 50)
    assert len(shown) == len(sizes(pdf_bytes(made)))
    assert all(each.startswith(b"\x89PNG") for each in shown)
    one = page_pictures(replace(made, sections=made.sections[1:2]), 50)
    assert len(one) == 1
