"""A document signed off: what is frozen when, what the state forbids, what an approval and a signature are of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.documents.made import (
    PLAN,
    TODAY,
    Source,
    a_document,
    a_document_put_forward,
    a_signed_document,
    address,
    an_issued_document,
    approve,
)
from apps.documents.style.made import a_style, a_template_set, a_wording
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Deed, Document, Edition, HouseStyle
from prongsai.apps.documents.queries.document_page import document_page
from prongsai.apps.documents.queries.printed import printed_now
from prongsai.apps.documents.queries.printing import seen_of
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused
from prongsai.paper.writing.content import from_json

LATER = NOW + timedelta(days=1)


def a_wording_of_the_plan(cast: Cast) -> None:
    a_wording(cast, words={"title": "แผนอีกชื่อหนึ่ง"}, titles={"title": "สิ่งที่จะทำ"})


def submit(cast: Cast, document: Document, reason: str = "") -> None:
    operations.submit_document(by=cast.viewer("clerk"), at=NOW, document=document, reason=reason)


def give_back(cast: Cast, document: Document, reason: str = "แก้ชื่อ") -> None:
    operations.return_document(by=cast.viewer("executive"), at=NOW, document=document, reason=reason)


def signed_on_paper(cast: Cast, document: Document, **changes: Any) -> None:
    digest = seen_of(printed_now(cast.viewer("clerk"), document))
    words = {"signed_on": TODAY, "digest": digest, **changes}
    operations.record_signature(by=cast.viewer("clerk"), at=NOW, document=document, **words)


def test_what_is_put_forward_is_frozen_with_its_style(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    submit(cast, document)
    HouseStyle.objects.create(agency=cast.agency, digits="thai", face="Sarabun")
    source.contents.clear()
    edition = Edition.objects.get()
    assert from_json(edition.content).letter["title"] == document.title
    assert edition.style["digits"] == "arabic"
    document.refresh_from_db()
    printed = printed_now(cast.viewer("clerk"), document)
    assert (printed.digest, printed.style.digits) == (edition.digest, "arabic")


def test_a_required_field_that_is_empty_is_named(cast: Cast, source: Source) -> None:
    document = a_document(cast, layout="memo", letter={"subject": "x"})
    with pytest.raises(Refused, match="fill in"):
        submit(cast, document)
    assert not Edition.objects.exists()


def test_a_returned_document_is_a_draft_again_and_its_edition_is_gone_but_the_deed_stays(
    cast: Cast, source: Source
) -> None:
    document = a_document(cast)
    submit(cast, document, "ขอพิจารณา")
    give_back(cast, document)
    document.refresh_from_db()
    assert document.is_open
    assert not Edition.objects.exists()
    assert [each.reason for each in Deed.objects.all()] == ["ขอพิจารณา", "แก้ชื่อ"]


@pytest.mark.parametrize("deed", ["return", "revise"])
def test_a_reason_is_asked_for(cast: Cast, source: Source, deed: str) -> None:
    document = a_document_put_forward(cast) if deed == "return" else a_signed_document(cast)
    operation = operations.return_document if deed == "return" else operations.revise_document
    with pytest.raises(Refused, match="say"):
        operation(by=cast.viewer("executive"), at=NOW, document=document, reason=" ")


def test_an_approval_says_who_approved_as_what_and_when(cast: Cast, source: Source) -> None:
    edition = a_signed_document(cast).editions.get()
    sign_off = from_json(edition.content).imprint.sign_off
    assert sign_off is not None
    assert sign_off.words == "อนุมัติในระบบโดย executive (ผู้บริหาร) เมื่อวันที่ 21 พฤศจิกายน 2569"
    assert (sign_off.on, edition.signed) == (TODAY, "screen")


def test_an_approval_is_of_what_was_read(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    submit(cast, document)
    read = Deed.objects.get().pk
    give_back(cast, document)
    submit(cast, document)
    with pytest.raises(Refused, match="anew"):
        operations.approve_document(by=cast.viewer("executive"), at=NOW, document=document, submission=read)
    document.refresh_from_db()
    assert document.state == "submitted"


@pytest.mark.parametrize("begins", ["draft", "submitted"])
def test_a_signature_on_paper_is_recorded_of_what_was_shown(cast: Cast, source: Source, begins: str) -> None:
    document = a_document(cast)
    if begins == "submitted":
        submit(cast, document)
        document.refresh_from_db()
    signed_on_paper(cast, document, signed_on=date(2026, 11, 20), scan=("สแกน.pdf", b"%PDF-1.7 scan"))
    edition = Edition.objects.get()
    document.refresh_from_db()
    sign_off = from_json(edition.content).imprint.sign_off
    assert sign_off is not None
    assert (document.state, edition.signed, sign_off.on) == ("approved", "paper", date(2026, 11, 20))
    assert edition.signed_scan is not None
    assert edition.signed_scan.name == "สแกน.pdf"


@pytest.mark.parametrize(("begins", "count"), [("draft", 3), ("submitted", 4)])
def test_a_paper_that_was_never_put_forward_shows_no_such_stage(
    cast: Cast, source: Source, begins: str, count: int
) -> None:
    document = a_document(cast)
    if begins == "submitted":
        submit(cast, document)
        document.refresh_from_db()
    assert len(document_page(cast.viewer("clerk"), document).stages) == 4
    signed_on_paper(cast, document)
    document.refresh_from_db()
    stages = document_page(cast.viewer("clerk"), document).stages
    assert [each.mark for each in stages][-2:] == ["in_progress", "not_started"]
    assert len(stages) == count


def test_a_signature_is_refused_when_the_content_changed_since_it_was_shown(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    shown = seen_of(printed_now(cast.viewer("clerk"), document))
    reading = source.contents[PLAN].reading
    source.contents[PLAN] = replace(source.contents[PLAN], reading=replace(reading, measures=()))
    with pytest.raises(Refused, match="changed since"):
        signed_on_paper(cast, document, digest=shown)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("change", [a_wording_of_the_plan, a_style, a_template_set])
def test_a_signature_is_refused_when_the_paper_looks_otherwise_than_shown(
    cast: Cast, source: Source, change: Callable[[Cast], object]
) -> None:
    document = a_document(cast)
    shown = seen_of(printed_now(cast.viewer("clerk"), document))
    change(cast)
    with pytest.raises(Refused, match="changed since"):
        signed_on_paper(cast, document, digest=shown)
    assert not Edition.objects.exists()


def test_a_signature_that_was_refused_is_recorded_once_the_page_is_read_again(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    sent = {"digest": "0" * 64, "signed_on": "20/11/2569"}
    answer = visitor.post(address(cast, "document-sign", document.pk), sent)
    assert answer.status_code == 422
    assert "เนื้อหาเปลี่ยนไป" in answer.content.decode()
    field = re.search(r'name="digest" value="([0-9a-f]{64})"', answer.content.decode())
    assert field is not None
    assert 'value="20/11/2569"' in answer.content.decode()
    visitor.post(address(cast, "document-sign", document.pk), {**sent, "digest": field[1]})
    document.refresh_from_db()
    assert document.state == "approved"


def test_a_signature_is_refused_on_a_day_to_come_and_with_a_scan_that_is_not_taken(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    with pytest.raises(Refused, match="still to come"):
        signed_on_paper(cast, document, signed_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="not taken"):
        signed_on_paper(cast, document, scan=("virus.exe", b"MZ"))
    document.refresh_from_db()
    assert (document.state, Edition.objects.count()) == ("draft", 0)


def test_a_revision_is_the_next_version_and_leaves_what_was_signed(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    operations.revise_document(by=cast.viewer("clerk"), at=NOW, document=document, reason="เปลี่ยนผู้รับผิดชอบ")
    document.refresh_from_db()
    assert (document.state, document.version) == ("draft", 2)
    assert document.editions.get().signed == "screen"
    submit(cast, document)
    assert [each.version for each in document.editions.all()] == [2, 1]


STATES = {
    "draft": a_document,
    "submitted": a_document_put_forward,
    "approved": a_signed_document,
    "issued": an_issued_document,
}
ALLOWED = {
    "draft": {"submit", "sign"},
    "submitted": {"return", "approve", "sign"},
    "approved": {"issue", "revise"},
    "issued": {"revise"},
}
DEEDS = {
    "submit": lambda cast, document: submit(cast, document),
    "return": lambda cast, document: give_back(cast, document),
    "approve": lambda cast, document: approve(cast, document),
    "sign": lambda cast, document: signed_on_paper(cast, document),
    "issue": lambda cast, document: operations.issue_document(
        by=cast.viewer("clerk"), at=NOW, document=document, number="9/2567", issued_on=TODAY
    ),
    "revise": lambda cast, document: operations.revise_document(
        by=cast.viewer("clerk"), at=NOW, document=document, reason="แก้"
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", STATES)
def test_a_state_allows_its_deeds_and_no_others(cast: Cast, source: Source, state: str, deed: str) -> None:
    document = STATES[state](cast)
    if deed == "approve" and not document.deeds.filter(deed="submitted").exists():
        Deed.objects.create(document=document, version=1, deed="submitted", by=cast.people["clerk"], at=NOW)
    if deed in ALLOWED[state]:
        DEEDS[deed](cast, document)
    else:
        with pytest.raises(Refused):
            DEEDS[deed](cast, document)
        document.refresh_from_db()
        assert document.state == state


def test_the_audit_tells_the_version_and_nobodys_words(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    submit(cast, document, "ความลับ")
    assert AuditLine.objects.get().changes == {"version": 1}


def test_the_clerk_and_the_executive_go_the_whole_way_on_the_screen(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    clerk, executive = Visitor(cast.person("clerk")), Visitor(cast.person("executive"))
    clerk.post(address(cast, "document-submit", document.pk))
    page = executive.get(address(cast, "document", document.pk)).content.decode()
    assert "ขั้นต่อไปเป็นของท่าน: อ่านเอกสาร" in page
    submission = Deed.objects.get(deed="submitted").pk
    executive.post(address(cast, "document-approve", document.pk), {"submission": submission})
    sent = {"number": "1/2567", "issued_on": timezone.localdate().isoformat()}
    clerk.post(address(cast, "document-issue", document.pk), sent)
    document.refresh_from_db()
    assert document.state == "issued"
    assert document.editions.get().number == "1/2567"


def test_a_reason_that_is_missing_is_asked_for_at_its_field(cast: Cast, source: Source) -> None:
    document = a_document_put_forward(cast)
    answer = Visitor(cast.person("executive")).post(address(cast, "document-return", document.pk), {"reason": ""})
    assert answer.status_code == 422
    assert "กรุณาเขียนเหตุผล" in answer.content.decode()


def test_a_scan_that_is_refused_is_told_at_the_form(cast: Cast, source: Source) -> None:
    document = a_document(cast)
    visitor = Visitor(cast.person("clerk"))
    digest = seen_of(printed_now(cast.viewer("clerk"), document))
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"digest": digest, "signed_on": "20/11/2569", "scan": SimpleUploadedFile("x.exe", b"MZ")}
    answer = visitor.post(address(cast, "document-sign", document.pk), sent)
    assert answer.status_code == 422
    assert "ยังไม่รับไฟล์ชนิด" in answer.content.decode()
    sent["scan"] = SimpleUploadedFile("x.pdf", b"%PDF-1.7 x")
    visitor.post(address(cast, "document-sign", document.pk), sent)
    scan = visitor.get(address(cast, "edition-scan", document.pk, 1))
    assert scan.content == b"%PDF-1.7 x"


@pytest.mark.parametrize("deed", ["submit", "return", "approve", "sign", "issue", "revise"])
def test_a_deed_that_the_state_forbids_leads_back_with_a_sentence(cast: Cast, source: Source, deed: str) -> None:
    wrong = {"submit": "issued", "return": "draft", "approve": "draft", "sign": "issued", "issue": "draft"}
    document = STATES[wrong.get(deed, "draft")](cast)
    who = "executive" if deed in {"return", "approve"} else "clerk"
    visitor = Visitor(cast.person(who))
    answer = visitor.post(address(cast, f"document-{deed}", document.pk), {"reason": "x"})
    assert answer["Location"] == address(cast, "document", document.pk)
    assert "message-error" in visitor.get(address(cast, "document", document.pk)).content.decode()
