"""The page of a document for each of the cast, and drafts of it to take away."""

from __future__ import annotations

import json

import pytest

from apps.documents.made import (
    PLAN,
    Source,
    a_contradicting_reading,
    a_document,
    a_document_put_forward,
    a_signed_document,
    address,
    an_issued_document,
)
from cast import Cast
from pages import Visitor
from prongsai.apps.documents.models import Document
from prongsai.paper.writing.content import Content


def page_of(cast: Cast, who: str, document: Document) -> str:
    return str(Visitor(cast.person(who)).get(address(cast, "document", document.pk)).content.decode())


def test_a_draft_asks_the_clerk_and_nobody_else(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    submit = address(cast, "document-submit", document.pk)
    assert submit in page_of(cast, "clerk", document)
    for who in ("executive", "auditor"):
        page = page_of(cast, who, document)
        assert submit not in page
        assert "ยังไม่มีอะไรให้ท่านต้องทำ" in page


def test_what_is_put_forward_asks_the_executive(cast: Cast, source: Source) -> None:
    document = a_document_put_forward(cast)
    assert address(cast, "document-approve", document.pk) in page_of(cast, "executive", document)
    page = page_of(cast, "clerk", document)
    assert address(cast, "document-approve", document.pk) not in page
    assert address(cast, "document-sign", document.pk) in page


def test_what_is_signed_asks_the_clerk_for_its_number_and_suggests_one(cast: Cast, source: Source) -> None:
    page = page_of(cast, "clerk", a_signed_document(cast))
    assert 'value="1/2567"' in page


def test_the_checks_of_its_content_stand_with_their_place_and_fix(cast: Cast, source: Source) -> None:
    source.contents[PLAN] = Content(a_contradicting_reading())
    page = page_of(cast, "clerk", a_document(cast))
    assert "เป็นของแบบวัด EIT แต่เขียนไว้ใต้ IIT" in page
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in page
    assert "ไม่พบข้อขัดแย้ง" not in page
    assert "ไม่พบข้อขัดแย้ง" in page_of(cast, "clerk", a_document_put_forward(cast, title="ไม่ขัดกัน"))


def test_what_may_still_change_is_told(cast: Cast, source: Source) -> None:
    source.unsettled = "รอบรายงานนี้ยังไม่ปิด"
    assert "รอบรายงานนี้ยังไม่ปิด" in page_of(cast, "clerk", a_document(cast))


def test_a_document_whose_subject_is_gone_says_so_and_asks_nothing(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    source.contents.clear()
    page = page_of(cast, "clerk", document)
    assert "พิมพ์เอกสารนี้ไม่ได้แล้ว" in page
    assert address(cast, "document-submit", document.pk) not in page
    answer = Visitor(cast.person("clerk")).post(address(cast, "document-submit", document.pk))
    assert answer.status_code == 302
    assert Document.objects.get().state == "draft"


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "odt", "html", "json"])
def test_a_draft_is_taken_away_in_every_format(cast: Cast, source: Source, form: str) -> None:
    answer = Visitor(cast.person("auditor")).client.get(address(cast, "document-draft", a_document(cast).pk, form))
    assert answer.status_code == 200
    assert f".{form}" in answer["Content-Disposition"]
    assert len(answer.content) > 500
    if form == "html":
        assert "ร่าง" in answer.content.decode()
    if form == "json":
        assert "สำรวจความพึงพอใจของผู้รับบริการ" in json.dumps(json.loads(answer.content), ensure_ascii=False)


def test_a_format_that_is_not_there_is_not_found(cast: Cast, source: Source) -> None:
    answer = Visitor(cast.person("clerk")).get(address(cast, "document-draft", a_document(cast).pk, "exe"))
    assert answer.status_code == 404


def test_there_is_no_draft_of_an_issued_paper(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    answer = Visitor(cast.person("clerk")).get(address(cast, "document-draft", document.pk, "pdf"))
    assert answer["Location"] == address(cast, "edition", document.pk, 1)
