"""Tables of any shape read back cell by cell, from every format that keeps its cells."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paper.writing.manuscripts import found_grids, grid_of, manuscript
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.writing import write
from prongsai.paper.writing.manuscript import Cell, Row, Table, cell

WORDS = ("มาตรการ", "กองคลัง", "83.39", "12", "007", "=1+1", "ก\nข", "a  b", "ต.ค. 2569", "-", "√", "<b>", "_x0041_")
HEAD = ("ที่", "มาตรการ", "ขั้นตอน", "ผล")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A head of one row without spans over a body cut into cells of any size; no column is wholly empty."""
    width, height = draw(st.integers(2, 4)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for i in range(height):
        row: list[Cell] = []
        for j in range(width):
            if (i, j) not in taken:
                down, across = _room(draw, taken, i, j, (height, width))
                row.append(cell(draw(st.sampled_from(WORDS)), rows=down, columns=across))
        rows.append(tuple(row))
    head = tuple(cell(text) for text in HEAD[:width])
    return Table((1 / width,) * width, (head,), tuple(rows))


def _room(draw: st.DrawFn, taken: set[tuple[int, int]], i: int, j: int, end: tuple[int, int]) -> tuple[int, int]:
    """How far a cell reaches down and across, over places that nobody has taken; taken from now on."""
    height, width = end
    free = 1
    while j + free < width and (i, j + free) not in taken:
        free += 1
    across = draw(st.integers(1, free))
    down = draw(st.integers(1, height - i))
    taken.update((i + below, j + beside) for below in range(down) for beside in range(across))
    return down, across


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables().filter(lambda each: all(each.body)))
def test_a_table_of_any_shape_reads_back(table: Table) -> None:
    """In every row a cell begins: of a row that only cells from above reach, a sheet tells nothing."""
    for to in ("xlsx", "odt", "html"):
        document = open_bytes(f"paper.{to}", write(manuscript(table), to))
        wanted = grid_of(table)
        if to == "html":  # where more blanks than one are one
            wanted = tuple(tuple(each.replace("  ", " ") for each in row) for row in wanted)
        assert found_grids(document) == (wanted,), to
