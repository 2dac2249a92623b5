"""Anybody checks a paper: by its code, by the file; nothing is listed, nothing kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.documents.made import Source, a_signed_document, an_issued_document
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.models import Document, Edition, EditionFile
from prongsai.apps.documents.queries.verifying import Match, normal_code, outcome_of
from prongsai.base.files import folder, open_stored
from prongsai.base.models import AuditLine, StoredFile
from prongsai.paper.sealing import SealingKey, seal
from prongsai.paper.writing import layout, manuscript_of, write
from prongsai.paper.writing.content import from_json


def page_of(edition: Edition) -> str:
    return str(Visitor().get(reverse("verify:edition", args=[edition.code])).content.decode())


def with_files(cast: Cast, **changes: Any) -> Edition:
    edition = an_issued_document(cast, **changes).editions.get()
    jobs.make_edition_files.func(edition.pk)
    return edition


def content_of(edition: Edition, form: str) -> bytes:
    with open_stored(EditionFile.objects.get(edition=edition, format=form).file) as opened:
        return opened.read()


def compared(content: bytes, name: str = "paper.pdf") -> Any:
    sent = {"file": SimpleUploadedFile(name, content)}
    return Visitor().post(reverse("verify:paper"), sent)


def next_version(cast: Cast, document: Document) -> Edition:
    clerk = cast.viewer("clerk")
    operations.revise_document(by=clerk, at=NOW, document=document, reason="แก้")
    operations.submit_document(by=clerk, at=NOW, document=document)
    submission = document.deeds.filter(deed="submitted").latest("pk").pk
    operations.approve_document(by=cast.viewer("executive"), at=NOW, document=document, submission=submission)
    return operations.issue_document(
        by=clerk, at=NOW, document=document, number="1/2567", issued_on=NOW.date(), reason=""
    )


def test_the_page_says_what_the_paper_says_of_itself(cast: Cast, source: Source) -> None:
    edition = with_files(cast)
    page = page_of(edition)
    imprint = from_json(edition.content).imprint
    assert imprint.sign_off is not None
    for words in (cast.agency.name, edition.number, edition.digest, imprint.sign_off.words, "21 พ.ย. 2569"):
        assert words in page
    for each in EditionFile.objects.select_related("file"):
        assert each.file.sha256 in page
    assert "เป็นฉบับที่ใช้อยู่" in page
    assert "/desk/" not in page


def test_a_reason_for_issuing_all_the_same_stays_inside_the_agency(cast: Cast, source: Source) -> None:
    assert "ความจำเป็นภายใน" not in page_of(an_issued_document(cast, reason="ความจำเป็นภายใน").editions.get())


def test_a_newer_version_is_named_and_linked(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    first = document.editions.get()
    second = next_version(cast, document)
    page = page_of(first)
    assert "มีฉบับใหม่กว่า" in page
    assert reverse("verify:edition", args=[second.code]) in page
    assert "เป็นฉบับที่ใช้อยู่" in page_of(second)


def test_a_withdrawn_edition_says_so_with_its_reason(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    operations.withdraw_edition(by=cast.viewer("clerk"), at=NOW, edition=edition, reason="ลงชื่อผิดคน")
    page = page_of(edition)
    assert "หน่วยงานถอนฉบับนี้แล้ว" in page
    assert "ลงชื่อผิดคน" in page
    assert "เป็นฉบับที่ใช้อยู่" not in page


@pytest.mark.parametrize("code", ["ABCD-EFGH-IJKL-MNOP", "x", "ก", "A" * 300, "%00"])
def test_a_code_that_is_not_there_says_what_to_do(cast: Cast, source: Source, code: str) -> None:
    answer = Visitor().get(reverse("verify:edition", args=[code]))
    assert answer.status_code == 404
    assert "สอบถามหน่วยงานที่ออก" in answer.content.decode()


def test_a_code_is_understood_however_it_is_typed(cast: Cast, source: Source) -> None:
    code = str(an_issued_document(cast).editions.get().code)
    typed = f" {code.replace('-', ' ').lower().replace('o', '0').replace('i', '1').replace('b', '8')} "
    answer = Visitor().get(reverse("verify:paper"), {"code": typed})
    assert answer["Location"] == reverse("verify:edition", args=[code])
    answer = Visitor().get(reverse("verify:edition", args=[code.lower()]))
    assert answer["Location"] == reverse("verify:edition", args=[code])


@pytest.mark.parametrize("typed", ["", "ABC", "9999-9999-9999-9999", "เลขที่ 1/2567", "A" * 61])
def test_what_can_be_no_code_is_asked_for_again_politely(db: None, typed: str) -> None:
    answer = Visitor().get(reverse("verify:paper"), {"code": typed})
    assert answer.status_code == 422
    assert "กรุณา" in answer.content.decode() or "ไม่เกิน" in answer.content.decode()
    assert normal_code(typed) is None


def test_what_was_signed_but_not_issued_has_no_page(cast: Cast, source: Source) -> None:
    assert a_signed_document(cast).editions.get().code is None


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "odt", "html", "json"])
def test_the_very_file_is_told_and_one_changed_byte_too(cast: Cast, source: Source, form: str) -> None:
    edition = with_files(cast)
    content = content_of(edition, form)
    page = compared(content, f"x.{form}").content.decode()
    assert "ตรงกับฉบับที่ออก" in page
    assert edition.code in page
    for place in (len(content) // 3, len(content) - 2):
        changed = bytearray(content)
        changed[place] ^= 1
        told = outcome_of(bytes(changed))
        assert told.match is not Match.SAME
        assert "<h1>ตรงกับฉบับที่ออก" not in compared(bytes(changed)).content.decode()


def test_a_changed_seal_says_which_paper_it_claims_to_be(cast: Cast, source: Source) -> None:
    edition = with_files(cast)
    changed = content_of(edition, "html").replace("สำนักปลัด".encode(), "สำนักปลาด".encode()[:27], 1)
    answer = compared(changed, "x.html").content.decode()
    assert "ไม่ตรง: ถูกแก้ไขแม้เพียงหนึ่งไบต์" in answer
    assert reverse("verify:edition", args=[edition.code]) in answer


def test_what_an_office_program_saved_again_still_says_where_it_came_from(cast: Cast, source: Source) -> None:
    edition = with_files(cast)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content_of(edition, "docx"))) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each), zipfile.ZIP_DEFLATED)
    told = outcome_of(out.getvalue())
    assert told.match is not Match.SAME
    assert told.verified is not None
    assert told.verified.edition == edition


def test_a_paper_sealed_elsewhere_is_told_by_its_key(cast: Cast, source: Source) -> None:
    content = from_json(an_issued_document(cast).editions.get().content)
    other = SealingKey(b"7" * 32)
    told = outcome_of(seal(write(manuscript_of(content, layout("plan")), "html"), other))
    assert (told.match, told.fingerprint) == (Match.OTHER_KEY, other.fingerprint)
    page = compared(seal(write(manuscript_of(content, layout("plan")), "html"), other)).content.decode()
    assert other.fingerprint in page


def test_our_own_seal_without_a_record_is_told_apart(cast: Cast, source: Source) -> None:
    edition = with_files(cast)
    content = content_of(edition, "html")
    EditionFile.objects.all().delete()
    assert outcome_of(content).match is Match.UNKNOWN_OURS


@pytest.mark.parametrize("content", [b"no paper", b"PK\x03\x04 broken", b"%PDF-1.7", bytes(range(256)) * 4])
def test_what_is_no_paper_of_ours_is_told_politely_and_not_kept(db: None, content: bytes, settings: Any) -> None:
    answer = compared(content)
    assert answer.status_code == 200
    assert "ไม่เหมือนไฟล์ใดที่ออกจากระบบนี้" in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert not AuditLine.objects.exists()
    assert not folder().exists()


def test_no_file_or_an_empty_one_is_asked_for_again(db: None) -> None:
    assert Visitor().post(reverse("verify:paper"), {}).status_code == 422
    assert compared(b"").status_code == 422


def test_a_file_too_large_is_turned_away(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prongsai.apps.documents.forms.verifying.LARGEST", 10)
    answer = compared(b"01234567890")
    assert answer.status_code == 422
    assert "ใหญ่เกิน" in answer.content.decode()


def test_a_package_that_swells_is_not_unpacked(db: None) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("docProps/custom.xml", b"0" * 300_000_000)
    assert outcome_of(out.getvalue()).match is Match.UNSEALED


def test_nothing_is_listed_without_a_code(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    page = Visitor().get(reverse("verify:paper")).content.decode()
    assert cast.agency.name not in page
    assert str(edition.code) not in page
