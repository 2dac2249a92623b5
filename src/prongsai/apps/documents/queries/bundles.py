"""Bundles: everything about one subject, the papers that were issued and what proves them, with a list of it all."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.db.models import QuerySet
from django.http import Http404

from prongsai.apps.documents.models import Bundle, EditionFile
from prongsai.apps.documents.queries.subjects import Attachment, Subject, attachments_of, subjects_in
from prongsai.base.access import Viewer
from prongsai.base.exports import FORMULA_SIGNS
from prongsai.base.files import folder
from prongsai.base.models import Agency
from prongsai.base.names import file_safe
from prongsai.core.errors import Refused
from prongsai.paper.writing.compose.composing import thai_date

PAPERS, PROOF = "เอกสาร", "หลักฐาน"
READ_FIRST, LIST = "อ่านก่อน.txt", "รายการ"
HEADS = ("ชื่อไฟล์", "ขนาด (ไบต์)", "SHA-256", "คืออะไร")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that goes into a bundle: its name there, where it lies, the hash it should have, what it is."""

    name: str
    path: Path
    sha256: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A file as the list of a bundle tells it; `size` is None for one that is lost."""

    name: str
    size: int | None
    sha256: str
    words: str


@dataclass(frozen=True, slots=True)
class ListedBundle:
    """A bundle in the list, with what it is about in words."""

    bundle: Bundle
    label: str


def bundles_of(viewer: Viewer, year: int) -> list[ListedBundle]:
    """The bundles of a year, newest first."""
    labels = {each.key: each.label for each in subjects_in(viewer, year)}
    return [ListedBundle(each, labels.get(each.subject, each.subject)) for each in _bundles(viewer, year)]


def bundle_of(viewer: Viewer, year: int, bundle_id: int) -> ListedBundle:
    """One bundle of the viewer's agency. Raises: Http404."""
    found = _bundles(viewer, year).filter(pk=bundle_id).first()
    if found is None:
        raise Http404
    labels = {each.key: each.label for each in subjects_in(viewer, year)}
    return ListedBundle(found, labels.get(found.subject, found.subject))


def bundle_to_make(bundle_id: int) -> Bundle | None:
    """A bundle for the worker; None when it is gone."""
    return Bundle.objects.select_related("agency", "asked_by").filter(pk=bundle_id).first()


def pieces_of(viewer: Viewer, year: int, subject: str) -> list[Piece]:
    """The files of a bundle: issued papers that were not withdrawn, then what proves them. Shape: names once."""
    names = _Names()
    return [*_papers(viewer, year, subject, names), *_proofs(attachments_of(viewer, year, subject), names)]


def must_hold_something(viewer: Viewer, year: int, subject: str) -> None:
    """Raises: Refused where there is nothing to bundle yet."""
    if not pieces_of(viewer, year, subject):
        raise Refused(
            "เรื่องนี้ยังไม่มีเอกสารที่ออกแล้วและไม่มีหลักฐาน จึงยังไม่มีอะไรให้รวม ออกเอกสารหรือส่งหลักฐานก่อน",
            "Nothing was issued and nothing proved here yet; issue a paper or hand evidence in first.",
        )


def parts_of(agency: Agency, subject: Subject, pieces: list[Piece]) -> Iterator[tuple[str, bytes]]:
    """The parts of the package, one at a time: every file, then the list twice and what to know first.

    Nothing in them tells when they were put together: the same files make the same package.
    """
    lines = []
    for piece in pieces:
        content = piece.path.read_bytes() if piece.path.is_file() else None
        lines.append(_line(piece, content))
        if content is not None:
            yield piece.name, content
    yield f"{LIST}.html", _page(agency, subject, lines)
    yield f"{LIST}.csv", _table(lines)
    yield READ_FIRST, _read_first(agency, subject, lines)


def _bundles(viewer: Viewer, year: int) -> QuerySet[Bundle]:
    found = Bundle.objects.filter(agency=viewer.agency, fiscal_year=year)
    return found.select_related("job", "file", "asked_by")


class _Names:
    """Names inside a package: each once, none that leads out of it or that a system cannot write."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def free(self, place: str, name: str) -> str:
        """The name, numbered where another file has it already."""
        parts = Path(name.replace("\\", "/"))
        stem, ending = file_safe(parts.stem), file_safe(parts.suffix[1:]) if parts.suffix else ""
        ending = f".{ending}" if ending else ""
        wanted, count = f"{place}/{stem}{ending}", 1
        while wanted.casefold() in self.taken:
            count += 1
            wanted = f"{place}/{stem} ({count}){ending}"
        self.taken.add(wanted.casefold())
        return wanted


def _papers(viewer: Viewer, year: int, subject: str, names: _Names) -> Iterator[Piece]:
    issued = EditionFile.objects.filter(
        edition__agency=viewer.agency,
        edition__document__fiscal_year=year,
        edition__document__subject=subject,
        edition__issued_at__isnull=False,
        edition__withdrawn_at__isnull=True,
    )
    files = issued.select_related("edition__document", "file")
    for each in files.order_by("edition__document_id", "edition__version", "pk"):
        edition, day = each.edition, each.edition.issued_on
        assert day is not None  # noqa: S101 - the database holds no issued edition without its day
        words = f"{edition.document.title} เลขที่ {edition.number} ลงวันที่ {thai_date(day)}"
        name = f"ฉบับที่ {edition.version} {file_safe(edition.document.title)}.{each.format}"
        yield Piece(names.free(PAPERS, name), folder() / each.file.path, each.file.sha256, words)


def _proofs(attachments: tuple[Attachment, ...], names: _Names) -> Iterator[Piece]:
    for each in sorted(attachments, key=lambda one: (one.name, one.sha256)):
        yield Piece(names.free(PROOF, each.name), each.path, each.sha256, "หลักฐานประกอบ")


def _line(piece: Piece, content: bytes | None) -> Line:
    if content is None:
        return Line(piece.name, None, piece.sha256, f"{piece.words} (ไม่พบไฟล์ในระบบ จึงไม่อยู่ในชุดนี้)")
    sha256 = hashlib.sha256(content).hexdigest()
    changed = "" if sha256 == piece.sha256 else " (เนื้อไฟล์ไม่ตรงกับที่รับไว้)"
    return Line(piece.name, len(content), sha256, f"{piece.words}{changed}")


def _table(lines: list[Line]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(
        (_harmless(each.name), "" if each.size is None else each.size, each.sha256, _harmless(each.words))
        for each in lines
    )
    return text.getvalue().encode("utf-8-sig")  # with its mark, or Excel reads Thai as Latin


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _page(agency: Agency, subject: Subject, lines: list[Line]) -> bytes:
    title = escape(f"{subject.label} {agency.name}")
    rows = "\n".join(
        f"<tr><th scope='row'>{escape(each.name)}</th><td>{'–' if each.size is None else each.size}</td>"
        f"<td><code>{each.sha256}</code></td><td>{escape(each.words)}</td></tr>"
        for each in lines
    )
    heads = "".join(f"<th scope='col'>{each}</th>" for each in HEADS)
    return (
        f"<!doctype html>\n<html lang='th'>\n<head><meta charset='utf-8'><title>{title}</title></head>\n"
        f"<body>\n<h1>{title}</h1>\n<p>{len(lines)} ไฟล์</p>\n<table border='1'>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</body>\n</html>\n"
    ).encode()


def _read_first(agency: Agency, subject: Subject, lines: list[Line]) -> bytes:
    total = sum(each.size or 0 for each in lines)
    return (
        f"{subject.label}\n{agency.name}\n\n"
        f"ชุดนี้มี {len(lines)} ไฟล์ รวม {total} ไบต์\n\n"
        f"{PAPERS}/  เอกสารที่ออกแล้วทุกฉบับที่ยังไม่ถอน ในทุกรูปแบบ\n"
        f"{PROOF}/  ไฟล์หลักฐานตามที่ส่งเข้าระบบ\n"
        f"{LIST}.html และ {LIST}.csv  ชื่อ ขนาด และค่า SHA-256 ของทุกไฟล์\n\n"
        "ตรวจว่าไฟล์ไม่ถูกแก้: คำนวณ SHA-256 ของไฟล์แล้วเทียบกับรายการ\n"
        "ตรวจเอกสารที่ออกแล้ว: สแกน QR บนเอกสาร หรือใช้คำสั่ง prongsai verify ชื่อไฟล์\n"
    ).encode()
