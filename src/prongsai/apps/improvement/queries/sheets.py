"""A plan as a workbook to edit elsewhere: two sheets, lists to choose from, and how to use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.improvement.models import Plan
from prongsai.apps.improvement.queries.owners import members_of
from prongsai.apps.improvement.queries.periods import months_of, thai_month
from prongsai.apps.improvement.queries.plans import found, measures_of
from prongsai.apps.improvement.queries.sheet_rows import COLUMNS, MEASURES, REMOVE, STEPS, Column, plain, rows_of
from prongsai.base.access import Viewer
from prongsai.base.exports import FORMULA_SIGNS
from prongsai.base.models import StoredFile
from prongsai.core.framework import nearest

LISTS, HELP = "รายการเลือก", "วิธีใช้"
FIELD, LOCKED, HEAD = "prongsai field", "prongsai locked", "prongsai head"
TOP = Alignment(wrap_text=True, vertical="top")
SPARE_ROWS = 500
"""Empty rows under the table that are offered the lists. Unit: rows."""
_LONG = 40
_HOW_TO: tuple[str, ...] = (
    "ไฟล์นี้คือแผนที่ดาวน์โหลดจากระบบ แก้ในแผ่น “มาตรการ” และ “ขั้นตอน” แล้วส่งกลับเข้าระบบที่หน้าเดิม",
    "ระบบจะแสดงทีละแถวว่าอะไรจะเปลี่ยน และยังไม่บันทึกจนกว่าท่านจะยืนยัน",
    "เพิ่มมาตรการ: เขียนในแถวว่างใต้ตาราง ตั้งชื่อย่อในไฟล์ เช่น ใหม่1 เพื่อให้ขั้นตอนอ้างถึงได้",
    "เพิ่มขั้นตอน: เขียนในแถวว่างใต้ตาราง แล้วใส่ชื่อย่อของมาตรการ เช่น ม1 หรือ ใหม่1",
    "ย้ายขั้นตอน: เปลี่ยนชื่อย่อในคอลัมน์ “ของมาตรการ”",
    "นำออก: ใส่คำว่า ลบ ในคอลัมน์ที่กำหนด แถวที่หายไปจากไฟล์จะไม่ถูกนำออก",
    "ผู้รับผิดชอบหลายราย: คั่นด้วยเครื่องหมาย ; เช่น สำนักปลัด; กองช่าง ชื่อที่ตรงกับกองหรือผู้ใช้จะจับคู่ให้เอง",
    "ระยะเวลา: เลือกเดือนจากรายการ หรือพิมพ์ เช่น ต.ค. 2568",
    "รหัสข้อ: คั่นด้วยจุลภาค เช่น o13, e5 ตามเลขข้อในแผ่น “รายการเลือก”",
    "สถานะ ร้อยละ ผล และหลักฐาน แก้ในไฟล์นี้ไม่ได้ ให้รายงานในรอบรายงาน",
    "ลำดับของแถวในไฟล์ไม่เปลี่ยนลำดับในแผน และคอลัมน์ที่ซ่อนไว้ใช้บอกว่าแถวใดคือรายการใด กรุณาอย่าแก้",
)


def plan_workbook(viewer: Viewer, plan: Plan) -> bytes:
    """The plan as an XLSX file in which its measures and steps can be edited."""
    measures, steps = rows_of(measures_of(viewer, plan))
    book = Workbook()
    book.remove(book.worksheets[0])
    _styles(book)
    ranges = _lists(book, viewer, plan.fiscal_year)
    for place, (name, rows) in enumerate(((MEASURES, measures), (STEPS, steps))):
        _table(book.create_sheet(name, place), COLUMNS[name], rows, ranges)
    _help(book.create_sheet(HELP))
    book.active = 0
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_file(viewer: Viewer, file_id: int) -> StoredFile:
    """A workbook the viewer's agency handed in. Raises: Http404."""
    return found(StoredFile.objects.filter(agency=viewer.agency, kind="xlsx", pk=file_id).first())


def _lists(book: Workbook, viewer: Viewer, year: int) -> dict[str, str]:
    """The sheet of lists. Shape: name of a list to the range its choices stand in."""
    sheet, framework = book.create_sheet(LISTS), nearest(year)
    codes = [*(each.code for each in framework.items), *(each.code for each in framework.questions)]
    names = [each.name for each in viewer.agency.units.all()] + [each.name for each in members_of(viewer)]
    lists = {
        "owners": ("กองและผู้ใช้", names),
        "months": ("เดือน", [thai_month(each) for each in months_of(year)]),
        "indicators": ("ตัวชี้วัด", [str(each.number) for each in framework.indicators]),
        "marks": ("นำออก", [REMOVE]),
        "codes": ("รหัสข้อ", codes),
        "titles": (f"ชื่อข้อของปี {framework.fiscal_year}", [title_of(each, year).title for each in codes]),
    }
    ranges = {}
    for number, (name, (head, values)) in enumerate(lists.items(), 1):
        _column(sheet, number, [head, *values])
        letter = get_column_letter(number)
        ranges[name] = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${max(len(values), 1) + 1}"
    sheet.protection.sheet = True
    return ranges


def _column(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for row, text in enumerate(texts, 1):
        _write(sheet.cell(row, number), text)
    sheet.cell(1, number).font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(number)].width = min(_LONG, max(map(len, texts)) + 2)


def _table(
    sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Mapping[str, str]], ranges: Mapping[str, str]
) -> None:
    for number, column in enumerate(columns, 1):
        _head(sheet.cell(1, number), column)
        _dress(sheet.column_dimensions[get_column_letter(number)], column)
        for row, texts in enumerate(rows, 2):
            _field(sheet.cell(row, number), texts.get(column.name, ""), column)
        if column.choices:
            letter = get_column_letter(number)
            _offer(sheet, f"{letter}2:{letter}{len(rows) + SPARE_ROWS + 1}", ranges[column.choices])
    sheet.freeze_panes = "E2"
    _protect(sheet)


def _head(cell: Cell | MergedCell, column: Column) -> None:
    cell.style = HEAD
    _write(cell, column.head)


def _dress(dimension: ColumnDimension, column: Column) -> None:
    """How a column looks where no cell is yet: the empty rows under the table take texts."""
    dimension.width, dimension.hidden = column.width, column.is_hidden
    dimension.number_format, dimension.alignment = "@", TOP
    dimension.protection = Protection(locked=column.is_hidden)


def _field(cell: Cell | MergedCell, text: str, column: Column) -> None:
    """A measure that is there keeps its name in the file: its steps are found by it."""
    cell.style = LOCKED if column.is_hidden or column.name == "ref" else FIELD
    _write(cell, text)


def _styles(book: Workbook) -> None:
    """The three looks of a cell. Its format is text, or a number that is typed, 1.10, would come back as 1.1."""
    book.add_named_style(NamedStyle(FIELD, number_format="@", alignment=TOP, protection=Protection(locked=False)))
    book.add_named_style(NamedStyle(LOCKED, number_format="@", alignment=TOP))
    fill, middle = PatternFill("solid", start_color="EAF0F8"), Alignment(wrap_text=True, vertical="center")
    book.add_named_style(NamedStyle(HEAD, font=Font(bold=True), fill=fill, alignment=middle))


def _offer(sheet: Worksheet, cells: str, choices: str) -> None:
    """Offer a list and forbid nothing: several owners stand in one cell, and what is wrong is told on coming back."""
    validation = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=False)
    validation.add(cells)
    sheet.add_data_validation(validation)


def _protect(sheet: Worksheet) -> None:
    """Lock what tells the rows apart, without a password; columns and rows may be made wider."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _help(sheet: Worksheet) -> None:
    _column(sheet, 1, [HELP, *_HOW_TO])
    for (cell,) in sheet.iter_rows(max_col=1):
        cell.alignment = TOP
    sheet.column_dimensions["A"].width = 100


def _write(cell: Cell | MergedCell, text: str) -> None:
    """Text stays text, also where a spreadsheet would take it for a formula."""
    if not text:
        return
    cell.value = plain(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)
