from paper.formats.shapes import grids, paragraphs
from paper.fuzz_files import open_document_text
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.container import open_bytes


def read(body: str) -> Document:
    return open_bytes("paper.odt", open_document_text(body))


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
