"""The real papers, which are not in the repository, held against what a careful person reads in them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from papermaking import docx_paper

from prongsai.core.records import Reading, as_json
from prongsai.paper.reading import read
from prongsai.paper.reading.blocks import Block, Paragraph, Table
from prongsai.paper.reading.container import open_document

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "papers"
NAMES = sorted(each.stem for each in (FOLDER / "truth").glob("*.json"))

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not NAMES, reason="the real papers stand beside the repository, in ../shared/papers: not here"),
]
each_paper = pytest.mark.parametrize("name", NAMES or ["none"])


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare", FOLDER / "compare.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truth_of(name: str) -> dict[str, Any]:
    truth = json.loads((FOLDER / "truth" / f"{name}.json").read_text(encoding="utf8"))
    assert isinstance(truth, dict)
    return truth


def differences(judge: ModuleType, name: str, reading: Reading) -> list[str]:
    score, said = judge.Score(), as_json(reading)
    judge.compare(name, truth_of(name), said, score)
    judge.cells(name, truth_of(name), said, score)
    judge.codes(name, truth_of(name), said, score)
    assert score.n
    bad = score.bad
    assert isinstance(bad, list)
    return bad


@each_paper
def test_everything_the_truth_lists_is_read_and_named(judge: ModuleType, name: str) -> None:
    assert differences(judge, name, read(FOLDER / f"{name}.txt")) == []


@each_paper
def test_as_word_with_a_table_split_and_no_second_header_it_reads_the_same(
    judge: ModuleType, name: str, tmp_path: Path
) -> None:
    blocks = open_document(FOLDER / f"{name}.txt").blocks
    paper = tmp_path / f"{name}.docx"
    paper.write_bytes(docx_paper(_one_table_split(blocks)))
    assert differences(judge, name, read(paper)) == []


def _one_table_split(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with the longest table split after its third row, a paragraph of nothing between."""
    longest = max((each for each in blocks if isinstance(each, Table)), key=lambda each: len(each.rows))
    for block in blocks:
        if block is longest and len(block.rows) > 3:
            yield Table(block.rows[:3], block.where)
            yield Paragraph(" ", block.where)
            yield Table(block.rows[3:], block.where)
        else:
            yield block
