"""Our body inside a foreign paper: a family of styles, pictures, notes and links added, pages turned at need."""

from __future__ import annotations

import copy
import posixpath
from typing import Any

from lxml import etree

from prongsai.paper.writing.docx.body import Body, closed, ended_by
from prongsai.paper.writing.docx.marks import CONTENT_TYPES, PACKAGE_RELATIONS, name, part, w
from prongsai.paper.writing.docx.package import (
    DEFAULT_TYPES,
    PROPERTY_RELATIONS,
    PROPERTY_TYPES,
    TYPES,
    footnotes_root,
)
from prongsai.paper.writing.docx.properties import property_parts
from prongsai.paper.writing.docx.screening import Opened
from prongsai.paper.writing.docx.sections import text_size
from prongsai.paper.writing.docx.styles import style_elements
from prongsai.paper.writing.docx.tables import between
from prongsai.paper.writing.docx.writing import Relations, Writing, relation, relations_root
from prongsai.paper.writing.manuscript import Manuscript, Orientation

_FAMILY = "Prongsai"
_IDS_OF_A_GENERATION = 1_000_000
_SMALLEST = 1_000


def merged(found: Opened, root: Any, place: Any | None, manuscript: Manuscript) -> dict[str, bytes]:
    """The parts of a filled template, with the body in its place and the properties of our paper."""
    generation = _generation(found)
    family = f"{_FAMILY}{generation}" if generation > 1 else _FAMILY
    writing = Writing(manuscript, family, _next_note(found), _IDS_OF_A_GENERATION * generation)
    writing.relations, writing.note_relations = Relations(f"rId{family}Body"), Relations(f"rId{family}Note")
    if place is not None:
        _put(writing, root.find(name("w:body")), place)
        _add_styles(found, writing)
        _add_media(found, writing)
        _add_notes(found, writing)
        _add_relations(found, found.main, writing.relations.elements())
    found.parts[found.main] = part(root)
    _drop_attached_template(found)
    _set_properties(found, manuscript)
    return found.parts


def _generation(found: Opened) -> int:
    """How often a body of ours stands in the template, this time included: an office makes templates of papers."""
    names = b"".join(content for each, content in found.parts.items() if each.endswith((".rels", "styles.xml")))
    return next(
        each
        for each in range(1, len(names) + 2)
        if f'"{_FAMILY}{each if each > 1 else ""}Normal"'.encode() not in names
    )


def _put(writing: Writing, body: Any, place: Any) -> None:
    """The sections one after another; pages are turned only where a section lies otherwise than the template."""
    governing = _governing(body, place)
    own = _orientation(governing)
    sections = writing.manuscript.sections
    walk, first = Body(writing), True
    made: list[Any] = []
    if _says_something_before(place) and sections[0].orientation != own:
        made += [between(writing, _turned(governing, own, is_first=True))]
        first = False
    for i, section in enumerate(sections, 1):
        properties = _turned(governing, section.orientation, is_first=first)
        writing.width, writing.height = _room(properties)
        elements = walk.elements(section)
        if i < len(sections):
            made += ended_by(writing, elements, properties)
        elif section.orientation == own:
            made += closed(writing, elements)
            first = first and len(sections) == 1
            break
        elif _follows(place, governing):
            made += ended_by(writing, elements, properties)
        else:
            made += closed(writing, elements)
            governing.getparent().replace(governing, properties)
            governing = properties
        first = False
    if not first:
        _go_on(governing)
    at = body.index(place)
    body[at : at + 1] = made


def _governing(body: Any, place: Any) -> Any:
    """The properties of the section a paragraph stands in: Word keeps them at its end."""
    for each in place.itersiblings():
        found = each if each.tag == name("w:sectPr") else each.find(f"{name('w:pPr')}/{name('w:sectPr')}")
        if found is not None:
            return found
    made = w("sectPr", w("pgSz", w=11906, h=16838), w("pgMar", top=1417, right=1134, bottom=1134, left=1701))
    body.append(made)
    return made


def _orientation(properties: Any) -> Orientation:
    across, down = _size(properties)
    return "landscape" if across > down else "portrait"


def _size(properties: Any) -> tuple[int, int]:
    return _number(properties, "w:pgSz", "w:w", 11906), _number(properties, "w:pgSz", "w:h", 16838)


def _number(properties: Any, element: str, attribute: str, otherwise: int) -> int:
    found = properties.find(name(element))
    text = found.get(name(attribute), "") if found is not None else ""
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _room(properties: Any) -> tuple[int, int]:
    """Width and height of the text between the template's margins."""
    across, down = _size(properties)
    width = across - _number(properties, "w:pgMar", "w:left", 1701) - _number(properties, "w:pgMar", "w:right", 1134)
    height = down - _number(properties, "w:pgMar", "w:top", 1417) - _number(properties, "w:pgMar", "w:bottom", 1134)
    has_room = width > _SMALLEST and height > _SMALLEST
    return (width, height) if has_room else text_size(_orientation(properties))


def _turned(properties: Any, orientation: Orientation, *, is_first: bool) -> Any:
    """A section like the template's own, its headers and footers kept, its pages lying as wanted."""
    made = copy.deepcopy(properties)
    if not is_first:
        _go_on(made)
    if orientation == _orientation(properties):
        return made
    across, down = _size(properties)
    paper = made.find(name("w:pgSz"))
    if paper is None:
        paper = w("pgSz")
        margins = made.find(name("w:pgMar"))
        made.insert(made.index(margins) if margins is not None else len(made), paper)
    paper.set(name("w:w"), f"{down}")
    paper.set(name("w:h"), f"{across}")
    paper.attrib.pop(name("w:orient"), None)
    if orientation == "landscape":
        paper.set(name("w:orient"), "landscape")
    return made


def _go_on(properties: Any) -> None:
    """Let a section begin a page, but not the paper: no first page of its own, no counting anew."""
    for each in [found for found in properties if found.tag in (name("w:titlePg"), name("w:type"))]:
        properties.remove(each)
    numbers = properties.find(name("w:pgNumType"))
    if numbers is not None:
        numbers.attrib.pop(name("w:start"), None)


def _says_something_before(place: Any) -> bool:
    for each in place.itersiblings(preceding=True):
        if each.find(f"{name('w:pPr')}/{name('w:sectPr')}") is not None:
            return False
        if _says_something(each):
            return True
    return False


def _follows(place: Any, governing: Any) -> bool:
    """Whether the template goes on after the body, within its section."""
    for each in place.itersiblings():
        if _says_something(each):
            return True
        if governing in each.iter(name("w:sectPr")):
            return False
    return False


def _says_something(element: Any) -> bool:
    shown = (name("w:tbl"), name("w:t"), name("w:drawing"), name("w:pict"), name("w:sym"))
    return next(element.iter(*shown), None) is not None


def _next_note(found: Opened) -> int:
    notes = found.related("footnotes")
    numbers = (each.get(name("w:id"), "0") for each in found.tree(notes)) if notes else ()
    return max([int(each) for each in numbers if each.isdecimal() and len(each) < 9], default=0) + 1


def _add_styles(found: Opened, writing: Writing) -> None:
    at = found.related("styles")
    root = found.tree(at) if at else w("styles")
    root.extend(style_elements(writing.manuscript.font, writing.prefix))
    _keep(found, at, "styles", root)


def _add_notes(found: Opened, writing: Writing) -> None:
    if not writing.notes:
        return
    at = found.related("footnotes")
    root = found.tree(at) if at else footnotes_root([], writing.style("FootnoteText"))
    root.extend(writing.notes)
    _add_relations(found, _keep(found, at, "footnotes", root), writing.note_relations.elements())


def _keep(found: Opened, at: str | None, kind: str, root: Any) -> str:
    """Put a part back, or add it with what a package must know of it."""
    where = at or posixpath.join(posixpath.dirname(found.main), f"{_FAMILY.lower()}-{kind}.xml")
    found.parts[where] = part(root)
    if at is None:
        _declare(found, {where: TYPES[f"{kind}.xml"]})
        relations = Relations(f"rIdProngsaiOf{kind}")
        relations.add(kind, posixpath.basename(where))
        _add_relations(found, found.main, relations.elements())
    return where


def _add_media(found: Opened, writing: Writing) -> None:
    folder = posixpath.dirname(found.main)
    found.parts |= {posixpath.join(folder, target): content for target, content in writing.media.items()}
    _declare(found, {})


def _declare(found: Opened, overrides: dict[str, str]) -> None:
    """Say in the package what parts are, where it does not yet."""
    at = found.named("[Content_Types].xml") or "[Content_Types].xml"
    root = found.tree(at)
    endings = {each.get("Extension", "").lower() for each in root.iter(f"{{{CONTENT_TYPES}}}Default")}
    for ending, kind in DEFAULT_TYPES.items():
        if ending not in endings:
            root.insert(0, etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension=ending, ContentType=kind))
    told = {each.get("PartName", "").lower(): each for each in root.iter(f"{{{CONTENT_TYPES}}}Override")}
    for named, kind in overrides.items():
        if f"/{named}".lower() not in told:
            root.append(etree.Element(f"{{{CONTENT_TYPES}}}Override", PartName=f"/{named}", ContentType=kind))
    found.parts[at] = part(root)


def _add_relations(found: Opened, of: str, relations: list[Any]) -> None:
    if not relations:
        return
    at = found.relations_of(of)
    root = found.tree(at) if at in found.parts else relations_root([])
    root.extend(relations)
    found.parts[at] = part(root)


def _drop_attached_template(found: Opened) -> None:
    """The path of somebody's own Word template: its relation is gone already."""
    at = found.related("settings")
    if at:
        root = found.tree(at)
        for each in list(root.iter(name("w:attachedTemplate"))):
            each.getparent().remove(each)
        found.parts[at] = part(root)


def _set_properties(found: Opened, manuscript: Manuscript) -> None:
    """Our properties instead of the template's: who wrote the template, and when, is nothing of this paper."""
    made = property_parts(manuscript)
    gone = {
        each for each in found.parts if each.lower() in {own.lower() for own in made} or each.startswith("docProps/")
    }
    found.parts = {each: content for each, content in found.parts.items() if each not in gone} | made
    _forget(found, gone)
    _declare(found, PROPERTY_TYPES)
    at = found.relations_of("")
    root = found.tree(at)
    kinds = {*PROPERTY_RELATIONS.values()}
    for each in list(root.iter(f"{{{PACKAGE_RELATIONS}}}Relationship")):
        if each.get("Type") in kinds or each.get("Target", "").lstrip("/").startswith("docProps/"):
            root.remove(each)
    root.extend(
        relation(f"rIdProngsaiProperties{i}", kind, to) for i, (to, kind) in enumerate(PROPERTY_RELATIONS.items(), 1)
    )
    found.parts[at] = part(root)


def _forget(found: Opened, gone: set[str]) -> None:
    at = found.named("[Content_Types].xml") or "[Content_Types].xml"
    root = found.tree(at)
    for each in list(root.iter(f"{{{CONTENT_TYPES}}}Override")):
        if each.get("PartName", "").lstrip("/") in gone:
            root.remove(each)
    found.parts[at] = part(root)
