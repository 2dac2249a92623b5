from io import BytesIO
from zipfile import ZipFile

from paper.formats.shapes import grids, paragraphs
from paper.fuzz_files import open_document_text
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.container import open_bytes


def read(body: str, styles: str = "") -> Document:
    return open_bytes("paper.odt", open_document_text(body, styles))


def level(number: int, form: str, **more: object) -> str:
    """A level of a list's style, in its own words: num_suffix="." start_value=3 display_levels=2."""
    said = {"num-format": form, **{name.replace("_", "-"): value for name, value in more.items()}}
    style = "".join(f' style:{name}="{value}"' for name, value in said.items() if name.startswith("num"))
    text = "".join(f' text:{name}="{value}"' for name, value in said.items() if not name.startswith("num"))
    return f'<text:list-level-style-number text:level="{number}"{style}{text}/>'


def read_bytes(content: bytes) -> Document:
    return open_bytes("paper.odt", content)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    file = BytesIO(content)
    with ZipFile(file, "a") as archive:
        archive.writestr(name, part)
    return file.getvalue()


def list_style(*levels: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels)}</text:list-style>'


def a_list(*items: str, more: str = "") -> str:
    """A list of the style L; an item that is a list itself stands one level deeper."""
    inner = (item if item.startswith("<") else f"<text:p>{item}</text:p>" for item in items)
    return f'<text:list text:style-name="L"{more}>' + "".join(map(item_of, inner)) + "</text:list>"


def item_of(inner: str) -> str:
    return f"<text:list-item>{inner}</text:list-item>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_spans_repeats_and_covered_cells_form_one_grid() -> None:
    head = cell("สถานะ", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell("ผล")
    row = cell("√", 'table:number-columns-repeated="2"') + cell("")
    body = (
        f"<table:table><table:table-row>{head}</table:table-row><table:table-row>{row}</table:table-row></table:table>"
    )
    assert grids(read(body)) == [[["สถานะ", "<", "ผล"], ["√", "√", ""]]]


def test_spaces_tabs_and_line_breaks_are_kept() -> None:
    body = '<text:p>ก<text:s text:c="2"/>ข<text:tab/>ค<text:line-break/>ง</text:p>'
    assert paragraphs(read(body)) == ["ก  ข\tค\nง"]


def test_deleted_text_that_is_only_tracked_is_left_out() -> None:
    tracked = (
        "<text:tracked-changes><text:changed-region><text:p>ลบ</text:p></text:changed-region></text:tracked-changes>"
    )
    assert paragraphs(read(tracked + "<text:p>อยู่</text:p>")) == ["อยู่"]


def test_items_of_a_list_stand_in_order_with_headings() -> None:
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("หนึ่ง", "สอง"))
    document = read(f'<text:h text:outline-level="2">หัวข้อ</text:h><text:list>{items}</text:list>')
    assert paragraphs(document) == ["หัวข้อ", "หนึ่ง", "สอง"]


def test_numbers_that_only_a_style_draws_are_read_as_printed() -> None:
    style = list_style(level(1, "๑", num_suffix="."), level(2, "1", num_prefix="(", num_suffix=")", display_levels=2))
    body = a_list("สำรวจ", a_list("ถาม", "จด"), "สรุป")
    assert paragraphs(read(body, style)) == ["๑. สำรวจ", "(๑.1) ถาม", "(๑.2) จด", "๒. สรุป"]


def test_a_list_begins_where_its_style_says_and_anew_unless_it_carries_on() -> None:
    style = list_style(level(1, "1", num_suffix=".", start_value=3))
    body = a_list("ก") + a_list("ข") + a_list("ค", more=' text:continue-numbering="true"')
    assert paragraphs(read(body, style)) == ["3. ก", "3. ข", "4. ค"]


def test_an_item_may_name_its_own_number() -> None:
    items = '<text:list-item text:start-value="7"><text:p>ก</text:p></text:list-item>' + item_of("<text:p>ข</text:p>")
    body = f'<text:list text:style-name="L">{items}</text:list>'
    assert paragraphs(read(body, list_style(level(1, "1", num_suffix=")")))) == ["7) ก", "8) ข"]


def test_bullets_are_drawn_and_a_level_without_a_form_draws_nothing() -> None:
    style = list_style('<text:list-level-style-bullet text:level="1"/>', level(2, ""))
    assert paragraphs(read(a_list("ก", a_list("ข")), style)) == ["• ก", "ข"]


def test_boxes_notes_and_pictures_stand_where_they_are_anchored() -> None:
    box = "<drawing:frame><drawing:text-box><text:p>ในกรอบ</text:p></drawing:text-box></drawing:frame>"
    picture = "<drawing:frame><drawing:image/></drawing:frame>"
    document = read(f"<text:p>ก{box}ข</text:p><text:p>ค{picture}</text:p>")
    assert paragraphs(document) == ["กข", "ในกรอบ", "ค"]
    assert [each.text for each in document.unread] == ["[รูปภาพ]"]


def test_the_mark_of_a_note_and_the_description_of_a_picture_are_no_part_of_a_sentence() -> None:
    body = "<text:note-body><text:p>ที่มา</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    picture = "<drawing:frame><drawing:image/><text:desc>ตรา</text:desc></drawing:frame>"
    document = read(f"<text:p>ได้ 83.39{note} คะแนน{picture}</text:p>")
    assert paragraphs(document) == ["ได้ 83.39 คะแนน", "ที่มา"]
    assert [each.text for each in document.unread] == ["[รูปภาพ: ตรา]"]


def test_a_table_inside_a_cell_follows_the_outer_one() -> None:
    inner = f"<table:table><table:table-row>{cell('ใน')}</table:table-row></table:table>"
    outer = f"<table:table-cell><text:p>นอก</text:p>{inner}</table:table-cell>"
    head = f"<table:table-header-rows><table:table-row>{outer}</table:table-row></table:table-header-rows>"
    assert grids(read(f"<table:table>{head}</table:table>")) == [[["นอก"]], [["ใน"]]]


def test_a_row_said_to_repeat_is_repeated_and_an_empty_one_only_once() -> None:
    rows = "".join(
        f'<table:table-row table:number-rows-repeated="{times}">{cell(text)}</table:table-row>'
        for times, text in ((2, "ก"), (900, ""), (1, "ข"))
    )
    assert grids(read(f"<table:table>{rows}</table:table>")) == [[["ก"], ["ก"], [""], ["ข"]]]


def test_macros_are_named_and_never_run() -> None:
    content = with_part(open_document_text("<text:p>ก</text:p>"), "basic/Standard/run.xml", b"<x/>")
    assert "แมโคร" in read_bytes(content).unread[0].text
