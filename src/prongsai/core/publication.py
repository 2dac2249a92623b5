"""What a public site says, as plain records: pages in two languages, told apart for good by their subject.

A release is a set of these pages; the web, the static export, the search, the open data and the difference between two
releases are all made from them alone, so nothing can be seen that was not approved. Every body names its fields: what
no body has a field for never becomes public.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from prongsai.core.records import plain_value, record_of
from prongsai.core.said import UNSAID
from prongsai.core.said import Said as Said
from prongsai.core.thai import normal


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: a `path` of the same site (``2568/items/o12/``, ``files/…``), or an `address` outside.

    `gone` says that the address did not answer when it was last looked at.
    """

    label: Said
    path: str | None = None
    address: str = ""
    note: Said = UNSAID
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A tool's or an indicator's score, as recorded. Unit: points 0-100 as printed; `code` is ``IIT`` or ``1``."""

    code: str
    label: Said
    value: str | None
    before: str | None = None
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number to see at once, and the page of this site whose rows it counts. Unit: rows."""

    label: Said
    value: int
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: where it leads, how it stands (a state code with its word), a few words beside it."""

    title: Said
    path: str | None = None
    code: str = ""
    state: str = ""
    state_word: Said = UNSAID
    note: Said = UNSAID
    day: date | None = None
    points: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: Said
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HomeBody:
    """The first page: the level as sentences, the latest scores, what was promised and done, news, contact."""

    about: Said
    year: int | None
    level: Said
    why: tuple[Said, ...]
    total: str
    scores: tuple[Score, ...]
    counts: tuple[Count, ...]
    news: tuple[Row, ...]
    contact: tuple[Link, ...]
    years: tuple[int, ...]
    emblem: str = ""


@dataclass(frozen=True, slots=True)
class ResultBody:
    """A year's result: level explained, scores with last year's beside them, where the figures are from."""

    year: int
    level: Said
    why: tuple[Said, ...]
    total: str
    scores: tuple[Score, ...]
    source: Said
    recorded_on: date
    doubts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBody:
    """A page that lists: measures, items, papers, news, everything there is. `about` says what and as of when."""

    about: Said
    groups: tuple[Group, ...]
    year: int | None = None
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a measure as it is told in public. Unit: percent 0-100."""

    number: str
    text: str
    owners: tuple[str, ...]
    period: str
    state: str
    state_word: Said
    percent: int | None
    result: str
    proofs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureBody:
    """A measure: what was promised (as approved), what was done (as accepted), with its proof. Unit: percent 0-100."""

    year: int
    number: str
    codes: tuple[Row, ...]
    finding: str
    owners: tuple[str, ...]
    period: str
    monitoring: str
    state: str
    state_word: Said
    percent: int | None
    result: str
    as_of: Said
    steps: tuple[StepShown, ...]
    proofs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ElementShown:
    """An element of an item and what shows it. `confidence` as the framework's; `source` of the agency's own."""

    text: Said
    state: str
    state_word: Said
    confidence: str
    exhibits: tuple[Link, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class ItemBody:
    """An item of the open-data page of a year. Unit: `points` of the total, as printed."""

    year: int
    code: str
    sub_indicator: str
    sub_indicator_name: Said
    period: Said
    state: str
    state_word: Said
    points: str
    explanation: str
    elements: tuple[ElementShown, ...]
    exhibits: tuple[Link, ...]
    confidence: str
    before: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityBody:
    """Something that was held: when, where, what for, how it went, how many came, photographs (paths of the site).

    `people` is a count as `core.privacy` lets it be shown, "" where nobody counted.
    """

    year: int
    held_on: date
    place: str
    purpose: str
    outcome: str
    people: str
    codes: tuple[Row, ...]
    measure: Link | None
    pictures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PaperBody:
    """An issued paper: its number and day, its files, how to verify it; what replaced it or why it was withdrawn."""

    number: str
    version: int
    issued_on: date
    layout: Said
    files: tuple[Link, ...]
    verify: Link
    code: str
    digest: str
    replaced_by: Link | None = None
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody who leads the agency, as an item asks: name, position, photograph (a path of the site), contact."""

    name: str
    position: str
    side: Said
    photo: str
    telephone: str
    email: str
    position_en: str = ""

    @property
    def leads_as(self) -> Said:
        """The position in both languages."""
        return Said(self.position, self.position_en)


@dataclass(frozen=True, slots=True)
class PeopleBody:
    """The executives, in the order they were put."""

    about: Said
    people: tuple[PersonShown, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A box of the structure chart: what it is called, what it does, the boxes under it by name."""

    name: str
    duties: str
    under: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class StructureBody:
    """How the agency is divided, and what law gives it to do. `picture` is a chart of its own, as a path."""

    about: Said
    units: tuple[Unit, ...]
    duties: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ContactBody:
    """Where and how the agency is reached; `map` leads to it on a map."""

    address: str
    telephone: str
    fax: str
    email: str
    hours: str
    map: Link | None
    channels: tuple[Link, ...]
    address_en: str = ""

    @property
    def stands_at(self) -> Said:
        """The address in both languages."""
        return Said(self.address, self.address_en)


@dataclass(frozen=True, slots=True)
class WrittenBody:
    """A text of paragraphs with pictures (paths), links and files: news, laws, any other page.

    `paragraphs_en` is the whole text in English, paragraphs of its own number; empty where there is none.
    """

    paragraphs: tuple[str, ...]
    pictures: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    day: date | None = None
    paragraphs_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBody:
    """A public table: what it is, how many rows; rows and dictionary are those of this code (`core.tables`)."""

    code: str
    about: Said
    row_count: int
    licence: str
    as_of: date


@dataclass(frozen=True, slots=True)
class NoticeBody:
    """What stands in the place of something withdrawn: since when and why."""

    reason: str
    since: date


Body = (
    HomeBody
    | ResultBody
    | ListBody
    | MeasureBody
    | ItemBody
    | ActivityBody
    | PaperBody
    | PeopleBody
    | StructureBody
    | ContactBody
    | WrittenBody
    | TableBody
    | NoticeBody
)

BODIES: dict[str, type[Any]] = {
    "home": HomeBody,
    "result": ResultBody,
    "measures": ListBody,
    "measure": MeasureBody,
    "items": ListBody,
    "item": ItemBody,
    "activities": ListBody,
    "activity": ActivityBody,
    "papers": ListBody,
    "paper": PaperBody,
    "people": PeopleBody,
    "structure": StructureBody,
    "contact": ContactBody,
    "laws": WrittenBody,
    "news-list": ListBody,
    "news": WrittenBody,
    "text": WrittenBody,
    "data": ListBody,
    "table": TableBody,
    "contents": ListBody,
    "verify": WrittenBody,
    "notice": NoticeBody,
}
"""The shape of a page's body, by its kind; each kind has one template."""


_FOR_PROGRAMS = frozenset({"path", "state", "confidence", "digest", "photo", "emblem", "picture"})


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page. `subject` names what it tells of for good (``item-2568-o12``, ``measure-17``); `path` may change.

    Shape: `path` is "" for the first page, else ends in ``/``.
    """

    subject: str
    path: str
    kind: str
    title: Said
    summary: Said
    changed_on: date
    body: Body


def as_json(page: PublicPage) -> dict[str, Any]:
    """A page made plain, as a release keeps it."""
    return {each.name: plain_value(getattr(page, each.name)) for each in fields(page)}


def from_json(document: dict[str, Any]) -> PublicPage:
    """The page that `as_json` made plain. Raises: KeyError for a kind that is not known."""
    kind = document["kind"]
    return PublicPage(
        subject=document["subject"],
        path=document["path"],
        kind=kind,
        title=record_of(Said, document["title"]),
        summary=record_of(Said, document["summary"]),
        changed_on=date.fromisoformat(document["changed_on"]),
        body=record_of(BODIES[kind], document["body"]),
    )


def text_of(page: PublicPage) -> str:
    """Every word of a page in a line each, in its normal spelling: what a search looks into.

    What only programs read (paths, codes of states, digests) is no word of it.
    """
    plain = as_json(page)
    return "\n".join(dict.fromkeys(_words([plain["title"], plain["summary"], plain["body"]])))


def digest_of(plain: object) -> str:
    """The SHA-256 of anything plain, the same whatever the order of its keys. Unit: 64 hexadecimal digits."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _words(plain: object) -> Iterable[str]:
    if isinstance(plain, str):
        if text := normal(plain):
            yield text
    elif isinstance(plain, dict):
        for name, each in plain.items():
            if name not in _FOR_PROGRAMS:
                yield from _words(each)
    elif isinstance(plain, list):
        for each in plain:
            yield from _words(each)
