"""Documents of agency A to start a test from, and what they are about: `Source` stands in for the apps above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from builders import a_measure, a_reading
from cast import NOW, YEAR, Cast
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Deed, Document, Edition
from prongsai.apps.documents.queries.subjects import Subject
from prongsai.base.access import Viewer
from prongsai.core.records import PaperKind, Reading
from prongsai.paper.writing.content import Content, Imprint, as_json, digest_of

PLAN = f"plan-{YEAR}"
TITLE = "แผนปฏิบัติการส่งเสริมคุณธรรมและความโปร่งใส ปี 2567"
TODAY = NOW.date()


@dataclass
class Source:
    """What the apps above say: subjects by key with their contents, for agency A alone."""

    contents: dict[str, Content] = field(default_factory=dict)
    layouts: tuple[str, ...] = ("plan", "memo")
    unsettled: str = ""

    def subjects(self, viewer: Viewer, year: int) -> list[Subject]:
        if viewer.agency.slug != "thung-fa-sai" or year != YEAR:
            return []
        return [Subject(key, f"เรื่อง {key}", self.layouts, "/subject/", self.unsettled) for key in self.contents]

    def content(self, viewer: Viewer, year: int, key: str) -> Content | None:
        return self.contents.get(key) if self.subjects(viewer, year) else None

    def attachments(self, viewer: Viewer, year: int, key: str) -> tuple[Any, ...]:
        return ()


def a_plan_reading(**changes: Any) -> Reading:
    """A consistent plan: nothing in it contradicts itself."""
    measure = a_measure()
    period = (
        replace(measure.period, start="2023-10", end="2024-03", text="ต.ค. 2566 - มี.ค. 2567")
        if measure.period
        else None
    )
    planned = replace(measure, period=period)
    return a_reading(kind=PaperKind.PLAN, fiscal_year=YEAR, round=None, mentions=(), measures=(planned,), **changes)


def a_contradicting_reading() -> Reading:
    """A plan that says of one measure that it is done and is not."""
    reading = a_plan_reading()
    wrong = tuple(replace(each, tool="IIT") for each in reading.measures)
    return replace(reading, measures=wrong)


def address(cast: Cast, name: str, *more: Any, year: int = YEAR) -> str:
    return reverse(f"documents:{name}", args=[cast.agency.slug, year, *more])


def a_document(cast: Cast, **changes: Any) -> Document:
    """A draft of the plan of the year, opened by the clerk."""
    words = {
        "fiscal_year": YEAR,
        "layout": "plan",
        "subject": PLAN,
        "title": TITLE,
        "opened_by": cast.people["clerk"],
        "opened_at": NOW,
        **changes,
    }
    return Document.objects.create(agency=cast.agency, **words)


def a_document_put_forward(cast: Cast, reading: Reading | None = None, **changes: Any) -> Document:
    """A document before the executive, frozen; without anything above the printing house."""
    document = a_document(cast, state="submitted", **changes)
    content = Content(
        reading or a_plan_reading(), letter={**document.letter, "title": document.title}, imprint=Imprint()
    )
    Edition.objects.create(
        agency=cast.agency,
        document=document,
        version=document.version,
        content=as_json(content),
        style={"digits": "arabic", "face": "TH Sarabun New", "emblem": "", "emblem_kind": "png", "wording": {}},
        digest=digest_of(content),
        made_at=NOW,
    )
    Deed.objects.create(document=document, version=document.version, deed="submitted", by=cast.people["clerk"], at=NOW)
    return document


def a_signed_document(cast: Cast, reading: Reading | None = None, **changes: Any) -> Document:
    """A document that the executive approved."""
    document = a_document_put_forward(cast, reading, **changes)
    approve(cast, document)
    document.refresh_from_db()
    return document


def an_issued_document(cast: Cast, *, number: str = "1/2567", reason: str = "", **changes: Any) -> Document:
    """A document that was issued; its files are still to be written."""
    document = a_signed_document(cast, **changes)
    issue(cast, document, number=number, reason=reason)
    document.refresh_from_db()
    return document


def approve(cast: Cast, document: Document) -> None:
    submission = document.deeds.filter(deed="submitted").latest("pk").pk
    operations.approve_document(by=cast.viewer("executive"), at=NOW, document=document, submission=submission)


def issue(cast: Cast, document: Document, **changes: Any) -> Edition:
    words = {"number": "1/2567", "issued_on": TODAY, **changes}
    return operations.issue_document(by=cast.viewer("clerk"), at=NOW, document=document, **words)
