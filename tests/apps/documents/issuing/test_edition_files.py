"""The files of an issued edition: every format sealed, once, the same bytes each time; retried where it failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.documents.made import Source, a_signed_document, address, an_issued_document, issue
from cast import NOW, Cast
from pages import Visitor, whole
from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.models import Document, Edition, EditionFile
from prongsai.base.files import folder, open_stored
from prongsai.base.models import Job, StoredFile
from prongsai.core.errors import Refused
from prongsai.paper.sealing import State, examine
from prongsai.paper.writing import FORMATS

Work = Callable[[], None]


def issued_at_the_desk(cast: Cast) -> Document:
    document = a_signed_document(cast)
    sent = {"number": "1/2567", "issued_on": NOW.date().isoformat()}
    Visitor(cast.person("clerk")).post(address(cast, "document-issue", document.pk), sent)
    return document


def content_of(file: EditionFile) -> bytes:
    with open_stored(file.file) as opened:
        return opened.read()


def test_the_worker_writes_every_format_sealed(work: Work, cast: Cast, source: Source) -> None:
    document = issued_at_the_desk(cast)
    page = Visitor(cast.person("clerk")).get(address(cast, "edition", document.pk, 1)).content.decode()
    assert "<progress" in page
    work()
    files = {each.format: each for each in EditionFile.objects.select_related("file")}
    assert set(files) == set(FORMATS)
    for each in files.values():
        content = content_of(each)
        assert examine(content).state is State.INTACT
        changed = bytearray(content)
        changed[len(changed) // 2] ^= 1
        assert examine(bytes(changed)).state is not State.INTACT
    assert Job.objects.get().state == "done"
    visitor = Visitor(cast.person("auditor"))
    page = visitor.get(address(cast, "edition", document.pk, 1)).content.decode()
    for form, each in files.items():
        assert each.file.sha256 in page
        sent = whole(visitor.client.get(address(cast, "edition-file", document.pk, 1, form)))
        assert sent.content == content_of(each)


def test_the_same_edition_gives_the_same_bytes_and_no_file_twice(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    jobs.make_edition_files.func(edition.pk)
    first = {each.format: each.file.sha256 for each in EditionFile.objects.select_related("file")}
    jobs.make_edition_files.func(edition.pk)
    assert EditionFile.objects.count() == len(FORMATS)
    EditionFile.objects.all().delete()
    operations.make_files_again(by=cast.viewer("clerk"), at=NOW, edition=edition)
    jobs.make_edition_files.func(edition.pk)
    assert {each.format: each.file.sha256 for each in EditionFile.objects.select_related("file")} == first
    assert StoredFile.objects.count() == len(FORMATS)


def test_what_changes_after_it_was_signed_changes_no_file(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    source.contents.clear()
    jobs.make_edition_files.func(edition.pk)
    html = EditionFile.objects.get(format="html")
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in content_of(html).decode()
    assert "1/2567" in content_of(html).decode()


def test_a_writing_that_broke_off_is_tried_again_and_once_only(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    edition = document.editions.get()
    assert edition.job is not None
    clerk = Visitor(cast.person("clerk"))
    with pytest.raises(Refused, match="being written"):
        operations.make_files_again(by=cast.viewer("clerk"), at=NOW, edition=edition)
    Job.objects.update(state="failed", ended_at=NOW, message="ดิสก์เต็ม")
    page = clerk.get(address(cast, "edition", document.pk, 1)).content.decode()
    assert "ดิสก์เต็ม" in page
    assert address(cast, "edition-make", document.pk, 1) in page
    clerk.post(address(cast, "edition-make", document.pk, 1))
    edition.refresh_from_db()
    assert edition.job is not None
    assert edition.job.state == "waiting"
    jobs.make_edition_files.func(edition.pk)
    with pytest.raises(Refused, match="there already"):
        operations.make_files_again(by=cast.viewer("clerk"), at=NOW + timedelta(days=1), edition=edition)


def test_a_job_that_nobody_works_at_is_given_up_after_a_while(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    later = NOW + timedelta(minutes=11)
    operations.make_files_again(by=cast.viewer("clerk"), at=later, edition=edition)
    assert Job.objects.count() == 2


def test_what_fails_leaves_no_file_and_says_so(cast: Cast, source: Source, settings: Any) -> None:
    edition = an_issued_document(cast).editions.get()
    Edition.objects.filter(pk=edition.pk).update(content={"schema": "broken"})
    with pytest.raises(ValueError, match="prongsai/content/1"):
        jobs.make_edition_files.func(edition.pk)
    assert Job.objects.get().state == "failed"
    assert not EditionFile.objects.exists()
    assert not folder().exists() or not [each for each in folder().rglob("*") if each.is_file()]


def test_what_is_not_issued_has_no_files(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    jobs.make_edition_files.func(document.editions.get().pk)
    assert not EditionFile.objects.exists()
    assert (
        "ไฟล์ของฉบับนี้" not in Visitor(cast.person("clerk")).get(address(cast, "edition", document.pk, 1)).content.decode()
    )
    issue(cast, document)
    answer = Visitor(cast.person("clerk")).get(address(cast, "edition-file", document.pk, 1, "pdf"))
    assert answer.status_code == 404


def test_the_page_of_the_document_has_the_files_and_the_door_to_check_them(
    work: Work, cast: Cast, source: Source
) -> None:
    document = issued_at_the_desk(cast)
    visitor, edition = Visitor(cast.person("executive")), document.editions.get()
    page = visitor.get(address(cast, "document", document.pk)).content.decode()
    assert "<progress" in page
    assert f"/verify/{edition.code}/" in page
    work()
    page = visitor.get(address(cast, "document", document.pk)).content.decode()
    assert "<progress" not in page
    for form in FORMATS:
        assert address(cast, "edition-file", document.pk, 1, form) in page


def test_an_edition_whose_layout_is_gone_still_hands_its_files_out(work: Work, cast: Cast, source: Source) -> None:
    document = issued_at_the_desk(cast)
    work()
    Document.objects.filter(pk=document.pk).update(layout="gone")
    visitor, code = Visitor(cast.person("clerk")), document.editions.get().code
    page = visitor.get(address(cast, "edition", document.pk, 1)).content.decode()
    assert document.title in page
    for form in FORMATS:
        assert address(cast, "edition-file", document.pk, 1, form) in page
        sent = whole(visitor.client.get(address(cast, "edition-file", document.pk, 1, form)))
        assert sent.status_code == 200
    assert visitor.get(address(cast, "document", document.pk)).status_code == 200
    assert visitor.get(address(cast, "documents")).status_code == 200
    assert Visitor().get(f"/verify/{code}/").status_code == 200
    visitor.post(address(cast, "edition-withdraw", document.pk, 1), {"reason": "ยกเลิก"})
    assert document.editions.get().withdrawn_at is not None
    answer = visitor.post(address(cast, "preview-ask", document.pk), {"version": "1"})
    assert answer.status_code == 302
