"""Whether the pages of a paper bear out the records it takes along; only then are those believed.

A page is what people signed. Records beside it are exact where a page is not (spaces inside words, lines cut by a
page's end), but whoever made the file could have written anything into them: so every text of theirs must stand on the
pages, nothing that the pages say may be missing from them, and no status, share or score may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from prongsai.core import thai
from prongsai.core.records import Finding, Measure, Reading, Result, Status, Step, Unread
from prongsai.paper.reading.blocks import Document, Paragraph

_DOUBLED = re.compile(r"([ก-ฮ][ัิ-ฺ็-๎]{1,3})\1+")
_NOT_BORNE_OUT = "[ข้อมูลที่แนบมากับไฟล์ไม่ตรงกับหน้าเอกสาร จึงอ่านจากหน้าเอกสารแทน]"


def believed(document: Document, pages: Reading) -> Reading:
    """The reading of the pages, with the exact texts of the records that the paper takes along where they agree.

    Records that the pages do not bear out are named in `unread`.
    """
    carried = document.carried
    if carried is None:
        return pages
    if not _agree(carried, pages) or not _stand_on(document, carried, pages):
        return replace(pages, unread=(*pages.unread, Unread(_NOT_BORNE_OUT)))
    return replace(
        pages,
        agency=replace(carried.agency, spellings=pages.agency.spellings) if carried.agency.name else pages.agency,
        kind=carried.kind or pages.kind,
        results=tuple(map(_placed_result, carried.results, pages.results)),
        findings=tuple(map(_placed_finding, carried.findings, pages.findings)),
        measures=tuple(map(_placed_measure, carried.measures, pages.measures)),
        unread=tuple(_said_nowhere_else(pages.unread, carried.results)),
    )


def _said_nowhere_else(unread: Iterable[Unread], results: Iterable[Result]) -> Iterator[Unread]:
    """What could not be read, less the bare numbers of a chart that are scores of the records."""
    scores = {f"{value:.2f}" for result in results for value in result.indicators.values()}
    return (each for each in unread if thai.arabic(each.text).strip() not in scores)


def _agree(carried: Reading, pages: Reading) -> bool:
    """Whether both have as many results, findings and measures, of one year, and their values are the same."""
    counts = [(len(each.results), len(each.findings), len(each.measures)) for each in (carried, pages)]
    return (
        counts[0] == counts[1]
        and carried.fiscal_year in (None, pages.fiscal_year)
        and all(map(_same_result, carried.results, pages.results))
        and all(map(_same_finding, carried.findings, pages.findings))
        and all(map(_same_measure, carried.measures, pages.measures))
    )


def _same_result(one: Result, other: Result) -> bool:
    values = [(each.fiscal_year, each.total, each.tools, each.indicators, each.rank) for each in (one, other)]
    return values[0] == values[1]


def _same_finding(one: Finding, other: Finding) -> bool:
    values = [(each.tool, each.part, each.indicator, each.code, set(each.items)) for each in (one, other)]
    words = [_keys((each.remark, each.recommendation)) for each in (one, other)]
    return values[0] == values[1] and words[0] == words[1]


def _same_measure(one: Measure, other: Measure) -> bool:
    is_same = one.indicator in (None, other.indicator) and set(one.codes) == set(other.codes)
    words = [_keys((each.title, each.finding, each.monitoring, *_work(each))) for each in (one, other)]
    return is_same and words[0] == words[1] and _same_state(one, other) and _same_steps(one.steps, other.steps)


def _same_steps(one: tuple[Step, ...], other: tuple[Step, ...]) -> bool:
    if len(one) != len(other):
        return _are_divided_otherwise(one, other)
    words = [[_keys((each.text, *_work(each))) for each in steps] for steps in (one, other)]
    return words[0] == words[1] and all(map(_same_state, one, other))


def _are_divided_otherwise(one: tuple[Step, ...], other: tuple[Step, ...]) -> bool:
    """Whether steps of which nothing is reported say the same words: where a step without a number ends, no line of a
    page tells.
    """
    each = (*one, *other)
    is_bare = not any(step.number or step.result or step.suggestion or step.evidence or step.percent for step in each)
    states = {step.status for step in each}
    words = ["".join(_keys(step.text for step in steps)) for steps in (one, other)]
    return is_bare and states == {Status.UNKNOWN} and words[0] == words[1]


def _keys(texts: Iterable[str]) -> list[str]:
    return [_key(each) for each in texts]


def _same_state(one: Measure | Step, other: Measure | Step) -> bool:
    return (one.status, one.percent) == (other.status, other.percent)


def _stand_on(document: Document, carried: Reading, pages: Reading) -> bool:
    """Whether every text of the records stands on the pages, and every text read from the pages in the records."""
    # A cell that a page's end cut stands in two places of the pages, and whole only in what was read from them.
    printed = _key(" ".join((*_printed(document), *_texts(pages))))
    told = _key(" ".join(_texts(carried)))
    return all(_key(each) in printed for each in _texts(carried)) and all(_key(each) in told for each in _texts(pages))


def _printed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _texts(reading: Reading) -> Iterator[str]:
    if reading.agency.name:
        yield reading.agency.name
    yield from (each.level for each in reading.results if each.level)
    for finding in reading.findings:
        yield from (finding.remark, finding.recommendation)
    for measure in reading.measures:
        yield from (measure.title, measure.finding, measure.monitoring)
        yield from _work(measure)
        for step in measure.steps:
            yield step.text
            yield from _work(step)


def _work(each: Measure | Step) -> tuple[str, ...]:
    period = each.period.text if each.period else ""
    return (" ".join(each.owners), period, each.result, each.suggestion, " ".join(each.evidence))


def _key(text: str) -> str:
    """A text without what a page may change of it: spaces, signs, kinds of digits, doubled clusters."""
    return _DOUBLED.sub(r"\1", thai.key(text))


def _placed_result(carried: Result, page: Result) -> Result:
    return replace(carried, printed=page.printed, where=page.where)


def _placed_finding(carried: Finding, page: Finding) -> Finding:
    return replace(carried, where=page.where)


def _placed_measure(carried: Measure, page: Measure) -> Measure:
    same = len(carried.steps) == len(page.steps)
    wheres = [step.where for step in page.steps] if same else [page.where] * len(carried.steps)
    steps = tuple(replace(step, where=where) for step, where in zip(carried.steps, wheres, strict=True))
    return replace(
        carried,
        steps=steps,
        where=page.where,
        printed_codes=page.printed_codes,
        marked=page.marked,
        written=page.written,
    )
