"""A document -> its reading: results, findings, measures, who, when; what was not understood stands in `unread`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from prongsai.core import thai
from prongsai.core.records import Columns, Finding, PaperKind, Reading, Unread, Where
from prongsai.paper.reading import cells, subject
from prongsai.paper.reading.agencies import agency_and_mentions
from prongsai.paper.reading.blocks import Document, Paragraph, Table
from prongsai.paper.reading.columns import Concept
from prongsai.paper.reading.derived import without_derived
from prongsai.paper.reading.findings import finding_of, findings_in, opening_code
from prongsai.paper.reading.imprints import without_imprint
from prongsai.paper.reading.items import flat
from prongsai.paper.reading.measures import Measures, RowReading, row_reading
from prongsai.paper.reading.mending import mended
from prongsai.paper.reading.placing import placed_findings, placed_measures
from prongsai.paper.reading.results import Results, carries_on_scores, is_score_table, read_scores, year_in
from prongsai.paper.reading.sentences import read_sentences
from prongsai.paper.reading.settling import settled
from prongsai.paper.reading.subject import Subject
from prongsai.paper.reading.tables import Header, Sheet, fits, header_by_content, narrowed, sheet_of
from prongsai.paper.reading.told import formed
from prongsai.paper.reading.when import fiscal_year_of, fiscal_year_of_periods, round_of

_LONGEST_HEADING = 260
_TITLE_BLOCKS = 12
_SENTENCE = re.compile(r"ดังนี้|ดังต่อไปนี้|พบว่า|ดังนั้น")
_REPORTS = re.compile(
    r"รายงาน(?:ผล)?(?:การ)?(?:ดำเนิน|ติดตาม|กำกับ|ความก้าวหน้า|ความคืบหน้า)|ผลการดำเนิน(?:การ|งาน)ตาม|ความก้าวหน้า"
)
_PLANS = re.compile(r"แผน|มาตรการ|แนวทาง")
_ANALYSES = re.compile(r"วิเคราะห์")


def understand(document: Document) -> Reading:
    """Everything the document says, as records; checks are left to the caller."""
    document = formed(without_derived(without_imprint(mended(document))))
    return _Understanding(document).reading()


@dataclass(slots=True)
class _Understanding:
    """One pass over the blocks; `around` is the section that the last headings opened."""

    document: Document
    around: Subject = field(default_factory=Subject)
    near: Subject = field(default_factory=Subject)
    results: Results = field(default_factory=Results)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    last_header: Header | None = None
    last_scores: Sheet | None = None
    year: int | None = None
    latest_year: int | None = None

    def reading(self) -> Reading:
        paragraphs = _paragraphs(self.document)
        self.year = fiscal_year_of(paragraphs)
        measures = Measures(self.year)
        self.latest_year = self.year
        for block in self.document.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block, measures)
        agency, mentions = agency_and_mentions(_texts(self.document))
        done = tuple(settled(each) for each in measures.done)
        year = self.year or fiscal_year_of_periods(done)
        reading = Reading(
            source=self.document.source,
            agency=agency,
            fiscal_year=year,
            round=round_of(paragraphs, self.year),
            results=self.results.records(),
            findings=placed_findings((*self.findings, *measures.findings), year),
            measures=placed_measures(done, year),
            columns=Columns(frozenset(measures.present)),
            mentions=mentions,
            healed=self.document.healed,
            unread=(*self.document.unread, *self.unread, *measures.unread),
        )
        return replace(reading, kind=kind_of(self.document, reading))

    def _paragraph(self, block: Paragraph) -> None:
        self.latest_year = year_in(block.text) or self.latest_year
        self.near = self.near if _is_heading(block) else Subject()
        found = self._remarks(block)
        self.findings += found
        if found or read_sentences(block.text, self.results, self._year(), block.where):
            self.near = Subject()  # what a remark or a score says is no heading of the table that follows
        else:
            self._section(block)

    def _remarks(self, block: Paragraph) -> list[Finding]:
        found: list[Finding] = []
        for line in _sections(block.text):
            self._open_section(line)
            found += findings_in(line, self.around, block.where)
        return found

    def _open_section(self, text: str) -> None:
        if subject.ends_sections(text):
            self.around = self.near = Subject()
        elif len(text) <= _LONGEST_HEADING and not opening_code(text):
            self.around = _section_of(text).within(self.around)
            self.near = _section_of(text).within(self.near)

    def _section(self, block: Paragraph) -> None:
        text = flat(block.text)
        if _carries_facts(text) and _section_of(text).is_nothing:
            self.unread.append(Unread(text, block.where))

    def _year(self) -> int:
        return self.latest_year or self.year or 0

    def _table(self, block: Table, measures: Measures) -> None:
        sheet = sheet_of(block)
        for caption in sheet.captions:
            self._open_section(caption)
            self.latest_year = year_in(caption) or self.latest_year
        if scores := carries_on_scores(sheet, self.last_scores) or (sheet if is_score_table(sheet) else None):
            self._scores(scores)
        elif header := self._measures_header(sheet):
            self.last_header = header
            self.near = tool_of_rest(measures.table(header, sheet.body, self.near, self.around), self.near)
        elif sheet.header and sheet.header.has(Concept.FINDING, Concept.TOPIC, Concept.SUGGESTION, Concept.INDICATOR):
            self._findings_table(sheet, sheet.header)
        else:
            self._leave(sheet)

    def _scores(self, sheet: Sheet) -> None:
        self.last_scores = sheet
        understood = read_scores(sheet, self.results, self._year())
        if not understood:
            self._leave(sheet)

    def _measures_header(self, sheet: Sheet) -> Header | None:
        if sheet.header:
            return sheet.header if _is_of_measures(sheet.header) else None
        if self.last_header and fits(sheet.body, self.last_header):
            return self.last_header
        left = narrowed(sheet.body, self.last_header) if self.last_header else None
        return left or header_by_content(sheet.body)

    def _findings_table(self, sheet: Sheet, header: Header) -> None:
        for cells_of_row in sheet.body:
            row = row_reading(cells_of_row, header)
            pointed = [text for text, _ in row.unnamed if _is_codes(text)]
            self.unread += [Unread(text, where) for text, where in row.unnamed if text not in pointed]
            topic, remark = row.says(Concept.TOPIC), row.says(Concept.FINDING)
            between = " " if _is_codes(topic) else "\n"  # a remark may begin with codes of its own
            text = between.join(filter(None, (topic, remark)))
            advice = flat(row.says(Concept.SUGGESTION))
            if text or advice:
                found = finding_of(text or advice, self._row_subject(row, text), row.where)
                self.findings += [_pointed(_advised(each, advice if text else ""), pointed) for each in found]

    def _row_subject(self, row: RowReading, text: str) -> Subject:
        """What a row of remarks is about: its own words, the heading above; the section only where it has no code."""
        section = self.near if thai.item_codes(text) else self.around
        named = row.says(Concept.INDICATOR)
        indicator = subject.indicator_in(named) or section.indicator
        tool = subject.tool_in(named) or (subject.tool_of(indicator) if indicator else None) or section.tool
        return Subject(self.near.tool or tool, subject.part_in(named) or self.around.part, indicator)

    def _leave(self, sheet: Sheet) -> None:
        for row in sheet.table.rows:
            text = " | ".join(flat(cell.text) for cell in row if not cells.is_nothing(cell.text))
            if text:
                self.unread.append(Unread(text, replace(row[0].where, column=None)))


def _advised(finding: Finding, advice: str) -> Finding:
    if not advice:
        return finding
    codes = subject.distinct_codes(thai.item_codes(advice))
    items = tuple(dict.fromkeys((*finding.items, *(each for each in codes if each[0] == "o"))))
    return replace(finding, recommendation=" ".join(filter(None, (finding.recommendation, advice))), items=items)


def _is_codes(text: str) -> bool:
    """Whether a text names codes and says nothing else."""
    mentions = thai.item_codes(text)
    return bool(mentions) and len(thai.key(text)) <= sum(len(each.text) for each in mentions)


def _pointed(finding: Finding, texts: list[str]) -> Finding:
    """The finding with the items that a column of codes points to."""
    codes = (code for text in texts for code in subject.distinct_codes(thai.item_codes(text)) if code[0] == "o")
    return replace(finding, items=tuple(dict.fromkeys((*finding.items, *codes))))


def tool_of_rest(after: Subject, before: Subject) -> Subject:
    """What is said of a table that carries on: the tool of the last group row, and its indicator if no row followed."""
    return Subject(after.tool or before.tool, after.part or before.part, after.indicator or before.indicator)


def _is_heading(block: Paragraph) -> bool:
    return len(block.text) <= _LONGEST_HEADING and not _SENTENCE.search(block.text)


def _is_of_measures(header: Header) -> bool:
    work = (Concept.TITLE, Concept.STEPS)
    care = (
        Concept.OWNERS,
        Concept.PERIOD,
        Concept.MONITORING,
        Concept.RESULT,
        Concept.STATUS,
        Concept.DONE,
        Concept.IN_PROGRESS,
    )
    return header.has(*work) or (header.has(*care) and header.has(Concept.FINDING, Concept.TOPIC, Concept.INDICATOR))


def _sections(text: str) -> Iterator[str]:
    """A paragraph, or its lines where one of them is a heading or opens a remark."""
    lines = text.split("\n")
    if len(lines) > 1 and any(opening_code(line) or not _section_of(line).is_nothing for line in lines):
        yield from _gathered(lines)
    else:
        yield text


def _gathered(lines: list[str]) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        opens = opening_code(line) or not _section_of(line).is_nothing
        if held and (opens or not opening_code(held[0])):
            yield "\n".join(held)
            held = []
        held.append(line)
    yield "\n".join(held)


def _section_of(text: str) -> Subject:
    """The section that a text opens as a heading: one tool, part or indicator, briefly said."""
    if len(text) > _LONGEST_HEADING or len(subject.tools_in(text)) > 1:
        return Subject()
    return subject.subject_of(text)


def _carries_facts(text: str) -> bool:
    return bool(thai.item_codes(text)) or bool(re.search(r"\d{2}\.\d{2}(?!\d)", thai.arabic(text)))


def _texts(document: Document) -> Iterator[tuple[str, Where]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.where
        else:
            yield from ((cell.text, cell.where) for row in block.rows for cell in row if cell.text)


def _paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def kind_of(document: Document, reading: Reading) -> PaperKind | None:
    """What a paper is for: by its columns, else by its title."""
    present = reading.columns.present
    if present & {"result", "status"}:
        return PaperKind.PROGRESS
    title = " ".join(_paragraphs(document)[:_TITLE_BLOCKS])
    if reading.measures and not _ANALYSES.search(title[:_LONGEST_HEADING]):
        return PaperKind.PROGRESS if _REPORTS.search(title[:_LONGEST_HEADING]) else PaperKind.PLAN
    if reading.results or reading.findings or _ANALYSES.search(title):
        return PaperKind.ANALYSIS
    return PaperKind.PLAN if _PLANS.search(title) else None
