"""Rows of a measures table -> measures: a row opens a measure or carries the open one on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prongsai.core import thai
from prongsai.core.records import Finding, Measure, Status, Step, Unread, Where
from prongsai.paper.reading import cells, columns, steps, subject
from prongsai.paper.reading.columns import IDENTITY, STATUS_OF, Concept
from prongsai.paper.reading.findings import finding_of
from prongsai.paper.reading.items import flat, listing
from prongsai.paper.reading.mending import mended_text
from prongsai.paper.reading.owners import owners_in
from prongsai.paper.reading.settling import common_period
from prongsai.paper.reading.subject import Subject
from prongsai.paper.reading.tables import Header, Row

_LEADING_NUMBER = re.compile(
    r"^\s*(?:มาตรการที่\s*|ข้อที่\s*)?\(?([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?)\s*[.)]\s*(?=[^\s0-9๐-๙])"
)


@dataclass(slots=True)
class RowReading:
    """A row by concepts; cells of one concept are joined by line breaks.

    `is_line` where the measure reaches over several rows, one of them this; `of_measure` are the concepts whose cells
    reach as far as the measure does, and so speak for all of it.
    """

    texts: dict[Concept, str]
    inherited: frozenset[Concept]
    where: Where
    unnamed: tuple[tuple[str, Where], ...] = ()
    is_line: bool = False
    of_measure: frozenset[Concept] = frozenset()

    def says(self, concept: Concept) -> str:
        """The text of a concept; "" where the cell says nothing."""
        text = self.texts.get(concept, "")
        return "" if cells.is_nothing(text) else text


def row_reading(row: Row, header: Header) -> RowReading:
    """The cells of a row under their concepts."""
    texts: dict[Concept, list[str]] = {}
    unnamed: list[tuple[str, Where]] = []
    concepts = _with_remark_as_result(row, header)
    for cell, concept in zip(row, concepts, strict=True):
        if concept is None or concept is Concept.ELSE:
            if not cells.is_nothing(cell.text):
                unnamed.append((flat(cell.text), cell.where))
        elif cell.text.strip():
            texts.setdefault(concept, []).append(cell.text)
    joined = {concept: "\n".join(each) for concept, each in texts.items()}
    if months := _ticked_months(row, header):
        joined[Concept.PERIOD] = "\n".join(filter(None, (joined.get(Concept.PERIOD), months)))
    covered = {concept for cell, concept in zip(row, concepts, strict=True) if concept and cell.covered == "above"}
    place = _place_of_measure(header)
    height = row[place].row_span if place is not None else 1
    return RowReading(
        joined,
        frozenset(covered),
        replace(row[0].where, column=None),
        tuple(unnamed),
        is_line=place is not None and (height > 1 or row[place].covered == "above"),
        of_measure=frozenset(
            concept for cell, concept in zip(row, concepts, strict=True) if concept and cell.row_span >= height > 1
        ),
    )


def _place_of_measure(header: Header) -> int | None:
    """The column whose cells are as high as their measure: its title, or else what stands for it."""
    opening = (Concept.TITLE, Concept.NUMBER, Concept.FINDING, Concept.TOPIC, Concept.INDICATOR)
    return next((header.places(each)[0] for each in opening if header.has(each)), None)


def _with_remark_as_result(row: Row, header: Header) -> Sequence[Concept | None]:
    """Where a status is ticked and no column is called a result, the remark says what came of the work."""
    statuses = [place for concept in STATUS_OF for place in header.places(concept)]
    if not statuses or header.has(Concept.RESULT) or any(cells.is_sentence(row[place].text) for place in statuses):
        return header.concepts
    return [
        Concept.RESULT if concept is Concept.SUGGESTION and columns.is_remark(name) else concept
        for concept, name in zip(header.concepts, header.names, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _LastRow:
    """The row read last, and what stood before it: the measure it extended (None where it opened one), the findings."""

    before: Measure | None
    row: RowReading
    near: Subject
    findings: int = 0


def _ticked_months(row: Row, header: Header) -> str:
    """The months or quarters whose columns are ticked, first and last: ``ต.ค. 66 - มี.ค. 67``."""
    places = [place for place in header.places(Concept.CALENDAR) if not cells.is_nothing(row[place].text)]
    names = [header.names[place] for place in places]
    return " - ".join(dict.fromkeys((names[0], names[-1]))) if names else ""


@dataclass(slots=True)
class Measures:
    """The measures of a paper as their tables are met, in order."""

    fiscal_year: int | None
    done: list[Measure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    _carried: dict[Concept, str] = field(default_factory=dict)
    _section: Subject = field(default_factory=Subject)
    _last: _LastRow | None = None

    def table(self, header: Header, body: Sequence[Row], near: Subject, around: Subject) -> Subject:
        """Read the rows of one table; gives the subject that its last group row left open, with its indicator only
        where no row stands below it yet.

        What the header or the heading right above (`near`) says of the tool is said of every row; the section
        further up (`around`) speaks only for rows that name no indicator.
        """
        self.present |= _present(header)
        self._section = around
        header_subject = subject_in_header(header, near)
        first = is_open = True
        for row in body:
            group = group_of(row, header)
            is_open = group is not None
            if group is not None:
                header_subject = group.within(header_subject)
                continue
            self._row(row_reading(row, header), header, header_subject, first)
            first = False
        return header_subject if is_open else replace(header_subject, indicator=None)

    def _row(self, row: RowReading, header: Header, near: Subject, is_first: bool) -> None:
        self.unread += [Unread(text, where) for text, where in row.unnamed]
        if self._last and is_first and self._was_cut(row, header):
            self._take_back(self._last)
            self._read(_LastRow(self._last.before, joined_rows(self._last.row, row), self._last.near), header)
            return
        self.unread += unused(row, header)
        before = self.done[-1] if self.done and self._carries_on(row) else None
        if before is None:
            self._carry_identity(row)
        self._read(_LastRow(before, row, near), header)

    def _read(self, last: _LastRow, header: Header) -> None:
        """Open a measure with a row, or extend the one that stood before it."""
        self._last = replace(last, findings=len(self.findings))
        if last.before is None:
            self.done.append(opened(last.row, header, last.near, self._section, self.fiscal_year))
        else:
            self.done[-1] = extended(last.before, last.row, header, self.fiscal_year)
        self._note_finding(last.row, header, last.near)

    def _take_back(self, last: _LastRow) -> None:
        """Undo the reading of a row that turns out to be the upper part of one."""
        del self.findings[last.findings :]
        if last.before is None:
            self.done.pop()

    def _was_cut(self, row: RowReading, header: Header) -> bool:
        """Whether the first row of a table is the lower part of a row that a page cut: it begins in its middle."""
        if any(subject.is_carried_on(row.says(each)) for each in IDENTITY) or row.inherited:
            return False
        if header.has(Concept.NUMBER) and self.done[-1].number is not None and row.says(Concept.STEPS) != "":
            return not row.says(Concept.NUMBER)
        if any(row.says(each) for each in IDENTITY):
            return header.has(Concept.NUMBER) and self.done[-1].number is not None and not row.says(Concept.NUMBER)
        return steps.begins_in_a_step(row.says(Concept.STEPS), self.done[-1].steps)

    def _carries_on(self, row: RowReading) -> bool:
        """Whether a row belongs to the open measure: it names nothing new, or says that it carries on."""
        said = [concept for concept in IDENTITY if row.says(concept)]
        if not said or any(subject.is_carried_on(row.says(each)) for each in said):
            return True
        if Concept.NUMBER in said:
            return False
        return self._repeats_title(row) if Concept.TITLE in said else Concept.TITLE in row.inherited

    def _repeats_title(self, row: RowReading) -> bool:
        """A title said again on every row of its steps."""
        title = thai.key(title_of(row.says(Concept.TITLE))[1])
        return bool(row.says(Concept.STEPS)) and title == thai.key(self.done[-1].title)

    def _carry_identity(self, row: RowReading) -> None:
        """Give a row what the merged cell above it says; remember what it says itself."""
        for concept in (Concept.INDICATOR, Concept.TOPIC, Concept.FINDING):
            if row.says(concept):
                self._carried[concept] = row.texts[concept]
            elif concept in self._carried and self._reaches_down(row, concept):
                row.texts[concept] = self._carried[concept]
            else:
                self._carried.pop(concept, None)

    def _reaches_down(self, row: RowReading, concept: Concept) -> bool:
        """A merged cell reaches down; an empty indicator means the one above, an empty finding none."""
        return concept in row.inherited or (concept is Concept.INDICATOR and not row.texts.get(concept, "").strip())

    def _note_finding(self, row: RowReading, header: Header, around: Subject) -> None:
        text = row.says(Concept.FINDING)
        if text and Concept.FINDING not in row.inherited and header.has(Concept.FINDING):
            owner = self.done[-1]
            about = Subject(owner.tool, around.part, owner.indicator)
            known = {each.remark for each in self.findings}
            self.findings += [each for each in finding_of(text, about, row.where) if each.remark not in known]


def _present(header: Header) -> set[str]:
    names = {"finding", "title", "steps", "owners", "period", "monitoring", "status", "result", "suggestion"}
    found = {str(concept) for concept in header.concepts if concept} & names
    if header.has(*STATUS_OF):
        found.add("status")
    if header.has(Concept.CALENDAR):
        found.add("period")
    return found


def subject_in_header(header: Header, around: Subject) -> Subject:
    """The subject of a table: the tool that its header names, within the section around it."""
    places = [*header.places(Concept.INDICATOR), *header.places(Concept.TOPIC), *header.places(Concept.FINDING), 0, 1]
    named = (subject.tool_in(header.names[place]) for place in places if place < len(header.names))
    tool = next((each for each in named if each), None)
    return Subject(tool).within(around) if tool else around


def group_of(row: Row, header: Header) -> Subject | None:
    """The subject that a group row announces: a row whose one text names a tool or an indicator and nothing else."""
    texts = [cell for cell in row if cell.text.strip()]
    if len(texts) != 1 or any(cell.covered == "above" for cell in row):
        return None
    cell = texts[0]
    is_wide = cell.column_span >= max(2, len(row) // 2)
    place = row.index(cell)
    if not is_wide and (place > 1 or header.concepts[place] in (Concept.STEPS, Concept.RESULT, Concept.OWNERS)):
        return None
    about = subject.subject_of(cell.text)
    if about.is_nothing:
        return None if not is_wide else Subject()
    return about if len(thai.key(cell.text)) < 120 else None


def title_of(text: str) -> tuple[str | None, str]:
    """The number in front of a title and the title; a title that is a list of several keeps its numbers."""
    text = subject.without_carried_on(text)
    if len(listing(text).items) > 1 and listing(text).is_numbered:
        return None, flat(text)
    found = _LEADING_NUMBER.match(text)
    if not found:
        return None, flat(text)
    return thai.arabic(found[1]), flat(text[found.end() :])


def joined_rows(upper: RowReading, lower: RowReading) -> RowReading:
    """A row that a page cut, as it was: owners and periods stand below each other, words run on."""
    texts = dict(upper.texts)
    for concept, text in lower.texts.items():
        between = "\n" if concept in (Concept.OWNERS, Concept.PERIOD, Concept.EVIDENCE) else " "
        texts[concept] = mended_text(f"{texts[concept]}{between}{text}") if upper.says(concept) else text
    return replace(upper, texts=texts, unnamed=())


def unused(row: RowReading, header: Header) -> list[Unread]:
    """What a row says that no record holds: scores beside measures, names of indicators that nobody knows."""
    said = [row.says(each) for each in (Concept.SCORE, Concept.LEVEL)]
    indicator = row.says(Concept.INDICATOR)
    is_title = not header.has(Concept.TITLE, Concept.STEPS, Concept.FINDING, Concept.TOPIC)
    if not is_title and subject.subject_of(indicator).is_nothing and not thai.item_codes(indicator):
        said.append(indicator)
    said += [text for text in row.says(Concept.PERCENT).split("\n") if cells.share_of_cell(text) is None]
    return [Unread(flat(text), row.where) for text in said if text]


def opened(row: RowReading, header: Header, near: Subject, around: Subject, fiscal_year: int | None) -> Measure:
    """The measure that a row opens."""
    number, title = title_of(row.says(Concept.TITLE))
    about = _about(row, near, around)
    mentions = _mentions(row)
    measure = Measure(
        number=_number(row) or number,
        tool=about.tool,
        indicator=about.indicator,
        codes=subject.distinct_codes(mentions),
        printed_codes=tuple(dict.fromkeys(each.text for each in mentions)),
        title=_whole_title(row) or title or _title_of_indicator(row, header),
        finding=_finding_text(row),
        where=row.where,
    )
    return extended(measure, row, header, fiscal_year)


def _number(row: RowReading) -> str | None:
    number = thai.arabic(flat(row.says(Concept.NUMBER))).strip(" .()")
    return number or None


def _about(row: RowReading, near: Subject, around: Subject) -> Subject:
    named = next((found for found in _indicators(row) if found), None)
    indicator = named or near.indicator
    own = subject.tool_in(row.says(Concept.INDICATOR))
    tool = own or near.tool or (subject.tool_of(indicator) if indicator else None)
    return Subject(tool or around.tool, near.part or around.part, indicator)


def _indicators(row: RowReading) -> list[int | None]:
    return [
        subject.indicator_in(row.says(Concept.INDICATOR)),
        subject.named_indicator(row.says(Concept.TITLE)),
        subject.named_indicator(row.says(Concept.TOPIC)),
        subject.named_indicator(row.says(Concept.FINDING)),
        _numbered_indicator(row),
    ]


def _numbered_indicator(row: RowReading) -> int | None:
    """The indicator of a title, topic or finding that begins with its number or name and says more."""
    for concept in (Concept.TITLE, Concept.TOPIC, Concept.FINDING):
        found = subject.beginning_indicator(row.says(concept))
        if found:
            return found
    return None


def _mentions(row: RowReading) -> list[thai.CodeMention]:
    """The codes that say what a row answers; those of its steps only where the row names no other."""
    named = [
        each for concept in IDENTITY for each in thai.item_codes(row.says(concept)) if concept is not Concept.NUMBER
    ]
    return named or thai.item_codes(row.says(Concept.STEPS))


def _whole_title(row: RowReading) -> str:
    """A title with its own number, where the row is numbered elsewhere and the number belongs to the words."""
    is_indicator = subject.named_indicator(row.says(Concept.TITLE)) is not None
    return "" if is_indicator or not _number(row) else flat(subject.without_carried_on(row.says(Concept.TITLE)))


def _title_of_indicator(row: RowReading, header: Header) -> str:
    is_title = not header.has(Concept.STEPS, Concept.FINDING, Concept.TOPIC)
    return flat(row.says(Concept.INDICATOR)) if is_title else ""


def _finding_text(row: RowReading) -> str:
    """The weak point, after the question it is about; a bare code says nothing that `codes` does not."""
    said = [row.says(Concept.TOPIC), row.says(Concept.FINDING)]
    worded = [flat(text) for text in said if not _is_bare_code(text)] or [flat(text) for text in said]
    return " ".join(filter(None, worded))


def _is_bare_code(text: str) -> bool:
    rest = text
    for mention in reversed(thai.item_codes(text)):
        rest = rest[: mention.start] + rest[mention.end :]
    return len(thai.key(rest)) < 3


def extended(measure: Measure, row: RowReading, header: Header, fiscal_year: int | None) -> Measure:
    """The measure with what a further row says of it."""
    text = row.says(Concept.STEPS)
    source = text or ("" if header.has(Concept.STEPS) or measure.steps else _steps_in_title(row, header))
    rest, added = steps.steps_of(source, row, measure.steps)
    kept = steps.carried_on(_with_own_owners(measure, row) if added else measure.steps, rest)
    shared = steps.shared(row, added, fiscal_year, is_further=bool(measure.steps))
    grown = replace(measure, steps=(*kept, *_with_owners_above(shared.steps, kept, row)))
    return _with_rest(grown, row, shared, fiscal_year)


def _with_own_owners(measure: Measure, row: RowReading) -> tuple[Step, ...]:
    """The steps so far; before a further row names other owners, they keep theirs. In lines each says its own."""
    if row.is_line or not set(owners_in(row.says(Concept.OWNERS))) - set(measure.owners):
        return measure.steps
    return tuple(step if step.owners else replace(step, owners=measure.owners) for step in measure.steps)


def _with_owners_above(added: tuple[Step, ...], kept: tuple[Step, ...], row: RowReading) -> tuple[Step, ...]:
    """The steps of a line, with the owners of the step above where one cell reaches over both."""
    if not kept or not row.is_line or Concept.OWNERS not in row.inherited:
        return added
    return tuple(replace(step, owners=step.owners or kept[-1].owners) for step in added)


def _steps_in_title(row: RowReading, header: Header) -> str:
    """Numbered approaches in a table without a column of steps."""
    title = row.says(Concept.TITLE)
    is_list = listing(title).is_numbered and len(listing(title).items) > 1
    return title if is_list or (title and header.has(Concept.FINDING)) else ""


def _with_rest(measure: Measure, row: RowReading, shared: steps.Shared, fiscal_year: int | None) -> Measure:
    marked = tuple(dict.fromkeys((*measure.marked, *shared.marked)))
    common = common_period(measure)
    return replace(
        measure,
        owners=tuple(dict.fromkeys((*measure.owners, *owners_in(row.says(Concept.OWNERS))))),
        period=measure.period or shared.period if row.is_line or _has_unsaid(measure) else common,
        monitoring=_joined(measure.monitoring, row.says(Concept.MONITORING)),
        result=_joined(measure.result, shared.result),
        suggestion=_joined(measure.suggestion, shared.suggestion),
        evidence=(*measure.evidence, *shared.evidence),
        marked=marked,
        written=(*measure.written, *steps.written(row)),
        status=_worded_status(measure, row, shared),
        percent=shared.percent if measure.percent is None else measure.percent,
    )


def _worded_status(measure: Measure, row: RowReading, shared: steps.Shared) -> Status:
    if shared.steps and row.is_line and Concept.STATUS not in row.of_measure:
        return measure.status
    said = cells.status_of_cell(flat(row.says(Concept.STATUS)))
    return said if measure.status is Status.UNKNOWN and len(measure.steps) < 2 else measure.status


def _has_unsaid(measure: Measure) -> bool:
    """Whether the measure's period must speak for a step that has none of its own."""
    return not measure.steps or any(step.period is None for step in measure.steps)


def _joined(one: str, other: str) -> str:
    return " ".join(each for each in (one, flat(other)) if each)
