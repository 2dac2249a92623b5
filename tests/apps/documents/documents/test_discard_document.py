"""A draft that was begun by mistake is thrown away; what was signed or issued never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from apps.documents.issuing.test_two_deeds_at_once import at_once
from apps.documents.made import (
    Source,
    a_document,
    a_document_put_forward,
    a_signed_document,
    address,
    an_issued_document,
)
from apps.documents.made_printing import a_document_row, a_preview_row
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Deed, Document, Edition, Preview
from prongsai.apps.documents.queries.printing import pages_folder
from prongsai.base.models import AuditLine, Draft
from prongsai.core.errors import Refused


def discard(cast: Cast, document: Document) -> None:
    operations.discard_document(by=cast.viewer("clerk"), at=NOW, document=document)


def a_document_opened_again(cast: Cast) -> Document:
    document = a_signed_document(cast)
    operations.revise_document(by=cast.viewer("clerk"), at=NOW, document=document, reason="แก้")
    return document


def test_goes_with_what_was_typed_and_one_line_stays(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast, title="ชื่อของ นางสาวทดสอบ"), Visitor(cast.person("clerk"))
    edit = address(cast, "document-edit", document.pk)
    visitor.post(edit, {"keep": "1", "title": "ค้าง", "draft-basis": "1"})
    assert Draft.objects.exists()
    page = visitor.get(address(cast, "document", document.pk)).content.decode()
    assert address(cast, "document-discard", document.pk) in page
    before = AuditLine.objects.count()
    answer = visitor.post(address(cast, "document-discard", document.pk))
    assert answer["Location"] == address(cast, "documents")
    assert not Document.objects.exists()
    assert not Draft.objects.exists()
    assert AuditLine.objects.count() == before + 1
    line = AuditLine.objects.latest("pk")
    assert (line.verb, line.subject_kind, line.subject_id) == ("document.discarded", "document", document.pk)
    assert "ทดสอบ" not in str(line.changes)
    assert visitor.get(address(cast, "document", document.pk)).status_code == 404
    assert visitor.post(address(cast, "document-discard", document.pk)).status_code == 404


def test_a_returned_draft_goes_too(cast: Cast, source: Source) -> None:
    document = a_document_put_forward(cast)
    operations.return_document(by=cast.viewer("executive"), at=NOW, document=document, reason="ผิดเรื่อง")
    discard(cast, document)
    assert not any(each.objects.exists() for each in (Document, Deed, Edition))


def test_a_draft_whose_subject_is_gone_can_still_be_thrown_away(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    source.contents.clear()
    assert "ทิ้งร่างนี้" in visitor.get(address(cast, "document", document.pk)).content.decode()
    visitor.post(address(cast, "document-discard", document.pk))
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "made", [a_document_put_forward, a_signed_document, an_issued_document, a_document_opened_again]
)
def test_what_was_put_forward_signed_or_issued_stays(
    cast: Cast, source: Source, made: Callable[[Cast], Document]
) -> None:
    document, visitor = made(cast), Visitor(cast.person("clerk"))
    assert "ทิ้งร่างนี้" not in visitor.get(address(cast, "document", document.pk)).content.decode()
    answer = visitor.post(address(cast, "document-discard", document.pk))
    assert answer["Location"] == address(cast, "document", document.pk)
    assert "ทิ้งได้เฉพาะร่าง" in visitor.get(answer["Location"]).content.decode()
    assert Document.objects.exists()
    assert Edition.objects.exists()


def test_its_pages_go_and_a_worker_that_draws_them_is_told(cast: Cast) -> None:
    document = a_document_row(cast)
    preview = a_preview_row(cast, document)
    assert pages_folder(preview.digest).is_dir()
    discard(cast, document)
    assert not Preview.objects.exists()
    assert not pages_folder(preview.digest).exists()
    with pytest.raises(Http404):
        operations.keep_preview(by=None, at=NOW, preview=preview, digest=preview.digest, pages=[b"x"])
    assert not pages_folder(preview.digest).exists()


def test_what_was_thrown_away_meanwhile_is_not_found(cast: Cast, source: Source) -> None:
    document, clerk = a_document(cast), cast.viewer("clerk")
    discard(cast, document)
    with pytest.raises(Http404):
        operations.submit_document(by=clerk, at=NOW, document=document)
    with pytest.raises(Http404):
        operations.ask_preview(by=clerk, at=NOW, document=document, digest="0" * 64)
    with pytest.raises(Http404):
        operations.edit_document(by=clerk, at=NOW, document=document, basis=1, title="ก", letter={}, signatory_id=None)


def test_what_is_put_forward_while_it_is_thrown_away_is_one_or_the_other(
    cast: Cast, source: Source, transactional_db: None
) -> None:
    document, clerk = a_document(cast), cast.viewer("clerk")

    def submit() -> None:
        try:
            operations.submit_document(by=clerk, at=NOW, document=document)
        except Http404:
            raise Refused("ทิ้งแล้ว", "gone") from None

    told = at_once(submit, lambda: discard(cast, document))
    assert told.count("done") == 1
    assert Document.objects.count() == Edition.objects.count() == ("gone" not in told)
