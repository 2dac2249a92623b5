"""The photo report: what was held, when, where, what for, what came of it, and photographs that show it."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.core import framework, thai
from prongsai.core.errors import Refused
from prongsai.paper.reading.imprints import ACTIVITIES_HEADING
from prongsai.paper.writing.compose.composing import Composing, thai_date
from prongsai.paper.writing.content import Activity, Photo
from prongsai.paper.writing.layouts import Column, Part
from prongsai.paper.writing.manuscript import (
    Block,
    Cell,
    Gallery,
    PageBreak,
    Paragraph,
    Picture,
    Role,
    Span,
    Table,
    cell,
    plain,
)

_PHOTO_WIDTH = 76.0
_SHOWN_OF_HASH = 12
_CENTERED = {"number", "people", "photos"}


def activities(at: Composing, part: Part) -> Iterator[Block]:
    """A table of all activities by date, then each on a page of its own: its words, its photographs two in a row.

    Raises: Refused when there is no activity.
    """
    held = sorted(at.content.activities, key=lambda each: each.held_on)
    if not held:
        raise Refused("ยังไม่มีกิจกรรมให้รายงาน โปรดบันทึกกิจกรรมก่อน", "There is no activity to report yet. Record one first.")
    yield plain(ACTIVITIES_HEADING, Role.CAPTION, bold=True)
    yield _table(part, held)
    for number, each in enumerate(held, 1):
        yield from _activity(at, number, each)


def _table(part: Part, held: list[Activity]) -> Table:
    rows = [_row(number, each) for number, each in enumerate(held, 1)]
    columns = [each for each in part.columns if each.when == "always" or any(row[each.key] for row in rows)]
    whole = sum(each.width for each in columns)
    return Table(
        widths=tuple(each.width / whole for each in columns),
        head=(tuple(cell(each.title, bold=True, align="center") for each in columns),),
        body=tuple(tuple(_cell(each, row[each.key]) for each in columns) for row in rows),
        summary="กิจกรรมทั้งหมดเรียงตามวันที่",
        name="กิจกรรม",
    )


def _cell(column: Column, text: str) -> Cell:
    return cell(text, align="center" if column.key in _CENTERED else "left")


def _row(number: int, activity: Activity) -> dict[str, str]:
    return {
        "number": f"{number}",
        "title": activity.title,
        "date": thai_date(activity.held_on),
        "place": activity.place,
        "people": "" if activity.people_count is None else f"{activity.people_count:,}",
        "codes": ", ".join(activity.codes),
        "photos": f"{len(activity.photos)}",
    }


def _activity(at: Composing, number: int, activity: Activity) -> Iterator[Block]:
    yield PageBreak()
    yield plain(f"{number}. {activity.title}", Role.HEADING, level=1)
    people = "" if activity.people_count is None else f"{activity.people_count:,} คน"
    said = {
        "date": thai_date(activity.held_on),
        "place": activity.place,
        "purpose": activity.purpose,
        "outcome": activity.outcome,
        "people": people,
        "items": "\n".join(_served(at, activity)),
    }
    for key, text in said.items():
        if text.strip():
            yield Paragraph((Span(at.say(f"{key}_label"), bold=True), Span(f"\t{text}")), Role.LABEL)
    yield from _photographs(at, activity)


def _served(at: Composing, activity: Activity) -> Iterator[str]:
    """The items and questions an activity serves, items with their title of that year where one is known."""
    book = framework.nearest(at.content.reading.fiscal_year or thai.fiscal_year_of(activity.held_on))
    for code in activity.codes:
        item = book.item(code)
        title = item.title_th if item else ""
        doubt = f" ({at.say('unverified')})" if code in at.content.unverified else ""
        yield f"{code} {title}".strip() + doubt


def _photographs(at: Composing, activity: Activity) -> Iterator[Block]:
    shown: list[Picture] = []
    gone: list[str] = []
    for number, photo in enumerate(activity.photos, 1):
        said = _caption(number, photo)
        if content := at.photographs(photo.sha256):
            shown.append(Picture(content, "jpg", _PHOTO_WIDTH, photo.caption or f"ภาพกิจกรรม {activity.title}", said))
        else:
            gone.append(f"{said}: {at.say('gone')} (SHA-256 {photo.sha256[:_SHOWN_OF_HASH]}…)")
    if shown:
        yield Gallery(tuple(shown))
    yield from (plain(text, Role.NOTE) for text in gone)


def _caption(number: int, photo: Photo) -> str:
    day = f"({thai_date(photo.taken_on)})" if photo.taken_on else ""
    return " ".join(each for each in (f"ภาพที่ {number}", photo.caption, day) if each)
