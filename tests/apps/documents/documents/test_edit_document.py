"""The fields of a draft: saved, kept as drafts, both texts shown when two write, closed once put forward."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from apps.documents.made import Source, a_document, a_document_put_forward, address
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Document, Signatory
from prongsai.apps.documents.operations.documents import Overtaken
from prongsai.base import drafts
from prongsai.core.errors import Refused


def a_signatory(cast: Cast, **changes: Any) -> Signatory:
    words = {"agency": cast.agency, "name": "สมศรี", "position": "ปลัดเทศบาล", "started_at": NOW, **changes}
    return Signatory.objects.create(**words)


def edited(cast: Cast, document: Document, **changes: Any) -> None:
    words = {"basis": document.basis, "title": "ชื่อใหม่", "letter": {}, "signatory_id": None, **changes}
    operations.edit_document(by=cast.viewer("clerk"), at=NOW, document=document, **words)


def filled(**changes: str) -> dict[str, str]:
    """Every required field of a memo, as a browser sends it."""
    keys = ("from", "to", "subject", "background", "proposal", "closing")
    return {"basis": "1", **{f"blank-{key}": f"ช่อง {key}" for key in keys}, **changes}


def a_memo(cast: Cast) -> Document:
    return a_document(cast, layout="memo", letter={"subject": "เดิม", "to": "นายก"}, title="เดิม")


def test_saves_title_and_signatory_and_counts_the_saving(cast: Cast, source: Source) -> None:
    document, who = a_document(cast), a_signatory(cast)
    edited(cast, document, signatory_id=who.pk)
    document.refresh_from_db()
    assert (document.title, document.signatory, document.basis) == ("ชื่อใหม่", who, 2)


def test_the_title_of_a_memo_follows_its_subject(cast: Cast, source: Source) -> None:
    document = a_memo(cast)
    edited(cast, document, letter={"subject": "เรื่องใหม่", "stranger": "x"})
    document.refresh_from_db()
    assert (document.title, document.letter) == ("เรื่องใหม่", {"subject": "เรื่องใหม่", "to": "นายก"})


def test_who_saves_after_somebody_else_overwrites_nothing(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    edited(cast, document, title="ของคนแรก")
    with pytest.raises(Overtaken):
        edited(cast, document, title="ของคนที่สอง", basis=1)
    document.refresh_from_db()
    assert document.title == "ของคนแรก"


def test_two_writers_are_shown_both_texts_and_the_second_can_save_over_it(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    visitor = Visitor(cast.person("clerk"))
    edited(cast, document, title="ของคนแรก")
    answer = visitor.post(address(cast, "document-edit", document.pk), {"basis": "1", "title": "ของคนที่สอง"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    assert 'name="basis" value="2"' in page
    visitor.post(address(cast, "document-edit", document.pk), {"basis": "2", "title": "ของคนที่สอง"})
    document.refresh_from_db()
    assert document.title == "ของคนที่สอง"


@pytest.mark.parametrize("title", ["", " ", "ก" * 301])
def test_a_title_that_cannot_be_is_refused(cast: Cast, source: Source, title: str) -> None:
    with pytest.raises(Refused, match="title"):
        edited(cast, a_document(cast), title=title)


def test_a_document_put_forward_is_not_written(cast: Cast, source: Source) -> None:
    document = a_document_put_forward(cast)
    with pytest.raises(Refused, match="put forward"):
        edited(cast, document)
    answer = Visitor(cast.person("clerk")).get(address(cast, "document-edit", document.pk))
    assert answer["Location"] == address(cast, "document", document.pk)


def test_nobody_signs_who_signs_for_another_agency_or_no_more(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    for who in (a_signatory(cast, agency=cast.other_agency), a_signatory(cast, ended_at=NOW)):
        with pytest.raises(Http404):
            edited(cast, document, signatory_id=who.pk)
        sent = {"basis": "1", "title": "x", "signatory": str(who.pk)}
        answer = Visitor(cast.person("clerk")).post(address(cast, "document-edit", document.pk), sent)
        assert answer.status_code == 422


def test_the_form_begins_with_the_draft_that_was_kept(cast: Cast, source: Source) -> None:
    document, clerk = a_memo(cast), cast.viewer("clerk")
    content = {"blank-subject": "พิมพ์ค้างไว้", "basis": "1"}
    drafts.keep(viewer=clerk, at=NOW, key=f"document:{document.pk}", basis="1", content=content)
    page = Visitor(cast.person("clerk")).get(address(cast, "document-edit", document.pk)).content.decode()
    assert "พิมพ์ค้างไว้" in page
    Visitor(cast.person("clerk")).post(address(cast, "document-edit", document.pk), filled())
    assert drafts.kept(clerk, f"document:{document.pk}") is None


def test_a_required_field_that_is_empty_is_asked_for(cast: Cast, source: Source) -> None:
    document = a_memo(cast)
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-edit", document.pk), filled(**{"blank-to": ""}))
    assert answer.status_code == 422
    assert "blank-to" in answer.content.decode().split("form-errors")[1].split("</div>")[0]
    document.refresh_from_db()
    assert document.letter["to"] == "นายก"


def test_what_is_not_well_formed_is_shown_again(cast: Cast, source: Source) -> None:
    document = a_memo(cast)
    sent = {"basis": "no number", "blank-subject": "ที่พิมพ์ไว้", "blank-to": "ก" * 10_001}
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-edit", document.pk), sent)
    assert answer.status_code == 422
    assert "ที่พิมพ์ไว้" in answer.content.decode()
