"""The tally of a survey part: from what a database counted, and as bytes to keep and to compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.counting import Survey
from prongsai.core.nation.tally import (
    Numbers,
    Repeats,
    Sums,
    SurveyTally,
    Whole,
    as_column,
    as_whole,
    repeats_among,
)
from prongsai.scale.loads import KINDS, Load, loads_of

_NUMBER = np.dtype("<i8")
_SLOTS = 21
_TO_SLOTS = np.uint64(64 - _SLOTS)


def columns_of(names: Sequence[str], rows: Sequence[Sequence[int]]) -> list[Whole]:
    """Rows of whole numbers as columns."""
    return [as_column(each) for each in zip(*rows, strict=True)] or [as_column(()) for _ in names]


def is_anybody_twice(names: Numbers) -> bool:
    """Whether one of these hashes is there twice, or is 0, which stands for no name."""
    hashes = names.astype(np.uint64, copy=False)
    alike = np.sort(hashes[perhaps_alike(hashes)])
    return bool((hashes == 0).any() or (alike[1:] == alike[:-1]).any())


def perhaps_alike(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of these are there more than once: all that are, and some others, in a third of the time of sorting."""
    slots = (hashes >> _TO_SLOTS).astype(np.int32)
    places = np.arange(len(slots), dtype=np.int32)
    last = np.empty(1 << _SLOTS, dtype=np.int32)
    last[slots] = places
    is_shared = np.zeros(1 << _SLOTS, dtype=bool)
    is_shared[slots[last[slots] != places]] = True
    return is_shared[slots]


def tally_of(
    survey: Survey,
    part: str,
    codes: Sequence[str],
    most: int,
    columns: Sequence[Numbers],
    repeats: Sequence[Numbers] | None,
) -> SurveyTally:
    """The tally from the columns of its step, rows in any order. Shape: `codes` are the agencies by number.

    `columns` are number, respondents, straight, then the sums of each subject, as the statement has them where `most`
    is how many one agency may have; `repeats` are number, fingerprint and respondents. Without them the last of
    `columns` lists the keys of `repeats_among`, agency by agency.
    """
    if repeats is None:
        *columns, keys = columns
        alike = repeats_among(np.concatenate([as_column(()), *keys]))
    else:
        alike = Repeats(*map(as_whole, repeats))
    order = np.argsort(columns[0])
    numbers, respondents, straight, *counted = (as_whole(each[order]) for each in columns)
    left = iter(counted)
    statements = {each.code: _sums(loads_of(each.points, most), left) for each in survey.statements}
    *indicators, whole = (_sums((), left) for _ in (*survey.indicators, survey))
    groups, by_group = np.searchsorted(numbers, alike.groups), np.lexsort((alike.fingerprints, alike.groups))
    return SurveyTally(
        tool=survey.tool,
        part=part,
        agencies=[codes[number] for number in numbers.tolist()],
        respondents=respondents,
        statements=statements,
        indicators=dict(zip(survey.indicators, indicators, strict=True)),
        whole=whole,
        straight=straight,
        repeats=Repeats(groups[by_group], alike.fingerprints[by_group], alike.respondents[by_group]),
    )


def _sums(loads: Sequence[Load], columns: Iterator[Whole]) -> Sums:
    """The next subject of some columns, taken apart if it was added together."""
    if not loads:
        return Sums(*islice(columns, len(KINDS)))
    found = {
        kind: column // digit.value % digit.base * digit.unit
        for load, column in zip(loads, columns, strict=False)
        for kind, digit in load.digits.items()
    }
    return Sums(*(found[kind] for kind in KINDS))


def digest_of(tallies: Iterable[SurveyTally]) -> str:
    """The SHA-256 of everything counted: the same for the same answers in any order, by any engine."""
    # A head has the digest of all that follows it.
    return hashlib.sha256(b"".join(bytes_of(each, "")[0] for each in tallies)).hexdigest()


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
