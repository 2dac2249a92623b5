"""The sheets of a workbook as texts by their places, for whoever wrote the workbook; nothing hostile passes."""

import io

import openpyxl
import pytest

from paper.fuzz_files import workbook
from prongsai.core.errors import Unreadable
from prongsai.paper.reading import bounds
from prongsai.paper.reading.container import open_sheets

CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'
HUGE = "<row><c><v>1e999999</v></c><c><v>1e-999999999</v></c><c><v>nan</v></c></row>"


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_text_stands_at_its_place_with_its_lines() -> None:
    book = openpyxl.Workbook()
    first, hidden = book.worksheets[0], book.create_sheet("ซ่อน")
    first.title, hidden.sheet_state = "มาตรการ", "hidden"
    first["A1"], first["C4"], first["D4"] = "หัว", " บรรทัดแรก\nบรรทัดสอง ", 8
    hidden["B2"] = "=1+1"
    hidden["B2"].data_type = "s"
    assert open_sheets("plan.xlsx", saved(book)) == {
        "มาตรการ": {(1, 1): "หัว", (4, 3): "บรรทัดแรก\nบรรทัดสอง", (4, 4): "8"},
        "ซ่อน": {(2, 2): "=1+1"},
    }


def test_a_formula_is_the_value_it_had() -> None:
    content = workbook('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>A1</f></c></row>')
    assert list(open_sheets("plan.xlsx", content).values()) == [{(2, 2): "2"}]


def test_more_cells_than_a_paper_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CELLS", 1)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["หนึ่ง", "สอง"])
    with pytest.raises(Unreadable, match="Split it"):
        open_sheets("plan.xlsx", saved(book))


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut", saved(openpyxl.Workbook())[:600], b"text"])
def test_a_damaged_workbook_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"plan\.xlsx"):
        open_sheets("plan.xlsx", content)


def test_a_sheet_that_reaches_to_the_end_of_the_world_costs_its_cells_only() -> None:
    (cells,) = open_sheets("corner.xlsx", workbook(CORNER)).values()
    assert cells == {(1, 1): "2", (1048576, 16384): "1"}


def test_numbers_without_end_are_read_or_left_as_they_stand() -> None:
    (cells,) = open_sheets("huge.xlsx", workbook(HUGE)).values()
    assert cells[1, 3] == "nan"


def test_a_text_that_is_not_there_damages_the_file() -> None:
    with pytest.raises(Unreadable):
        open_sheets("missing.xlsx", workbook('<row><c t="s"><v>99</v></c></row>'))


def test_a_sheet_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="unpacks"):
        open_sheets("bomb.xlsx", workbook(" " * (bounds.MOST_PART_BYTES + 1)))
