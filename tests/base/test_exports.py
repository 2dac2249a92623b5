import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.http import Http404
from openpyxl import load_workbook

from prongsai.base.exports import table_response

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


def as_csv(*rows: Any, columns: tuple[str, ...] = ("ก", "ข")) -> list[list[str]]:
    content = table_response(rows, columns, "ตาราง", "csv").content.decode("utf-8-sig")
    return list(csv.reader(content.splitlines()))


def as_xlsx(*rows: Any, columns: tuple[str, ...] = ("ก", "ข")) -> Any:
    return load_workbook(BytesIO(table_response(rows, columns, "ตาราง", "xlsx").content)).active


@pytest.mark.parametrize("text", FORMULAS[:5])
def test_a_formula_is_text_in_csv(text: str) -> None:
    assert as_csv([text, "x"])[1][0].startswith("'")


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_a_formula_is_text_in_xlsx(text: str) -> None:
    cell = as_xlsx([text, "x"])["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_numbers_stay_numbers_even_below_nought() -> None:
    assert as_csv([-1, Decimal("-0.50")])[1] == ["-1", "-0.50"]
    assert [cell.value for cell in as_xlsx([-1, Decimal("95.49")])[2]] == [-1, 95.49]


def test_times_are_local_and_nothing_is_empty() -> None:
    sheet = as_xlsx([datetime(2026, 11, 21, 4, 0, tzinfo=UTC), None])
    assert sheet["A2"].value == datetime(2026, 11, 21, 11, 0)  # noqa: DTZ001 - a sheet knows no zones
    assert sheet["B2"].value is None


def test_csv_says_that_it_is_utf8_so_that_a_spreadsheet_reads_thai() -> None:
    response = table_response([], ["ก"], "ตาราง", "csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=utf-8''" in response["Content-Disposition"]


def test_letters_a_sheet_cannot_hold_are_left_out() -> None:
    assert as_xlsx(["a\x00b", "x"])["A2"].value == "ab"


def test_another_kind_is_not_found() -> None:
    with pytest.raises(Http404):
        table_response([], [], "x", "exe")
