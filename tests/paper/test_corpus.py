"""Papers of made-up agencies in the shapes that offices really use, held against what a careful person reads in them.

Each paper of ``corpus/`` has its truth beside it: ``name.txt`` and ``name.json``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.judge import PAPERS, Json, dropped_words, inventions, truth_of, verdicts

from prongsai.core.records import as_json
from prongsai.paper.reading import read

ENOUGH = 0.98

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)


def read_as_json(paper: Path) -> Json:
    return as_json(read(paper))


@every_paper
def test_is_read_as_a_careful_person_reads_it(paper: Path) -> None:
    held = verdicts(truth_of(paper), read_as_json(paper))
    wrong = [str(each) for each in held if not each.right]
    assert 1 - len(wrong) / len(held) >= ENOUGH, "\n".join(wrong)


@every_paper
def test_nothing_is_invented(paper: Path) -> None:
    assert inventions(truth_of(paper), read_as_json(paper)) == []


@every_paper
def test_nothing_is_dropped_silently(paper: Path) -> None:
    assert dropped_words(paper, truth_of(paper), read_as_json(paper)) == []


@every_paper
def test_its_planted_contradictions_are_named_and_no_others(paper: Path) -> None:
    truth, codes = truth_of(paper), {each["code"] for each in read_as_json(paper)["checks"]}
    assert set(truth["must_codes"]) <= codes
    assert not codes & set(truth["must_not_codes"])
