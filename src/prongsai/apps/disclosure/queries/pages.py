"""Pages written on the desk: what each holds, and what the public reads of it.

The `content` of a page has the texts of its kind by name (`TEXTS`), and lists of parts (`PARTS`): people, units,
pictures, links. A part is a record with an `id` of its own, told apart for good within the page; one that was removed
stays, marked `gone`, until it is brought back. The picture or file of a part is kept by its `slot`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from prongsai.apps.disclosure.models import Page
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, StoredFile
from prongsai.core.publication import (
    Body,
    ContactBody,
    Link,
    PeopleBody,
    PersonShown,
    PublicPage,
    Said,
    StructureBody,
    Unit,
    WrittenBody,
)

Part: TypeAlias = dict[str, Any]


class FilePath(Protocol):
    """Where a file stands on the public site."""

    def __call__(self, file: StoredFile, size: str = "", title: str = "") -> str:
        """Its path; `size` names the copy of a picture (`base.pictures`), `title` what a reader saves it as."""


TEXTS: Mapping[str, tuple[str, ...]] = {
    "people": ("text_th", "text_en"),
    "structure": ("text_th", "text_en", "duties"),
    "contact": ("address", "address_en", "telephone", "fax", "email", "hours", "map"),
    "news": ("text_th", "text_en"),
    "laws": ("text_th", "text_en"),
    "text": ("text_th", "text_en"),
}
"""The texts of a page, by its kind."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "people": ("people",),
    "structure": ("units", "charts"),
    "contact": ("links",),
    "news": ("pictures", "links"),
    "laws": ("links",),
    "text": ("pictures", "links"),
}
"""The lists of parts of a page, by its kind."""
ONE_OF_A_KIND = frozenset({"people", "structure", "contact", "laws"})
SIDES = {
    "": Said(""),
    "political": Said("ฝ่ายการเมือง", "Elected executives"),
    "permanent": Said("ฝ่ายประจำ", "Permanent officials"),
}
"""On which side of an agency somebody leads, by code."""
SLOT = "part-"
"""What the slot of a part's picture or file begins with; its id follows."""
LONGEST_SUMMARY = 200
MAP = Said("แผนที่", "Map")


def pages_of(agency: Agency) -> list[Page]:
    """Every page of an agency that is not removed, with its files. Shape: in the order of lists; three questions."""
    return list(_with_files(Page.objects.filter(agency=agency, removed_at=None)))


def page_of(viewer: Viewer, page_id: int) -> Page:
    """A page of the viewer's agency, removed or not, with its files. Raises: Http404."""
    if found := _with_files(Page.objects.filter(agency=viewer.agency, pk=page_id)).first():
        return found
    raise Http404


def subject_of(page: Page) -> str:
    """What names a page for good, wherever it stands."""
    return f"page-{page.pk}"


def page_path(page: Page) -> str:
    """Where a page stands on the public site, under its agency."""
    if page.kind in ONE_OF_A_KIND:
        return f"{page.kind}/"
    return f"{'news' if page.kind == Page.Kind.NEWS else 'pages'}/{page.pk}/"


def public_page(page: Page, file_path: FilePath) -> PublicPage:
    """A page as a release holds it."""
    return PublicPage(
        subject=subject_of(page),
        path=page_path(page),
        kind=page.kind,
        title=Said(page.title_th, page.title_en),
        summary=summary_of(page),
        changed_on=timezone.localdate(page.changed_at),
        body=body_of(page, file_path),
    )


def body_of(page: Page, file_path: FilePath) -> Body:
    """What the public reads of a page. It asks nothing of the database when its files were fetched with it."""
    return _BODIES[page.kind](page, {each.slot: each.file for each in page.files.all()}, file_path)


def summary_of(page: Page) -> Said:
    """The beginning of what a page says, for lists."""
    if page.kind == Page.Kind.CONTACT:
        return Said(*(_cut(" ".join(_paragraphs(page, name))) for name in ("address", "address_en")))
    return Said(*(_cut(next(iter(_paragraphs(page, name)), "")) for name in ("text_th", "text_en")))


def parts_of(page: Page, name: str) -> list[Part]:
    """The parts of one list of a page that are not removed. Shape: in their order."""
    return [each for each in page.content.get(name, ()) if not each["gone"]]


def slot_of(part: Part) -> str:
    """The slot that holds the picture or file of a part."""
    return f"{SLOT}{part['id']}"


def texts_of(page: Page) -> dict[str, str]:
    """The texts of a page by name, "" where nothing was written."""
    return {name: str(page.content.get(name, "")) for name in TEXTS[page.kind]}


def _people(page: Page, files: Mapping[str, StoredFile], file_path: FilePath) -> PeopleBody:
    people = tuple(
        PersonShown(
            name=each["name"],
            position=each["position"],
            side=SIDES.get(each["side"], Said("")),
            photo=_picture_path(each, files, file_path, "small"),
            telephone=each["telephone"],
            email=each["email"],
            position_en=each.get("position_en", ""),
        )
        for each in parts_of(page, "people")
    )
    return PeopleBody(_text(page), people)


def _structure(page: Page, files: Mapping[str, StoredFile], file_path: FilePath) -> StructureBody:
    units = parts_of(page, "units")
    names = {each["id"]: each["name"] for each in units}
    charts = [path for each in parts_of(page, "charts") if (path := _picture_path(each, files, file_path, "large"))]
    return StructureBody(
        about=_text(page),
        units=tuple(Unit(each["name"], each["duties"], names.get(each["under"], "")) for each in units),
        duties=page.content.get("duties", ""),
        picture=charts[0] if charts else "",
    )


def _contact(page: Page, files: Mapping[str, StoredFile], file_path: FilePath) -> ContactBody:
    said = texts_of(page)
    return ContactBody(
        address=said["address"],
        telephone=said["telephone"],
        fax=said["fax"],
        email=said["email"],
        hours=said["hours"],
        map=Link(MAP, address=said["map"]) if said["map"] else None,
        channels=tuple(_links(page, files, file_path)),
        address_en=said["address_en"],
    )


def _written(page: Page, files: Mapping[str, StoredFile], file_path: FilePath) -> WrittenBody:
    pictures = [(each, _picture_path(each, files, file_path, "large")) for each in parts_of(page, "pictures")]
    return WrittenBody(
        paragraphs=tuple(_paragraphs(page, "text_th")),
        pictures=tuple(Link(Said(each["label_th"], each["label_en"]), path) for each, path in pictures if path),
        links=tuple(_links(page, files, file_path)),
        day=page.dated_on if page.kind == Page.Kind.NEWS else None,
        paragraphs_en=tuple(_paragraphs(page, "text_en")),
    )


_BODIES: Mapping[str, Callable[[Page, Mapping[str, StoredFile], FilePath], Body]] = {
    "people": _people,
    "structure": _structure,
    "contact": _contact,
    "news": _written,
    "laws": _written,
    "text": _written,
}


def _links(page: Page, files: Mapping[str, StoredFile], file_path: FilePath) -> Iterator[Link]:
    for each in parts_of(page, "links"):
        label, note = Said(each["label_th"], each["label_en"]), Said(each["note_th"], each["note_en"])
        if each["address"]:
            yield Link(label, address=each["address"], note=note)
        elif file := files.get(slot_of(each)):
            yield Link(label, file_path(file, title=label.th), note=note)


def _picture_path(part: Part, files: Mapping[str, StoredFile], file_path: FilePath, size: str) -> str:
    file = files.get(slot_of(part))
    return file_path(file, size) if file else ""


def _text(page: Page) -> Said:
    return Said(page.content.get("text_th", ""), page.content.get("text_en", ""))


def _paragraphs(page: Page, name: str) -> Iterator[str]:
    """Every line that says something is a paragraph: that is how offices type."""
    return (line.strip() for line in str(page.content.get(name, "")).splitlines() if line.strip())


def _cut(text: str) -> str:
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + "…"


def _with_files(pages: QuerySet[Page]) -> QuerySet[Page]:
    return pages.prefetch_related("files__file")
