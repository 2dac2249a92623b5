"""An agency's own DOCX filled for one paper: its fields, and our body where it says ``{{ body }}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateError
from lxml import etree

from prongsai.core.errors import Refused
from prongsai.paper.reading.package import parsed
from prongsai.paper.writing.docx import tags
from prongsai.paper.writing.docx.marks import name, part, w
from prongsai.paper.writing.docx.merging import merged
from prongsai.paper.writing.docx.runs import pieces
from prongsai.paper.writing.docx.screening import UNFIT_EN, UNFIT_TH, Opened, opened
from prongsai.paper.writing.docx.template_fields import BODY, known_names, values_of
from prongsai.paper.writing.manuscript import Manuscript
from prongsai.paper.writing.packing import packed

_MOST_FILLED = 8 * 1024 * 1024
_IS_BODY = re.compile(r"\{\{\s*(?:" + "|".join(BODY) + r")\s*\}\}")
_HAS_TAG = re.compile(r"\{[{%#]")
_PLACE = "_ProngsaiBody"
# What no escaping of XML keeps apart in a text: put back as Word's own elements when the part is a tree again.
_LINE, _TAB = "\ue00a", "\ue009"


def filled(template: bytes, manuscript: Manuscript, facts: Mapping[str, object]) -> bytes:
    """The template with its fields filled from the manuscript's records and `facts`, which have the last word.

    Raises: Refused, with what is wrong with the template and what to do.
    """
    found = opened(template)
    values = values_of(manuscript, facts)
    ready = {each: _ready(found, each) for each in found.texts}
    _refuse([fault for each in ready for fault in _faults(found, each, ready[each], frozenset(values))])
    trees = {each: _filled(xml, values) for each, xml in ready.items()}
    place = next((each for each in trees[found.main].iter(name("w:p")) if _is_place(each)), None)
    found.parts |= {each: part(tree) for each, tree in trees.items() if each != found.main}
    return packed(merged(found, trees[found.main], place, manuscript))


def faults_in(template: bytes) -> tuple[tags.Fault, ...]:
    """What is wrong with a template, each in both languages: unknown fields, broken tags, what may not be in it."""
    try:
        found = opened(template)
        ready = {each: _ready(found, each) for each in found.texts}
        faults = [fault for each in ready for fault in _faults(found, each, ready[each], known_names())]
    except Refused as refusal:
        return (tags.Fault(refusal.th.removeprefix(UNFIT_TH), refusal.en.removeprefix(UNFIT_EN)),)
    return tuple(dict.fromkeys(faults))


def _ready(found: Opened, part_name: str) -> str:
    """The XML of a part with its tags in one piece; the first paragraph for the body is marked and says nothing."""
    root = found.tree(part_name)
    if part_name == found.main:
        for each in root.find(name("w:body")).iterchildren(name("w:p")):
            if _IS_BODY.fullmatch("".join(said.text or "" for said in each.iter(name("w:t"))).strip()):
                _mark(each)
                break
    xml = etree.tostring(root, encoding="unicode")
    words = "".join(root.itertext())
    return tags.ready(xml) if _HAS_TAG.search(words) else xml


def _mark(paragraph: Any) -> None:
    for each in list(paragraph):
        if each.tag != name("w:pPr"):
            paragraph.remove(each)
    paragraph.append(w("bookmarkStart", id=0, name=_PLACE))


def _is_place(paragraph: Any) -> bool:
    return any(each.get(name("w:name")) == _PLACE for each in paragraph.iterchildren(name("w:bookmarkStart")))


def _faults(found: Opened, part_name: str, xml: str, known: frozenset[str]) -> Iterator[tags.Fault]:
    if _HAS_TAG.search(xml):
        yield from tags.faults_of_words("".join(found.tree(part_name).itertext()))
        yield from tags.faults_of(xml, known)


def _refuse(faults: list[tags.Fault]) -> None:
    if faults:
        th, en = (" ".join(dict.fromkeys(said)) for said in ([f.th for f in faults], [f.en for f in faults]))
        raise Refused(f"{UNFIT_TH}{th}", f"{UNFIT_EN}{en}")


def _filled(xml: str, values: dict[str, object]) -> Any:
    if not _HAS_TAG.search(xml):
        return parsed(xml.encode())
    try:
        root = parsed(tags.filled(xml, _one_line(values), _MOST_FILLED).encode())
    except OverflowError as trouble:
        raise Refused(
            "ใช้แม่แบบนี้ไม่ได้: เติมข้อมูลแล้วเอกสารยาวผิดปกติ โปรดลดคำสั่งวนซ้ำ",
            "This template cannot be used: filled in, it grows without end; use fewer loops.",
        ) from trouble
    except (TemplateError, TypeError) as trouble:
        raise Refused(
            f"ใช้แม่แบบนี้ไม่ได้: แท็กเติมค่าไม่ได้ ({trouble}) โปรดตรวจเงื่อนไขและชื่อช่อง",
            f"This template cannot be used: a tag cannot be filled ({trouble}); check its conditions and fields.",
        ) from trouble
    except (etree.XMLSyntaxError, ValueError) as trouble:
        raise Refused(
            "ใช้แม่แบบนี้ไม่ได้: คำสั่ง for/if คร่อมย่อหน้าหรือแถวของตาราง โปรดใช้ {%p ... %} ทั้งย่อหน้า หรือ {%tr ... %} ทั้งแถว",
            "This template cannot be used: a for or if reaches across paragraphs or rows; "
            "use {%p ... %} for whole paragraphs, {%tr ... %} for whole rows.",
        ) from trouble
    for said in list(root.iter(name("w:t"))):
        _put_lines_back(said)
    return root


def _one_line(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\n", _LINE).replace("\t", _TAB)
    if isinstance(value, list):
        return [_one_line(each) for each in value]
    return {key: _one_line(each) for key, each in value.items()}


def _put_lines_back(said: Any) -> None:
    words = said.text or ""
    if _LINE in words or _TAB in words:
        run, at = said.getparent(), said.getparent().index(said)
        run[at : at + 1] = pieces(words.replace(_LINE, "\n").replace(_TAB, "\t"))
