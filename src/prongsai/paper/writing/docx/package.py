"""A whole DOCX: its parts, what they are, and how they refer to one another."""

from __future__ import annotations

from typing import Any

from lxml import etree

from prongsai.paper.writing.docx.body import Body, closed, ended_by
from prongsai.paper.writing.docx.marks import CONTENT_TYPES, part, root, w
from prongsai.paper.writing.docx.properties import CORE, CUSTOM, EXTENDED, property_parts
from prongsai.paper.writing.docx.sections import NUMBER_FORMATS, section_properties, text_size
from prongsai.paper.writing.docx.styles import styles_root
from prongsai.paper.writing.docx.writing import Writing, relation, relations_root
from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.packing import packed

_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml."
TYPES = {
    "document.xml": f"{_WORD}document.main+xml",
    "styles.xml": f"{_WORD}styles+xml",
    "settings.xml": f"{_WORD}settings+xml",
    "fontTable.xml": f"{_WORD}fontTable+xml",
    "footnotes.xml": f"{_WORD}footnotes+xml",
}
FOOTER_TYPE = f"{_WORD}footer+xml"
PROPERTY_TYPES = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    EXTENDED: f"{_OFFICE}extended-properties+xml",
    CUSTOM: f"{_OFFICE}custom-properties+xml",
}
PROPERTY_RELATIONS = {
    CORE: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    EXTENDED: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
    CUSTOM: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
}
_DOCUMENT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DEFAULT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
}
_LIKE = {
    "TH Sarabun New": "TH SarabunPSK",
    "TH SarabunPSK": "TH Sarabun New",
    "Sarabun": "TH Sarabun New",
}
"""A face that stands in where an office does not have the one a paper names."""


def docx_bytes(manuscript: Manuscript) -> bytes:
    """The manuscript as a DOCX that Word opens without a question and a clerk can go on writing in."""
    writing = Writing(manuscript)
    footers: dict[str, bytes] = {}
    document = _document(writing, footers)
    parts = {"document.xml": document, "styles.xml": part(styles_root(manuscript.font)), **_around(writing)}
    for named in ("styles", "settings", "fontTable", *(["footnotes"] if writing.notes else [])):
        writing.relations.add(named, f"{named}.xml")
    relations = {"word/_rels/document.xml.rels": writing.relations.part()}
    if notes := writing.note_relations.elements():
        relations["word/_rels/footnotes.xml.rels"] = part(relations_root(notes))
    return packed(
        {
            "[Content_Types].xml": _content_types(parts, footers),
            "_rels/.rels": _package_relations(),
            **{f"word/{named}": content for named, content in {**parts, **footers, **writing.media}.items()},
            **relations,
            **property_parts(manuscript),
        }
    )


def footnotes_root(notes: list[Any], style: str) -> Any:
    """A whole part of footnotes: the two lines Word draws above them, then the notes."""
    notes_part = root("footnotes")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        line = w("p", w("pPr", w("pStyle", val=style)), w("r", w(kind)))
        notes_part.append(w("footnote", line, type=kind, id=number))
    notes_part.extend(notes)
    return notes_part


def _document(writing: Writing, footers: dict[str, bytes]) -> bytes:
    body = Body(writing)
    whole = w("body")
    sections = writing.manuscript.sections
    for i, section in enumerate(sections, 1):
        writing.width, writing.height = text_size(section.orientation)
        elements = body.elements(section)
        properties = section_properties(writing, section, footers)
        if i < len(sections):
            whole.extend(ended_by(writing, elements, properties))
        else:
            whole.extend([*closed(writing, elements), properties])
    return part(root("document", whole))


def _around(writing: Writing) -> dict[str, bytes]:
    """The parts beside the document that every DOCX of ours has, and the footnotes where there are some."""
    parts = {"settings.xml": part(_settings(writing)), "fontTable.xml": part(_font_table(writing.manuscript.font))}
    if writing.notes:
        parts["footnotes.xml"] = part(footnotes_root(writing.notes, writing.style("FootnoteText")))
    return parts


def _settings(writing: Writing) -> Any:
    digits = w("numFmt", val=NUMBER_FORMATS[writing.manuscript.digits])
    notes = w("footnotePr", digits, w("footnote", id=-1), w("footnote", id=0)) if writing.notes else None
    newest = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w(
        "settings",
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        notes,
        w("compat", newest),
        w("themeFontLang", val="en-US", bidi="th-TH"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table(font: str) -> Any:
    like = _LIKE.get(font, "TH Sarabun New")
    return w("fonts", w("font", w("altName", val=like), w("charset", val="DE"), w("family", val="swiss"), name=font))


def _package_relations() -> bytes:
    elements = [relation("rId1", _DOCUMENT_RELATION, "word/document.xml")]
    elements += [relation(f"rId{i}", kind, target) for i, (target, kind) in enumerate(PROPERTY_RELATIONS.items(), 2)]
    return part(relations_root(elements))


def _content_types(parts: dict[str, bytes], footers: dict[str, bytes]) -> bytes:
    types = etree.fromstring(f'<Types xmlns="{CONTENT_TYPES}"/>')
    for ending, kind in DEFAULT_TYPES.items():
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Default", Extension=ending, ContentType=kind)
    kinds = {f"word/{named}": TYPES[named] for named in parts} | {f"word/{named}": FOOTER_TYPE for named in footers}
    for named, kind in {**kinds, **PROPERTY_TYPES}.items():
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{named}", ContentType=kind)
    return part(types)
