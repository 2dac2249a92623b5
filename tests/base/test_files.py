import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cast import NOW, Cast
from prongsai.base import files
from prongsai.base.models import StoredFile
from prongsai.core.errors import Refused


def an_archive(*members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return held.getvalue()


def stored(cast: Cast, who: str = "clerk", **changes: Any) -> StoredFile:
    wanted = {"name": "แผน.txt", "content": "มาตรการ".encode(), **changes}
    return files.store(by=cast.viewer(who), at=NOW, **wanted)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", an_archive("[Content_Types].xml", "word/document.xml"), "docx"),
        ("a.XLSX", an_archive("xl/workbook.xml"), "xlsx"),
        ("a.odt", an_archive("mimetype", "content.xml"), "odt"),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.htm", b"<p>x", "html"),
        ("a.csv", "ก,ข".encode("cp874"), "csv"),
        ("a.txt", "ก".encode("utf-16"), "txt"),
        ("a.md", b"# x", "md"),
    ],
)
def test_kind_is_told_when_name_and_content_agree(name: str, content: bytes, kind: str) -> None:
    assert files.kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", an_archive("word/document.xml")),
        ("a.docx", b"%PDF-1.7\n"),
        ("a.docx", an_archive("anything.txt")),
        ("a.docx", b"PK\x03\x04 cut short"),
        ("a.xlsx", an_archive("word/document.xml")),
        ("a.txt", b"MZ\0\0"),
        ("a.txt", b"%PDF-1.7\n"),
        ("a.exe", b"MZ\0\0"),
        ("a", b"words"),
        ("a.txt", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        files.kind_of(name, content)
    assert refusal.value.th
    assert refusal.value.en


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 4)
    files.kind_of("a.txt", b"four")
    with pytest.raises(Refused, match="larger than"):
        files.kind_of("a.txt", b"five!")


def test_a_file_is_kept_as_it_came_under_its_hash(cast: Cast) -> None:
    file = stored(cast, content=b"words")
    with files.open_stored(file) as opened:
        assert opened.read() == b"words"
    assert file.path == f"{file.sha256[:2]}/{file.sha256}"
    assert (file.size, file.kind, file.uploaded_by) == (5, "txt", cast.people["clerk"])


def test_nothing_else_is_left_in_the_folder(cast: Cast) -> None:
    file = stored(cast)
    assert [each for each in files.folder().rglob("*") if each.is_file()] == [files.folder() / file.path]


def test_the_same_file_again_is_recognised_in_the_agency(cast: Cast) -> None:
    first = stored(cast)
    with pytest.raises(files.AlreadyStored) as again:
        stored(cast, name="ชื่อใหม่.txt")
    assert again.value.file == first
    assert first.name in again.value.th


def test_another_agency_may_hand_in_the_same_file(cast: Cast) -> None:
    assert stored(cast).sha256 == stored(cast, "stranger").sha256
    assert StoredFile.objects.count() == 2


def test_a_name_never_leads_out_of_the_folder(cast: Cast) -> None:
    file = stored(cast, name="../../etc/passwd.txt")
    assert file.name == "passwd.txt"
    assert Path(files.folder() / file.path).is_file()


def test_what_the_house_made_is_kept_once_and_comes_back_when_its_bytes_were_lost(cast: Cast) -> None:
    made = [files.keep_made(agency=cast.agency, at=NOW, name="ชุด.zip", content=io.BytesIO(b"PK")) for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0].kind, made[0].content_type, made[0].size) == ("zip", "application/zip", 2)
    (files.folder() / made[0].path).unlink()
    files.keep_made(agency=cast.agency, at=NOW, name="ชุด.zip", content=io.BytesIO(b"PK"))
    with files.open_stored(made[0]) as content:
        assert content.read() == b"PK"
