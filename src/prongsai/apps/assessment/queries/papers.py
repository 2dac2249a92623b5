"""The papers of a viewer's agency, and the reading of one as its corrections leave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Protocol

from django.conf import settings
from django.http import Http404
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from prongsai.apps.assessment.models import Correction, Paper, ResultSheet
from prongsai.apps.assessment.queries.cards import (
    STATUSES,
    Card,
    anchors_in,
    card_at,
    cards_of,
    filled_count,
    nearest_anchor,
    text_of,
)
from prongsai.apps.assessment.queries.sheets import Change, changes_between, current_sheets, result_of, values_of
from prongsai.base.access import Viewer
from prongsai.base.models import StoredFile
from prongsai.base.said import WEIGHTS, said
from prongsai.core import checks
from prongsai.core.corrections import correct
from prongsai.core.framework import nearest
from prongsai.core.records import Check, Measure, Reading, Severity, Step, Unread, from_json
from prongsai.core.thai import is_misspelling, same_name
from prongsai.paper.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of a reading a person should look at: a check, or a text that was not understood."""

    severity: Severity
    message: str
    fix: str
    place: str
    card: str

    @property
    def word(self) -> Promise:
        """How heavy it is."""
        return WEIGHTS[self.severity]

    @property
    def needs_you(self) -> bool:
        """Whether it asks for a look before the paper is accepted; a note does not."""
        return self.severity is not Severity.NOTE


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A reading ready to be shown: cards, doubts, and the three counts on top. Unit: counts of fields and doubts."""

    reading: Reading
    cards: tuple[Card, ...]
    doubts: tuple[Doubt, ...]
    read_count: int

    @property
    def doubt_count(self) -> int:
        """Doubts that need a person. Unit: doubts."""
        return sum(each.needs_you for each in self.doubts)

    @property
    def note_count(self) -> int:
        """Remarks that only inform. Unit: doubts."""
        return len(self.doubts) - self.doubt_count


@dataclass(frozen=True, slots=True)
class Conflict:
    """A year whose recorded sheet a paper would replace. Shape: `changes` have the paper's value as now."""

    fiscal_year: int
    changes: tuple[Change, ...]
    held: ResultSheet


class Becoming(Protocol):
    """One sentence on what a paper becomes, or became, beyond the assessment.

    `address` leads to what it became; `is_refused` tells that it cannot be accepted as it is.
    """

    sentence: str
    address: str
    is_refused: bool


def papers_of(viewer: Viewer, year: int, state: str = "") -> list[Paper]:
    """The papers the viewer's agency handed in for a year, in one state or in all, the newest first."""
    found = Paper.objects.filter(agency=viewer.agency, fiscal_year=year).order_by("-uploaded_at", "-pk")
    found = found.filter(state=state) if state else found
    return list(
        found.select_related("file", "uploaded_by", "accepted_by", "job").defer("document", "reading", "accepted")
    )


def waiting_count(viewer: Viewer, year: int) -> int:
    """How many papers of a year are read and wait to be accepted. Unit: papers."""
    return Paper.objects.filter(agency=viewer.agency, fiscal_year=year, state=Paper.State.READ).count()


def paper_of(viewer: Viewer, paper_id: int) -> Paper:
    """One paper of the viewer's agency.

    Raises: Http404 when the agency has no such paper.
    """
    found = Paper.objects.filter(agency=viewer.agency, pk=paper_id).select_related("file", "job", "accepted_by").first()
    if found is None:
        raise Http404
    return found


def corrections_of(paper: Paper) -> list[Correction]:
    """What people put right in a paper's reading, in the order they did."""
    return list(paper.corrections.select_related("by"))


def corrected_reading(paper: Paper, corrections: Iterable[Correction]) -> Reading:
    """The reading as the machine made it, with every correction replayed over it and checked anew."""
    reading = reduce(lambda each, fix: correct(each, fix.path, fix.after), corrections, from_json(paper.reading or {}))
    return replace(reading, checks=checks.run(reading, Gazetteer()))


def reading_page(paper: Paper) -> ReadingPage:
    """A paper's reading as its corrections leave it, ready to be shown."""
    corrections = corrections_of(paper)
    reading = from_json(paper.accepted) if paper.accepted else corrected_reading(paper, corrections)
    originals: dict[str, str] = {}
    for each in corrections:
        originals.setdefault(each.path, each.before)
    anchors = anchors_in(paper.document)
    cards = cards_of(reading, originals, anchors)
    doubts = (
        *(_doubt(each, cards, anchors) for each in reading.checks),
        *(_unread(each, anchors) for each in reading.unread),
    )
    return ReadingPage(reading, cards, doubts, filled_count(cards))


def becomings_of(viewer: Viewer, paper: Paper, reading: Reading) -> tuple[Becoming, ...]:
    """What the apps above will make of a paper, or have made of it (`settings.PAPER_BECOMES`)."""
    return tuple(each for name in settings.PAPER_BECOMES for each in import_string(name)(viewer, paper, reading))


def paper_to_read(paper_id: int) -> Paper | None:
    """A paper that still waits to be read, for the worker."""
    return Paper.objects.filter(pk=paper_id, reading__isnull=True).select_related("file", "agency").first()


def paper_of_file(viewer: Viewer, file: StoredFile) -> Paper | None:
    """The paper the viewer's agency handed in as this file."""
    return Paper.objects.filter(agency=viewer.agency, file=file).select_related("agency").first()


def conflicts_of(viewer: Viewer, paper: Paper) -> list[Conflict]:
    """The years for which a paper brings a result while one is recorded already, both side by side."""
    results = {each.fiscal_year: each for each in reading_page(paper).reading.results}
    held = current_sheets(viewer, results)
    return [
        Conflict(
            year, changes_between(nearest(year), values_of(results[year]), values_of(result_of(held[year]))), held[year]
        )
        for year in sorted(held, reverse=True)
    ]


def _doubt(check: Check, cards: tuple[Card, ...], anchors: Collection[str]) -> Doubt:
    card = card_at(cards, check)
    message, fix = said(check.message, check.message_en), said(check.fix, check.fix_en)
    return Doubt(check.severity, message, fix, nearest_anchor(check.where, anchors), card.anchor if card else "")


def _unread(piece: Unread, anchors: Collection[str]) -> Doubt:
    message = _("ยังไม่เข้าใจข้อความนี้: %s") % piece.text
    return Doubt(Severity.WARNING, message, _("อ่านในเอกสาร แล้วเติมลงช่องที่ใช่"), nearest_anchor(piece.where, anchors), "")


Table = tuple[list[tuple[object, ...]], list[str], str]
"""Rows, heads and the name of the file, as `base.exports.table_response` takes them."""


def papers_table(viewer: Viewer, year: int) -> Table:
    """The papers of a year as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (each.file.name, each.get_state_display(), each.uploaded_at, each.uploaded_by.name, each.accepted_at)
        for each in papers_of(viewer, year)
    ]
    heads = [_("ไฟล์"), _("สถานะ"), _("ส่งเมื่อ"), _("ผู้ส่ง"), _("รับเข้าระบบเมื่อ")]
    return rows, heads, f"papers-{year}"


def measures_table(paper: Paper) -> Table:
    """The measures of a paper as a table to take away, one row a step.

    Raises: Http404 while the paper is not read.
    """
    if paper.reading is None:
        raise Http404
    rows = [row for each in reading_page(paper).reading.measures for row in _measure_rows(each)]
    heads = [
        *(_("ลำดับที่"), _("ตัวชี้วัด"), _("รหัส"), _("ประเด็น"), _("มาตรการ"), _("ขั้นตอน"), _("ผู้รับผิดชอบ")),
        *(_("ระยะเวลา"), _("การกำกับติดตาม"), _("สถานะ"), _("ร้อยละ"), _("ผลการดำเนินงาน"), _("ข้อเสนอแนะ")),
    ]
    return rows, heads, f"measures-{paper.fiscal_year}"


def _measure_rows(measure: Measure) -> list[tuple[object, ...]]:
    about = (measure.number, measure.indicator, ", ".join(measure.codes), measure.finding, measure.title)
    return [
        (
            *about,
            each.text if isinstance(each, Step) else "",
            ", ".join(each.owners or measure.owners),
            text_of(each.period or measure.period),
            measure.monitoring,
            dict(STATUSES)[each.status.value],
            each.percent,
            each.result,
            each.suggestion,
        )
        for each in (measure.steps or (measure,))
    ]


def result_year_of(paper: Paper) -> int:
    """The year whose result a paper is read for: the latest it brings, else its own."""
    reading = from_json(paper.accepted or paper.reading or {})
    return max((each.fiscal_year for each in reading.results), default=reading.fiscal_year or paper.fiscal_year)


def names_another_agency(viewer: Viewer, paper: Paper) -> str:
    """The agency a paper names, when that is not the viewer's; "" when it is, or none is named."""
    named = from_json(paper.reading or {}).agency.name
    here = viewer.agency.name
    return named if named and not (same_name(named, here) or is_misspelling(named, here)) else ""
