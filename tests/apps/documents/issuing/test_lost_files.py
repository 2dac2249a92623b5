"""Bytes that vanished from the disk: a sentence, never a fault of the house, and a way to bring them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.documents.made import (
    Source,
    a_document,
    a_document_put_forward,
    a_signed_document,
    address,
    approve,
    issue,
)
from apps.documents.style.made import a_template_set, an_emblem_set
from apps.improvement.made_proof import a_photograph
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import jobs
from prongsai.apps.documents.models import EditionFile
from prongsai.base.files import CONTENT_TYPES, AlreadyStored, Lost, folder, open_stored, store
from prongsai.base.models import Job, StoredFile
from prongsai.core.errors import Refused


def lose(file: StoredFile) -> None:
    (folder() / file.path).unlink()


def the_emblem_is_lost(cast: Cast) -> None:
    emblem = an_emblem_set(cast).emblem
    assert emblem is not None
    lose(emblem)


def test_pages_open_without_an_emblem_that_was_lost_and_say_so(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    the_emblem_is_lost(cast)
    assert visitor.get(address(cast, "document", document.pk)).status_code == 200
    page = visitor.get(address(cast, "style")).content.decode()
    assert "ส่งไฟล์ตราเดิม" in page
    assert "<img" not in page
    assert visitor.get(address(cast, "style-emblem")).status_code == 404
    answer = visitor.post(address(cast, "document-submit", document.pk))
    assert answer.status_code == 422
    assert "ไม่พบไฟล์ตรา" in answer.content.decode()


def test_a_draft_without_its_lost_emblem_is_refused_with_a_sentence(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    the_emblem_is_lost(cast)
    answer = visitor.client.get(address(cast, "document-draft", document.pk, "docx"), follow=True)
    assert "ไม่พบไฟล์ตรา" in answer.content.decode()


def test_an_edition_waits_for_its_lost_emblem_and_is_whole_once_it_is_back(
    cast: Cast, source: Source, work: Callable[[], None]
) -> None:
    emblem = an_emblem_set(cast).emblem
    assert emblem is not None
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    visitor.post(address(cast, "document-submit", document.pk))
    submission = document.deeds.latest("pk").pk
    Visitor(cast.person("executive")).post(
        address(cast, "document-approve", document.pk), {"submission": str(submission)}
    )
    lose(emblem)
    sent = {"number": "1/2567", "issued_on": timezone.localdate().isoformat()}
    visitor.post(address(cast, "document-issue", document.pk), sent)
    work()
    job = Job.objects.latest("pk")
    assert (job.state, EditionFile.objects.count()) == ("failed", 0)
    assert "ไม่พบไฟล์ตรา" in job.message
    an_emblem_set(cast)
    visitor.post(address(cast, "edition-make", document.pk, 1))
    work()
    assert EditionFile.objects.count() == 6


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_file_that_was_lost_is_told_by_its_name(
    cast: Cast, source: Source, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    edition = issue(cast, a_signed_document(cast))
    file = store(by=cast.viewer("clerk"), at=NOW, name="แผน.txt", content=b"plan")
    EditionFile.objects.create(edition=edition, format="html", file=file)
    edition.signed_scan = file
    edition.save()
    lose(file)
    visitor = Visitor(cast.person("auditor"))
    visitor.client.cookies["django_language"] = language
    for at in (
        address(cast, "edition-file", edition.document_id, 1, "html"),
        address(cast, "edition-scan", edition.document_id, 1),
    ):
        answer = visitor.get(at)
        assert answer.status_code == 404
        assert ("ไม่พบไฟล์ “แผน.txt”" if language == "th" else "The file “แผน.txt” is missing") in answer.content.decode()
    assert "แผน" not in caplog.text


def test_a_template_that_was_lost_is_never_left_out_silently(cast: Cast, source: Source) -> None:
    template, document = a_template_set(cast), a_document(cast)
    lose(template.file)
    visitor = Visitor(cast.person("clerk"))
    for at in (
        address(cast, "document-draft", document.pk, "docx"),
        address(cast, "template-original", "plan"),
        address(cast, "wording-sample", "plan", "docx"),
    ):
        answer = visitor.get(at)
        assert answer.status_code == 404
        assert template.file.name in answer.content.decode()
    assert visitor.get(address(cast, "document-draft", document.pk, "pdf")).status_code == 200


def test_an_edition_with_a_lost_template_ends_its_job_with_the_sentence(
    cast: Cast, source: Source, work: Callable[[], None]
) -> None:
    template, document = a_template_set(cast), a_document_put_forward(cast)
    document.editions.update(template=template)
    approve(cast, document)
    edition = issue(cast, document)
    lose(template.file)
    jobs.make_edition_files.enqueue(edition.pk)
    work()
    assert template.file.name in Job.objects.latest("pk").message


def test_what_was_lost_comes_back_when_it_is_handed_in_again(cast: Cast) -> None:
    words: dict[str, Any] = {"by": cast.viewer("clerk"), "at": NOW, "name": "a.png", "kinds": CONTENT_TYPES}
    content = a_photograph(kind="PNG")
    file = store(content=content, **words)
    lose(file)
    with pytest.raises(Lost):
        open_stored(file)
    with pytest.raises(AlreadyStored):
        store(content=content, **words)
    with open_stored(file) as opened:
        assert opened.read() == content
    assert issubclass(AlreadyStored, Refused)
