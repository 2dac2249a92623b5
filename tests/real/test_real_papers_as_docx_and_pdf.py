import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from papermaking import docx_paper, odt_paper, pdf_paper, xlsx_paper

from prongsai.core.records import Measure, Reading
from prongsai.core.thai import key
from prongsai.paper.reading import read
from prongsai.paper.reading.blocks import Block, Cell, Table
from prongsai.paper.reading.container import open_document

pytestmark = pytest.mark.real

PAPERS = Path(__file__).parents[3] / "shared" / "papers"
FOUND = sorted(PAPERS.glob("*.txt"))

if not FOUND:
    pytest.skip(f"the real papers are not here: {PAPERS}", allow_module_level=True)

each_paper = pytest.mark.parametrize("paper", FOUND, ids=lambda path: path.stem)
each_format = pytest.mark.parametrize(
    ("suffix", "written"), [("docx", docx_paper), ("odt", odt_paper), ("xlsx", xlsx_paper), ("pdf", pdf_paper)]
)


def unflattened(table: Table) -> Table:
    """The table with its paragraphs back: a run of spaces is what the conversion to text made of their ends."""
    return Table(
        tuple(tuple(replace(cell, text=re.sub(" {2,}", "\n", cell.text)) for cell in row) for row in table.rows),
        table.where,
    )


def merged(table: Table) -> Table:
    """The table as an office would draw it: an empty first cell is merged into the one above it."""
    rows = [list(row) for row in table.rows]
    owner = 0
    for i, row in enumerate(rows[1:], 1):
        if row[0].text.strip() or i == 1:
            owner = i
        else:
            row[0] = replace(row[0], covered="above")
            rows[owner][0] = replace(rows[owner][0], row_span=i - owner + 1)
    return Table(tuple(tuple(row) for row in rows), table.where)


def split(table: Table) -> list[Table]:
    """The table in two at a row that begins a measure, the header repeated, as over the end of a page."""
    starts = [i for i, row in enumerate(table.rows) if i > 1 and row[0].text.strip() and not row[0].covered]
    if not starts:
        return [table]
    middle = starts[len(starts) // 2]
    return [Table(table.rows[:middle], table.where), Table((table.rows[0], *table.rows[middle:]), table.where)]


def as_drawn(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with merged cells, and the longest table split."""
    drawn = [merged(unflattened(block)) if isinstance(block, Table) else block for block in blocks]
    longest = max((block for block in drawn if isinstance(block, Table)), key=lambda table: len(table.rows))
    return list(chain.from_iterable(split(each) if each is longest else [each] for each in drawn))


def records(reading: Reading) -> dict[str, object]:
    """What a reading says, without places and without what differs between equal spellings."""
    return {
        "agency": (key(reading.agency.name or ""), reading.agency.district, reading.agency.province),
        "year": reading.fiscal_year,
        "results": [(each.fiscal_year, each.total, each.level, each.rank, each.tools, each.indicators)
                    for each in reading.results],
        "findings": [(each.tool, each.part, each.indicator, each.code, key(each.remark), key(each.recommendation),
                      each.items, each.missing_elements) for each in reading.findings],
        "measures": [measure_record(each) for each in reading.measures],
    }  # fmt: skip


def measure_record(measure: Measure) -> tuple[object, ...]:
    steps = [(each.number, key(each.text), keys(each.owners), each.status, each.percent, key(each.result))
             for each in measure.steps]  # fmt: skip
    named = (measure.tool, measure.indicator, measure.codes, key(measure.title), key(measure.finding))
    period = measure.period and (measure.period.start, measure.period.end)
    stand = (measure.status, measure.percent, key(measure.result), key(measure.monitoring), key(measure.suggestion))
    return (*named, keys(measure.owners), period, *stand, steps)


def keys(texts: Iterable[str]) -> list[str]:
    return [key(text) for text in texts]


@each_paper
@each_format
def test_the_same_paper_in_another_format_gives_the_same_records(
    paper: Path, suffix: str, written: Callable[[list[Block]], bytes], tmp_path: Path
) -> None:
    copy = tmp_path / f"{paper.stem}.{suffix}"
    copy.write_bytes(written(as_drawn(open_document(paper).blocks)))
    expected, got = records(read(paper)), records(read(copy))
    for name, value in expected.items():
        assert got[name] == value, name


def test_merging_and_splitting_happen() -> None:
    cells = [[Cell("มาตรการ", where := open_document(FOUND[0]).tables[0].where)]]
    table = Table(tuple(tuple(row) for row in [*cells, *[[Cell(text, where)] for text in ("ก", "", "ข", "ค")]]), where)
    assert merged(table).rows[1][0].row_span == 2
    assert [len(each.rows) for each in split(merged(table))] == [4, 2]
