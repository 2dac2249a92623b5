"""The tally of a survey part: from what a database counted, and as bytes to keep and to compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from prongsai.core.nation.counting import Survey
from prongsai.core.nation.tally import Repeats, Sums, SurveyTally, Whole, as_column

_NUMBER = np.dtype("<i8")


def columns_of(names: Sequence[str], rows: Sequence[Sequence[int]]) -> list[Whole]:
    """Rows of whole numbers as columns."""
    return [as_column(each) for each in zip(*rows, strict=True)] or [as_column(()) for _ in names]


def tally_of(
    survey: Survey, part: str, codes: Sequence[str], columns: Sequence[Whole], repeats: Sequence[Whole]
) -> SurveyTally:
    """The tally from the columns of its step, rows in any order. Shape: `codes` are the agencies by number.

    `columns` are number, respondents, straight, then count, sum and sum of squares of each statement, each indicator
    and the whole; `repeats` are number, fingerprint and respondents.
    """
    order = np.argsort(columns[0])
    numbers, respondents, straight, *counted = (each[order] for each in columns)
    sums = [Sums(*counted[at : at + 3]) for at in range(0, len(counted), 3)]
    statements, rest = sums[: len(survey.statements)], sums[len(survey.statements) :]
    groups, fingerprints, alike = repeats
    groups, by_group = np.searchsorted(numbers, groups), np.lexsort((fingerprints, groups))
    return SurveyTally(
        tool=survey.tool,
        part=part,
        agencies=[codes[number] for number in numbers.tolist()],
        respondents=respondents,
        statements={each.code: found for each, found in zip(survey.statements, statements, strict=True)},
        indicators=dict(zip(survey.indicators, rest[:-1], strict=True)),
        whole=rest[-1],
        straight=straight,
        repeats=Repeats(groups[by_group], fingerprints[by_group], alike[by_group]),
    )


def digest_of(tallies: Iterable[SurveyTally]) -> str:
    """The SHA-256 of everything counted: the same for the same answers in any order, by any engine."""
    digest = hashlib.sha256()
    for each in tallies:
        for part in bytes_of(each, ""):
            digest.update(part)
    return digest.hexdigest()


def bytes_of(tally: SurveyTally, key: str) -> list[bytes]:
    """A tally as one line that says what it is, and whole numbers of 64 bits, column by column; repeats row by row."""
    subjects = (*tally.statements.values(), *tally.indicators.values(), tally.whole)
    columns = (tally.respondents, tally.straight, *chain.from_iterable(subjects), np.stack(tally.repeats, axis=1))
    body = [each.astype(_NUMBER, copy=False).tobytes() for each in columns]
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    head = {
        "key": key,
        "tool": tally.tool,
        "part": tally.part,
        "agencies": list(tally.agencies),
        "statements": list(tally.statements),
        "indicators": list(tally.indicators),
        "repeats": len(tally.repeats.groups),
        "sha256": digest.hexdigest(),
    }
    return [json.dumps(head).encode() + b"\n", *body]


def tally_in(content: bytes, key: str) -> SurveyTally | None:
    """The tally that was kept as these bytes under this key; None for anything else."""
    line, _, body = content.partition(b"\n")
    try:
        head = json.loads(line)
        if head["key"] != key or head["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        return _unpacked(head, np.frombuffer(body, dtype=_NUMBER).astype(np.int64))
    except (ValueError, KeyError, TypeError):
        return None


def _unpacked(head: Mapping[str, Any], numbers: Whole) -> SurveyTally:
    asked, groups = len(head["statements"]), len(head["agencies"])
    subjects = asked + len(head["indicators"]) + 1
    columns, repeats = np.split(numbers, [(2 + 3 * subjects) * groups])
    respondents, straight, *counted = columns.reshape(2 + 3 * subjects, groups)
    every = [Sums(*counted[at : at + 3]) for at in range(0, len(counted), 3)]
    return SurveyTally(
        tool=head["tool"],
        part=head["part"],
        agencies=head["agencies"],
        respondents=respondents,
        statements=dict(zip(head["statements"], every, strict=False)),
        indicators=dict(zip(head["indicators"], every[asked:], strict=False)),
        whole=every[-1],
        straight=straight,
        repeats=Repeats(*repeats.reshape(head["repeats"], 3).T),
    )
