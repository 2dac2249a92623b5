"""Bundles: everything about one subject in one package."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from apps.documents.made_printing import SUBJECT, TITLE, a_document_row, address, an_issued_edition
from apps.improvement.made_proof import a_photo, an_activity
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents.jobs import make_bundle
from prongsai.apps.documents.models import Bundle
from prongsai.apps.documents.operations import ask_bundle
from prongsai.apps.documents.queries.bundles import Piece, parts_of, pieces_of
from prongsai.apps.documents.queries.subjects import Subject
from prongsai.base.files import folder, open_stored
from prongsai.base.models import StoredFile
from prongsai.core.errors import Refused


def made(cast: Cast, subject: str = SUBJECT) -> Bundle:
    bundle = ask_bundle(by=cast.viewer("clerk"), at=NOW, fiscal_year=YEAR, subject=subject)
    make_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    return bundle


def opened(bundle: Bundle) -> dict[str, bytes]:
    assert bundle.file is not None
    with open_stored(bundle.file) as held, zipfile.ZipFile(held) as package:
        assert package.testzip() is None
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_STORED}
        return {name: package.read(name) for name in package.namelist()}


def listed(parts: dict[str, bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(parts["รายการ.csv"].decode("utf-8-sig"))))[1:]


def a_piece(name: str, content: bytes, **changes: Any) -> Piece:
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Piece(**{"name": name, "path": path, "sha256": hashlib.sha256(content).hexdigest(), "words": "ก", **changes})


def test_a_bundle_is_asked_for_made_by_the_worker_and_taken_away(cast: Cast, work: Callable[[], None]) -> None:
    an_issued_edition(cast)
    visitor = Visitor(cast.person("auditor"))
    asked = visitor.post(address(cast, "bundle-make"), {"subject": SUBJECT})
    assert asked.status_code == 302
    assert 'role="status"' in visitor.get(asked.headers["Location"]).content.decode()
    work()
    bundle = Bundle.objects.get()
    assert "ชุดไฟล์พร้อมแล้ว" in visitor.get(asked.headers["Location"]).content.decode()
    taken = visitor.get(address(cast, "bundle-file", bundle.pk))
    assert taken["Content-Type"] == "application/zip"
    assert hashlib.sha256(taken.content).hexdigest() == bundle.file.sha256  # type: ignore[union-attr]
    assert address(cast, "bundle-file", bundle.pk) in visitor.get(address(cast, "bundles")).content.decode()


def test_a_bundle_holds_every_format_of_what_was_issued_and_a_list_that_is_true(cast: Cast) -> None:
    an_issued_edition(cast)
    parts = opened(made(cast))
    assert [*parts] == [
        f"เอกสาร/ฉบับที่ 1 {TITLE}.pdf",
        f"เอกสาร/ฉบับที่ 1 {TITLE}.json",
        "รายการ.html",
        "รายการ.csv",
        "อ่านก่อน.txt",
    ]
    for name, size, sha256, words in listed(parts):
        assert (int(size), sha256) == (len(parts[name]), hashlib.sha256(parts[name]).hexdigest())
        assert "เลขที่ 1/2567" in words
    assert all(name in parts["รายการ.html"].decode() for name in parts if name.startswith("เอกสาร/"))
    assert "2 ไฟล์" in parts["อ่านก่อน.txt"].decode()


def test_drafts_withdrawn_editions_and_other_subjects_stay_out(cast: Cast) -> None:
    an_issued_edition(cast)
    a_document_row(cast, title="ยังเป็นร่าง")
    withdrawn = a_document_row(cast, state="issued", title="ถอนแล้ว")
    an_issued_edition(cast, withdrawn, withdrawn_at=NOW, withdrawn_reason="พิมพ์ผิด")
    elsewhere = a_document_row(cast, state="issued", title="เรื่องอื่น")
    an_issued_edition(cast, elsewhere)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(subject="round-999")
    names = [each.name for each in pieces_of(cast.viewer("clerk"), YEAR, SUBJECT)]
    assert len(names) == 2
    assert all(TITLE in name for name in names)


def test_what_proves_a_subject_goes_with_it(cast: Cast) -> None:
    activity = an_activity(cast)
    a_photo(cast, who="clerk", subjects=[activity])
    parts = opened(made(cast, f"activities-{YEAR}"))
    assert [name.split("/")[0] for name in parts][:1] == ["หลักฐาน"]


def test_the_same_content_is_the_same_bytes_and_is_kept_once(cast: Cast) -> None:
    an_issued_edition(cast)
    first, second = made(cast), made(cast)
    assert first.file == second.file
    assert StoredFile.objects.filter(kind="zip").count() == 1


def test_there_is_nothing_to_bundle_before_anything_was_issued(cast: Cast) -> None:
    a_document_row(cast)
    with pytest.raises(Refused, match="Nothing was issued"):
        ask_bundle(by=cast.viewer("clerk"), at=NOW, fiscal_year=YEAR, subject=SUBJECT)
    response = Visitor(cast.person("clerk")).post(address(cast, "bundle-make"), {"subject": SUBJECT})
    assert response.status_code == 422
    assert "ยังไม่มีเอกสารที่ออกแล้ว" in response.content.decode()
    assert not Bundle.objects.exists()


def test_a_subject_that_is_not_there_is_refused(cast: Cast) -> None:
    response = Visitor(cast.person("clerk")).post(address(cast, "bundle-make"), {"subject": "plan-1"})
    assert response.status_code == 422


def test_two_files_of_one_name_both_go_in(cast: Cast) -> None:
    an_issued_edition(cast)
    other = a_document_row(cast, state="issued")
    an_issued_edition(cast, other, issued_on=date(2024, 2, 1), number="2/2567")
    names = [each.name for each in pieces_of(cast.viewer("clerk"), YEAR, SUBJECT)]
    assert len(set(names)) == 4
    assert f"เอกสาร/ฉบับที่ 1 {TITLE} (2).pdf" in names


def test_a_long_title_keeps_the_version_and_the_ending(cast: Cast) -> None:
    document = a_document_row(cast, state="issued", title="แผนดำเนินการตามมาตรการ" * 10)
    an_issued_edition(cast, document)
    names = [each.name for each in pieces_of(cast.viewer("clerk"), YEAR, SUBJECT)]
    assert all(name.startswith("เอกสาร/ฉบับที่ 1 แผน") for name in names)
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "json"]
    assert all(len(name.encode()) < 240 for name in names)


def test_a_name_cannot_lead_out_of_the_package(cast: Cast) -> None:
    document = a_document_row(cast, state="issued", title="../../etc/passwd: \x07")
    an_issued_edition(cast, document)
    for each in pieces_of(cast.viewer("clerk"), YEAR, SUBJECT):
        place, name = each.name.split("/")
        assert place == "เอกสาร"
        assert not {"..", "\\", ":", "\x07"} & {*name, name[:2]}


def test_a_file_that_was_lost_or_changed_is_told_in_the_list(cast: Cast) -> None:
    lost = a_piece("a.txt", b"a")
    lost.path.unlink()
    changed = a_piece("b.txt", b"b", sha256="0" * 64)
    subject = Subject("plan-1", "แผน", (), "")
    parts = dict(parts_of(cast.agency, subject, [lost, changed]))
    lines = {name: (size, words) for name, size, _sha256, words in listed(parts)}
    assert "a.txt" not in parts
    assert lines["a.txt"] == ("", "ก (ไม่พบไฟล์ในระบบ จึงไม่อยู่ในชุดนี้)")
    assert lines["b.txt"] == ("1", "ก (เนื้อไฟล์ไม่ตรงกับที่รับไว้)")


def test_the_list_runs_no_formula_and_no_mark_up(cast: Cast) -> None:
    piece = a_piece("=1+1.txt", b"a", words="<b>x</b>")
    parts = dict(parts_of(cast.agency, Subject("x", "<i>", (), ""), [piece]))
    assert listed(parts)[0][0] == "'=1+1.txt"
    assert "<b>" not in parts["รายการ.html"].decode()
    assert "<i>" not in parts["รายการ.html"].decode()


def test_a_bundle_of_another_year_is_not_found_under_this_one(cast: Cast) -> None:
    an_issued_edition(cast)
    bundle = made(cast)
    there = address(cast, "bundle", bundle.pk).replace(f"/{YEAR}/", f"/{YEAR + 1}/")
    assert Visitor(cast.person("clerk")).get(there).status_code == 404


def test_who_left_meanwhile_gets_no_bundle(cast: Cast) -> None:
    an_issued_edition(cast)
    bundle = ask_bundle(by=cast.viewer("clerk"), at=NOW, fiscal_year=YEAR, subject=SUBJECT)
    cast.people["clerk"].memberships.update(ended_at=NOW)
    make_bundle.call(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.file, bundle.job.state) == (None, "failed")
