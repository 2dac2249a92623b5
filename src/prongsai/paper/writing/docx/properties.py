"""What the file says of itself beside its text, and the place that is left in it for the seal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree

from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK
from prongsai.paper.writing.docx.marks import part
from prongsai.paper.writing.manuscript import Manuscript, Properties
from prongsai.paper.writing.text import printable

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of every custom property there is

CORE, EXTENDED, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"


def property_parts(manuscript: Manuscript) -> dict[str, bytes]:
    """The three parts of properties: no person's name, no clock, no program's version."""
    return {
        CORE: part(_core(manuscript)),
        EXTENDED: part(_extended()),
        CUSTOM: part(_custom(manuscript.properties)),
    }


def _core(manuscript: Manuscript) -> Any:
    properties = manuscript.properties
    spaces = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _INSTANCE}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=spaces)
    _say(root, f"{{{_DC}}}title", properties.title)
    _say(root, f"{{{_DC}}}subject", properties.subject)
    _say(root, f"{{{_CORE}}}keywords", ", ".join(each for each in properties.keywords if each))
    _say(root, f"{{{_CORE}}}category", properties.subject)
    _say(root, f"{{{_DC}}}language", "th-TH" if manuscript.language == "th" else "en-US")
    for name in ("created", "modified"):
        _say(root, f"{{{_TERMS}}}{name}", _moment(properties.made_at), {f"{{{_INSTANCE}}}type": "dcterms:W3CDTF"})
    return root


def _moment(made_at: datetime | None) -> str:
    moment = made_at or _LONG_AGO
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _extended() -> Any:
    root = etree.fromstring(f'<Properties xmlns="{_EXTENDED}"/>')
    _say(root, f"{{{_EXTENDED}}}Application", "Prongsai")
    return root


def _custom(properties: Properties) -> Any:
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>')
    said = {"agency": properties.agency, "number": properties.number, "version": f"{properties.version}"}
    if properties.code:
        said |= {"prongsai-paper": PAPER_MARK + properties.code, "prongsai-seal": EMPTY_SEAL}
    for number, (name, value) in enumerate(((name, value) for name, value in said.items() if value), 2):
        element = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=f"{number}", name=name)
        _say(element, f"{{{_VALUES}}}lpwstr", value)
    return root


def _say(parent: Any, tag: str, said: str, attributes: dict[str, str] | None = None) -> None:
    if said:
        etree.SubElement(parent, tag, attributes or {}).text = printable(said)
