"""Deeds on exhibits: added, shown for further elements, put right, no longer shown, taken out and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.apps.disclosure.models import ElementChange, Exhibit, ItemDuty, Page, Showing
from prongsai.apps.disclosure.operations.items import item_in
from prongsai.apps.disclosure.queries.elements import asked_of
from prongsai.apps.disclosure.queries.places import Place
from prongsai.apps.documents.models import Document
from prongsai.apps.improvement.models import Evidence
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, StoredFile
from prongsai.base.names import readable_link
from prongsai.base.operation import note, operation
from prongsai.core.disclosure import WHOLE
from prongsai.core.errors import Refused
from prongsai.paper.writing.content import Figure

LONGEST_TITLE, LONGEST_LINK = 300, 1000
_is_web_address = URLValidator(schemes=["http", "https"])
Owned = TypeVar("Owned", Exhibit, Evidence, StoredFile, Document, Page)
Span = tuple[date, date]
"""A time: from its first day until before its second."""


class Overtaken(Refused):
    """Somebody else saved the exhibit meanwhile: `exhibit` is as they left it, nothing was overwritten."""

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกสิ่งนี้ไปแล้วระหว่างที่ท่านแก้ ข้อความของท่านยังอยู่ เทียบสองฉบับแล้วเลือกก่อนบันทึก",
            "Somebody else saved this meanwhile; your text is kept: compare the two and choose.",
        )
        self.exhibit = exhibit


@dataclass(frozen=True, slots=True)
class Thing:
    """What is shown: exactly one of these. Of `evidence` it is the file or link; `exhibit` is one there already."""

    file: StoredFile | None = None
    url: str = ""
    document: Document | None = None
    page: Page | None = None
    figure: Figure | None = None
    evidence: Evidence | None = None
    exhibit: Exhibit | None = None


def thing_of(record: Exhibit | Evidence | Document | Page | Figure) -> Thing:
    """A record of the agency, or a figure of a register, as something to be shown."""
    match record:
        case Exhibit():
            return Thing(exhibit=record)
        case Evidence():
            return Thing(evidence=record)
        case Document():
            return Thing(document=record)
        case Page():
            return Thing(page=record)
        case Figure():
            return Thing(figure=record)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of something shown: its title ("" = its own), its own day, the time it is about."""

    title: str = ""
    dated_on: date | None = None
    covers: Span | None = None


NOTHING_TOLD = Told()


def show_exhibit(
    *, by: Viewer, at: datetime, thing: Thing, places: Iterable[Place], told: Told = NOTHING_TOLD
) -> Exhibit:
    """Show something at these places inside another deed: an exhibit of its own, or the one the agency has already.

    An exhibit that was here keeps what was told of it; what nobody had told is taken from `told`.
    Raises: Refused for a link that cannot be one, a paper that was never issued, an item or element that is not there,
    and where an officer names none of theirs; Http404 for what is not the agency's.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency.pk)  # of two who add the same, one meets the other's
    wanted = tuple(dict.fromkeys(_place(by, each) for each in places))
    _must_be_allowed(by, wanted)
    exhibit = _there_or_new(by, at, thing, told)
    for each in wanted:
        where = {"fiscal_year": each.fiscal_year, "item": each.item, "element": each.element}
        Showing.objects.get_or_create(exhibit=exhibit, **where, defaults={"by": by.person, "at": at})
    return exhibit


@operation("exhibit.added")
def add_exhibit(
    *,
    by: Viewer,
    at: datetime,
    places: Sequence[Place] = (),
    told: Told = NOTHING_TOLD,
    thing: Thing | None = None,
    upload: tuple[str, bytes] | None = None,
) -> Exhibit:
    """Add something to be shown, a file just handed in (its name and content) or a `thing`, at places or at none yet.

    Raises: Refused as `show_exhibit`, for a file that cannot be taken, and when there is nothing to add.
    """
    if upload is not None:
        name, content = upload
        thing = Thing(file=files.store_or_find(by=by, at=at, name=name, content=content, kinds=files.PROOF_KINDS))
    if thing is None:
        raise Refused(
            "ยังไม่มีอะไรให้แสดง กรุณาเลือกไฟล์ ใส่ลิงก์ หรือเลือกเอกสารที่มีอยู่",
            "There is nothing to show yet: choose a file, give a link, or choose what is here.",
        )
    exhibit = show_exhibit(by=by, at=at, thing=thing, places=places, told=told)
    note(exhibit, kind=exhibit.kind, count=len(places))
    return exhibit


@operation("exhibit.shown")
def show_exhibits(*, by: Viewer, at: datetime, uses: Sequence[tuple[Thing, Sequence[Place]]]) -> list[Exhibit]:
    """Show several things that are here already, each at its places.

    Raises: Refused as `show_exhibit`, and when nothing or no place is chosen.
    """
    if not any(places for _thing, places in uses):
        raise Refused(
            "ยังไม่ได้เลือก กรุณาเลือกสิ่งที่จะแสดงและข้อหรือองค์ประกอบอย่างน้อยหนึ่งอย่าง",
            "Nothing is chosen yet: choose what to show, and for which item or element.",
        )
    shown = [show_exhibit(by=by, at=at, thing=thing, places=places) for thing, places in uses]
    note(shown[0] if len(shown) == 1 else None, count=len(shown))
    return shown


@operation("exhibit.edited")
def edit_exhibit(*, by: Viewer, at: datetime, exhibit: Exhibit, version: int, told: Told, url: str = "") -> None:
    """Put right what is told of an exhibit, from the `version` shown; of a link also where it leads (`url`).

    Raises: Overtaken when somebody saved it meanwhile; Refused without a title, for a link that cannot be one or is
    shown already, where an officer may not, and when it was taken out.
    """
    held = _held(by, exhibit)
    if held.version != version:
        raise Overtaken(held)
    if not told.title.strip():
        raise Refused("กรุณาตั้งชื่อ ผู้อ่านจะได้รู้ว่าคืออะไร", "Please give it a title.")
    if url and held.kind == Exhibit.Kind.LINK:
        held.url = _web_address(url)
    held.title, held.dated_on, held.version = told.title.strip()[:LONGEST_TITLE], told.dated_on, version + 1
    held.covers_from, held.covers_until = _days(told.covers)
    _save_once(held, ["title", "url", "dated_on", "covers_from", "covers_until", "version"])
    note(held)


@operation("exhibit.hidden")
def hide_exhibit(*, by: Viewer, at: datetime, showing: Showing) -> None:
    """Show an exhibit no longer at one place; the exhibit stays. Raises: Refused where an officer may not."""
    _must_be_allowed(by, [Place(showing.fiscal_year, showing.item, showing.element)])
    note(showing.exhibit, item=showing.item, year=showing.fiscal_year)
    Showing.objects.filter(pk=showing.pk).delete()


@operation("exhibit.removed")
def remove_exhibit(*, by: Viewer, at: datetime, exhibit: Exhibit) -> None:
    """Take an exhibit out of everything it shows; it can be brought back with all its places.

    Raises: Refused where an officer may not, and when it was taken out before.
    """
    held = _held(by, exhibit)
    held.removed_at, held.version = at, held.version + 1
    held.save(update_fields=["removed_at", "version"])
    note(held)


@operation("exhibit.restored")
def restore_exhibit(*, by: Viewer, at: datetime, exhibit: Exhibit) -> None:
    """Bring an exhibit back that was taken out, at all its places.

    Raises: Refused where an officer may not, when it is there, and when the same was added anew meanwhile.
    """
    held = Exhibit.objects.select_for_update().get(pk=exhibit.pk)
    _must_be_theirs(by, held)
    if held.removed_at is None:
        raise Refused("สิ่งนี้ยังแสดงอยู่แล้ว", "This is there already.")
    held.removed_at, held.version = None, held.version + 1
    _save_once(held, ["removed_at", "version"])
    note(held)


def _place(by: Viewer, place: Place) -> Place:
    """A place as it is kept. Raises: Refused for an item or an element that is not there."""
    framework, item = item_in(place.fiscal_year, place.item)
    if place.element in ("", WHOLE):
        return Place(place.fiscal_year, item.code)
    changes = ElementChange.objects.filter(agency=by.agency, fiscal_year=place.fiscal_year, item=item.code)
    if place.element not in asked_of(framework, item, changes).ids:
        raise Refused(
            f"ข้อ {item.code} ไม่มีองค์ประกอบที่เลือก หรือถูกพักไว้แล้ว กรุณาเปิดหน้าของข้ออีกครั้ง",
            f"Item {item.code} has no such element, or it was set aside; please open the item's page again.",
        )
    return Place(place.fiscal_year, item.code, place.element)


def _must_be_allowed(by: Viewer, places: Iterable[Place]) -> None:
    """Refuse an officer what is not for an item of their own unit, and what is for no item at all."""
    if by.may("item.manage"):
        return
    wanted = {(each.fiscal_year, each.item) for each in places}
    if not wanted or not wanted <= _own_items(by):
        raise Refused(
            "ท่านแสดงข้อมูลได้เฉพาะข้อที่กองของท่านรับผิดชอบ กรุณาแจ้งเจ้าหน้าที่ธุรการ",
            "You may show things only for items that your unit sees to; please ask the clerk.",
        )


def _must_be_theirs(by: Viewer, exhibit: Exhibit) -> None:
    """Refuse an officer an exhibit that is shown for somebody else's items, or for none and added by another."""
    if by.may("item.manage"):
        return
    used = set(exhibit.showings.values_list("fiscal_year", "item"))
    if not (used <= _own_items(by) if used else exhibit.added_by_id == by.person.pk):
        raise Refused(
            "สิ่งนี้ใช้กับข้อของกองอื่นด้วย กรุณาแจ้งเจ้าหน้าที่ธุรการให้แก้",
            "This is shown for items of another unit too; please ask the clerk.",
        )


def _own_items(by: Viewer) -> set[tuple[int, str]]:
    duties = ItemDuty.objects.filter(agency=by.agency, unit__in=by.units)
    return set(duties.values_list("fiscal_year", "item"))


def _held(by: Viewer, exhibit: Exhibit) -> Exhibit:
    """An exhibit as it is saved, its row held. Raises: Refused when it was taken out, and where an officer may not."""
    held = Exhibit.objects.select_for_update().filter(pk=exhibit.pk, removed_at=None).first()
    if held is None:
        raise Refused(
            "มีผู้นำสิ่งนี้ออกไปแล้ว กรุณาเปิดหน้านี้อีกครั้ง หากยังต้องใช้ให้นำกลับมา",
            "This was taken out meanwhile; open its page again, and bring it back if it is needed.",
        )
    _must_be_theirs(by, held)
    return held


def _there_or_new(by: Viewer, at: datetime, thing: Thing, told: Told) -> Exhibit:
    made = _made_of(by, thing)
    if made.pk is None:
        same = {name: value for name, value in _content_of(made).items() if value}
        there = Exhibit.objects.filter(agency=by.agency, kind=made.kind, removed_at=None, **same).first()
        if there is None:
            return _new(by, at, made, told)
        made = there
    return _completed(made, told)


def _new(by: Viewer, at: datetime, made: Exhibit, told: Told) -> Exhibit:
    made.agency, made.added_by, made.added_at = by.agency, by.person, at
    made.title = (told.title.strip() or made.title)[:LONGEST_TITLE]
    made.dated_on = told.dated_on or made.dated_on
    made.covers_from, made.covers_until = _days(told.covers)
    made.save()
    return made


def _completed(exhibit: Exhibit, told: Told) -> Exhibit:
    """An exhibit with what nobody had told of it yet."""
    if told.dated_on and exhibit.dated_on is None:
        exhibit.dated_on = told.dated_on
    if told.covers and exhibit.covers_from is None:
        exhibit.covers_from, exhibit.covers_until = _days(told.covers)
    exhibit.save(update_fields=["dated_on", "covers_from", "covers_until"])
    return exhibit


def _content_of(exhibit: Exhibit) -> dict[str, Any]:
    """What an exhibit shows, one of these."""
    return {name: getattr(exhibit, name) for name in ("document", "file", "url", "figure", "page")}


def _made_of(by: Viewer, thing: Thing) -> Exhibit:
    """An exhibit of a thing, not saved; or the very one that is named. Raises: Refused, Http404."""
    if thing.exhibit:
        return _own(by, thing.exhibit)
    if thing.evidence:
        return _of_evidence(_own(by, thing.evidence))
    if thing.file:
        return Exhibit(kind=Exhibit.Kind.FILE, file=_own(by, thing.file), title=thing.file.name)
    if thing.document:
        return _of_paper(_own(by, thing.document))
    if thing.page:
        return Exhibit(kind=Exhibit.Kind.PAGE, page=_own(by, thing.page), title=thing.page.title_th)
    if thing.figure:
        return Exhibit(kind=Exhibit.Kind.FIGURE, figure=thing.figure.code, title=thing.figure.label)
    url = _web_address(thing.url)
    return Exhibit(kind=Exhibit.Kind.LINK, url=url, title=readable_link(url))


def _own(by: Viewer, record: Owned) -> Owned:
    """A record of the viewer's agency that is still there. Raises: Http404."""
    if record.agency_id != by.agency.pk or getattr(record, "removed_at", None) is not None:
        raise Http404
    return record


def _of_evidence(evidence: Evidence) -> Exhibit:
    known: dict[str, Any] = {"evidence": evidence, "title": evidence.title, "dated_on": evidence.dated_on}
    if evidence.file:
        return Exhibit(kind=Exhibit.Kind.FILE, file=evidence.file, **known)
    if evidence.kind != Evidence.Kind.LINK:
        raise Refused(
            f"“{evidence.title}” เป็นเพียงคำกล่าวในเอกสาร ยังไม่มีไฟล์หรือลิงก์ให้แสดง",
            f"“{evidence.title}” is only spoken of in a paper; there is no file or link to show yet.",
        )
    return Exhibit(kind=Exhibit.Kind.LINK, url=evidence.url, **known)


def _of_paper(document: Document) -> Exhibit:
    if not document.editions.filter(issued_at__isnull=False).exists():
        raise Refused(
            f"“{document.title}” ยังไม่ได้ออกเลข กรุณาออกเอกสารก่อนจึงจะแสดงได้",
            f"“{document.title}” was not issued yet; issue it before it is shown.",
        )
    return Exhibit(kind=Exhibit.Kind.PAPER, document=document, title=document.title)


def _web_address(url: str) -> str:
    address = url.strip()
    try:
        _is_web_address(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_LINK or "@" in urlsplit(address).netloc:  # a password is never published
        raise Refused(
            f"“{url.strip()[:80]}” ไม่ใช่ลิงก์ที่เปิดได้ ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http:// และไม่ยาวเกิน {LONGEST_LINK} ตัวอักษร",
            f"“{url.strip()[:80]}” is no web address: https:// or http:// first, at most {LONGEST_LINK} letters.",
        )
    return address


def _days(covers: Span | None) -> tuple[date | None, date | None]:
    if covers is None:
        return None, None
    if covers[0] >= covers[1]:
        raise Refused(
            "ช่วงเวลาที่ครอบคลุมต้องสิ้นสุดหลังวันเริ่มต้น กรุณาตรวจวันที่อีกครั้ง",
            "The time it covers must end after it begins; please look at the days again.",
        )
    return covers


def _save_once(exhibit: Exhibit, names: list[str]) -> None:
    try:
        with transaction.atomic():
            exhibit.save(update_fields=names)
    except IntegrityError:
        raise Refused(
            "หน่วยงานแสดงสิ่งเดียวกันนี้อยู่แล้วอีกรายการหนึ่ง กรุณาใช้รายการนั้นแทน",
            "The agency shows the very same thing already; please use that one.",
        ) from None
