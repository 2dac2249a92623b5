"""Beginning a paper: one question at a time, its fields filled from what is there, nothing begun twice."""

from __future__ import annotations

import pytest
from django.http import Http404

from apps.documents.made import PLAN, Source, a_document, address
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Document, Signatory
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused


def opened(cast: Cast, **changes: str) -> Document:
    words = {"subject": PLAN, "layout_name": "plan", "title": "แผนของเรา", **changes}
    return operations.open_document(by=cast.viewer("clerk"), at=NOW, year=YEAR, **words)


def test_asks_for_the_subject_then_the_layout_then_the_title(cast: Cast, source: Source) -> None:
    visitor = Visitor(cast.person("clerk"))
    first = visitor.get(address(cast, "document-open")).content.decode()
    assert f"?subject={PLAN}" in first
    second = visitor.get(address(cast, "document-open"), {"subject": PLAN}).content.decode()
    assert "layout=plan" in second
    assert "layout=memo" in second
    third = visitor.get(address(cast, "document-open"), {"subject": PLAN, "layout": "plan"}).content.decode()
    assert "<textarea" in third
    assert "ส่งเสริมคุณธรรมและความโปร่งใส" in third.split("<textarea")[1].split("</textarea>")[0]


def test_what_is_not_offered_leads_back_to_the_first_question(cast: Cast, source: Source) -> None:
    sent = {"subject": PLAN, "layout": "cover", "title": "x"}
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-open"), sent)
    assert (answer.status_code, answer["Location"]) == (302, address(cast, "document-open"))
    assert not Document.objects.exists()


def test_a_title_that_is_missing_is_asked_for_and_nothing_is_begun(cast: Cast, source: Source) -> None:
    sent = {"subject": PLAN, "layout": "plan", "title": "  "}
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-open"), sent)
    assert answer.status_code == 422
    assert "กรุณาตั้งชื่อเอกสาร" in answer.content.decode()
    assert not Document.objects.exists()


def test_is_begun_as_a_draft_and_leads_to_its_page(cast: Cast, source: Source) -> None:
    sent = {"subject": PLAN, "layout": "plan", "title": "แผนของเรา"}
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-open"), sent)
    made = Document.objects.get()
    assert answer["Location"] == address(cast, "document", made.pk)
    assert (made.state, made.version, made.title) == ("draft", 1, "แผนของเรา")
    assert AuditLine.objects.get().changes == {"year": YEAR}


def test_the_fields_of_a_letter_begin_with_its_own_words_and_its_title_is_its_subject(
    cast: Cast, source: Source
) -> None:
    made = opened(cast, layout_name="memo", title="รายงานแผน")
    assert made.letter["subject"] == "รายงานแผน"
    assert cast.agency.name in made.letter["from"]
    assert "title" not in made.letter


def test_the_only_one_who_signs_is_its_signatory(cast: Cast, source: Source) -> None:
    who = Signatory.objects.create(agency=cast.agency, name="นายก", position="นายกเทศมนตรี", started_at=NOW)
    assert opened(cast).signatory == who


def test_the_very_same_draft_is_not_begun_twice(cast: Cast, source: Source) -> None:
    opened(cast)
    with pytest.raises(Refused, match="already"):
        opened(cast)
    assert opened(cast, title="แผนฉบับย่อ").title == "แผนฉบับย่อ"


def test_a_layout_that_does_not_suit_is_refused(cast: Cast, source: Source) -> None:
    with pytest.raises(Refused, match="cannot be printed"):
        opened(cast, layout_name="analysis")


def test_a_subject_that_is_not_there_is_not_found(cast: Cast, source: Source) -> None:
    with pytest.raises(Http404):
        opened(cast, subject="plan-2500")


def test_a_year_without_anything_to_print_teaches(cast: Cast, source: Source) -> None:
    source.contents.clear()
    assert "ยังไม่มีเรื่องให้ออกเอกสาร" in Visitor(cast.person("clerk")).get(address(cast, "document-open")).content.decode()


def test_a_document_of_another_year_is_not_found(cast: Cast, source: Source) -> None:
    made = a_document(cast)
    answer = Visitor(cast.person("clerk")).get(address(cast, "document", made.pk, year=YEAR - 1))
    assert answer.status_code == 404
