"""Opening a template that an agency supplies: only a plain DOCX, with nothing that runs, calls or unpacks."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from prongsai.core.errors import Problem, Refused
from prongsai.paper.reading.package import Package, parsed
from prongsai.paper.writing.docx.marks import PACKAGE_RELATIONS, name, part

UNFIT_TH, UNFIT_EN = "ใช้แม่แบบนี้ไม่ได้: ", "This template cannot be used: "
_MOST_BYTES = 20 * 1024 * 1024
_MOST_TEXT = 4 * 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, NotImplementedError, ValueError, LookupError)
_OBJECTS = re.compile(r"(?:^|/)(?:embeddings|activex|ctrlprops)/|vbaproject|vbadata|\.bin$|oleobject", re.I)
_RUNNING_KINDS = {
    "oleObject",
    "package",
    "control",
    "vbaProject",
    "aFChunk",
    "subDocument",
    "frame",
    "keyMapCustomizations",
}
_FETCHING_FIELD = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b", re.I)
_LINKS = {"http", "https", "mailto", ""}
_TEXTS = ("header", "footer", "footnotes", "endnotes")


@dataclass(slots=True)
class Opened:
    """A template that may be filled: its parts by name, and the name of the main one."""

    parts: dict[str, bytes]
    main: str
    _package: Package

    def related(self, kind: str) -> str | None:
        """The part the main one names as its relation of a kind, by the name the package has for it."""
        found = next(iter(self._package.related(self.main, kind)), None)
        return self.named(found) if found else None

    @property
    def texts(self) -> list[str]:
        """The parts in which fields may stand: the main one, headers, footers, notes."""
        others = [found for kind in _TEXTS for found in self._package.related(self.main, kind)]
        return [self.main, *dict.fromkeys(each for found in others if (each := self.named(found)))]

    def named(self, target: str) -> str | None:
        """A part by its name in any spelling of upper and lower case."""
        return next((each for each in self.parts if each.lower() == target.lower()), None)

    def tree(self, part: str) -> Any:
        """The root of an XML part."""
        return parsed(self.parts[part])

    def relations_of(self, part: str) -> str:
        """Where the relations of a part stand."""
        folder, last = posixpath.split(part)
        wanted = posixpath.join(folder, "_rels", f"{last}.rels")
        return self.named(wanted) or wanted


def opened(template: bytes) -> Opened:
    """The parts of a template. Raises: Refused, with what is wrong with it and what to do."""
    try:
        if len(template) > _MOST_BYTES:
            raise _refused("ใหญ่เกิน 20 MB โปรดย่อรูปภาพในแม่แบบ", "is larger than 20 MB; make its pictures smaller")
        found = _opened(template)
        _refuse_what_runs(found)
        for each in [each for each in found.parts if each.lower().endswith((".xml", ".rels"))]:
            found.tree(each)  # what is damaged is told now, not while it is filled
        for each in found.texts:
            if len(found.parts[each]) > _MOST_TEXT:
                raise _refused("มีข้อความมากเกินไป โปรดตัดส่วนที่ไม่ใช้ออก", "holds too much text; leave out what is not needed")
            _refuse_fetching(found.tree(each))
    except Refused:
        raise
    except Problem as trouble:  # a bomb, told by the reader of packages
        raise _refused("คลายออกแล้วใหญ่ผิดปกติ โปรดบันทึกใหม่จาก Word", "unpacks to far more than it should") from trouble
    except _DAMAGE as trouble:
        raise _refused("ไม่ใช่ไฟล์ Word (.docx) ที่สมบูรณ์ โปรดบันทึกใหม่จาก Word", "is no sound Word file (.docx)") from trouble
    return found


def _opened(template: bytes) -> Opened:
    package = Package("template.docx", template)
    if package.is_locked:
        raise _refused("ตั้งรหัสผ่านไว้ โปรดบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน", "is locked with a password; save it without one")
    names = [
        each.filename.lstrip("/") for each in zipfile.ZipFile(io.BytesIO(template)).infolist() if not each.is_dir()
    ]
    if len({each.lower() for each in names}) != len(names):
        raise ValueError("a part stands twice")
    parts = {each: package.part(each) for each in names}
    found = Opened(parts, package.related("", "officeDocument")[0], package)
    main = found.named(found.main)
    if main is None or found.tree(main).find(name("w:body")) is None:
        raise ValueError("no document of Word")
    found.main = main
    return found


def _refuse_what_runs(found: Opened) -> None:
    types = next((content for named, content in found.parts.items() if named.lower() == "[content_types].xml"), b"")
    if b"macroenabled" in types.lower() or any(_OBJECTS.search(each) for each in found.parts):
        raise _refused(
            "มีแมโครหรือวัตถุฝังอยู่ โปรดนำออกแล้วบันทึกเป็น .docx",
            "holds macros or embedded objects; take them out and save it as .docx",
        )
    for each in [each for each in found.parts if each.lower().endswith(".rels")]:
        root = found.tree(each)
        for relation in root.iter(f"{{{PACKAGE_RELATIONS}}}Relationship"):
            _refuse_or_drop(relation)
        found.parts[each] = part(root)


def _refuse_or_drop(relation: Any) -> None:
    """Only links may lead outside; the path of the Word template somebody once began with is left out."""
    kind = relation.get("Type", "").rpartition("/")[2]
    if kind == "attachedTemplate":
        relation.getparent().remove(relation)
    elif kind in _RUNNING_KINDS:
        raise _refused("มีวัตถุหรือไฟล์อื่นฝังอยู่ โปรดนำออก", "holds embedded objects or files; take them out")
    elif relation.get("TargetMode") == "External" and not (
        kind == "hyperlink" and _is_link(relation.get("Target", ""))
    ):
        raise _refused(
            "เรียกรูปภาพหรือไฟล์จากภายนอก โปรดฝังรูปภาพไว้ในแม่แบบ",
            "fetches pictures or files from elsewhere; embed the pictures in the template",
        )


def _is_link(target: str) -> bool:
    try:
        return urlsplit(target).scheme.lower() in _LINKS and not target.startswith(("//", "\\\\"))
    except ValueError:
        return False


def _refuse_fetching(root: Any) -> None:
    codes = "".join(each.text or "" for each in root.iter(name("w:instrText")))
    simple = " ".join(each.get(name("w:instr"), "") for each in root.iter(name("w:fldSimple")))
    if found := _FETCHING_FIELD.search(f"{codes} {simple}"):
        raise _refused(
            f"มีฟิลด์ {found[0].upper()} ซึ่งเรียกข้อมูลจากภายนอก โปรดลบฟิลด์นั้น",
            f"holds the field {found[0].upper()}, which fetches something; delete it",
        )


def _refused(th: str, en: str) -> Refused:
    return Refused(f"{UNFIT_TH}{th}", f"{UNFIT_EN}it {en}.")
