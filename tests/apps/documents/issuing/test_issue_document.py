"""Issuing: the number, the day, the code; errors and what is unsettled stop it unless a reason is given."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.documents.made import (
    PLAN,
    TODAY,
    Source,
    a_contradicting_reading,
    a_document,
    a_signed_document,
    address,
    an_issued_document,
    issue,
)
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Document, Edition, HouseStyle
from prongsai.apps.documents.queries.numbers import next_count, suggested_number
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused
from prongsai.paper.writing.content import digest_of, from_json


def test_the_imprint_says_everything_an_issued_paper_carries(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    content = from_json(edition.content)
    imprint = content.imprint
    assert (imprint.state, imprint.number, imprint.version, imprint.issued_on) == ("issued", "1/2567", 1, TODAY)
    assert imprint.code == edition.code
    assert imprint.digest == edition.digest == digest_of(content)
    assert imprint.verify_address.endswith(f"/verify/{edition.code}/")


def test_the_code_is_four_groups_of_four_and_another_for_each_edition(cast: Cast, source: Source) -> None:
    first, second = an_issued_document(cast), an_issued_document(cast, title="อื่น", number="2/2567")
    codes = {each.editions.get().code for each in (first, second)}
    assert len(codes) == 2
    for code in codes:
        assert [len(each) for each in str(code).split("-")] == [4, 4, 4, 4]


def test_errors_stop_it_unless_a_reason_is_given_which_stays_on_the_edition(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast, a_contradicting_reading())
    with pytest.raises(Refused, match="contradicts itself in 1 places"):
        issue(cast, document)
    edition = issue(cast, document, reason="ผู้ประเมินขอฉบับเดิม")
    assert edition.reason == "ผู้ประเมินขอฉบับเดิม"
    line = AuditLine.objects.filter(verb="document.issued").get()
    assert line.changes == {"version": 1, "count": 1}


def test_what_is_unsettled_asks_for_a_reason(cast: Cast, source: Source) -> None:
    source.unsettled = "รอบรายงานนี้ยังไม่ปิด"
    document = a_signed_document(cast)
    with pytest.raises(Refused) as refusal:
        issue(cast, document)
    assert "รอบรายงานนี้ยังไม่ปิด" in refusal.value.th
    assert issue(cast, document, reason="ต้องส่งวันนี้").issued_at == NOW


@pytest.mark.parametrize("number", ["", "   ", "1" * 81, "1\x00"])
def test_a_number_that_cannot_be_is_refused(cast: Cast, source: Source, number: str) -> None:
    with pytest.raises(Refused, match="number"):
        issue(cast, a_signed_document(cast), number=number)


@pytest.mark.parametrize("number", ["1/2567", "๑/๒๕๖๗", " 1/2567 "])
def test_a_number_of_another_paper_of_the_layout_and_year_is_refused(cast: Cast, source: Source, number: str) -> None:
    an_issued_document(cast)
    with pytest.raises(Refused, match="Another paper"):
        issue(cast, a_signed_document(cast, title="อื่น"), number=number)


def test_another_layout_year_or_agency_has_numbers_of_its_own(cast: Cast, source: Source) -> None:
    an_issued_document(cast)
    for words in ({"layout": "weak-points"}, {"fiscal_year": YEAR - 1}):
        assert issue(cast, a_signed_document(cast, **words)).number == "1/2567"


def test_the_next_version_may_keep_its_number(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    operations.revise_document(by=cast.viewer("clerk"), at=NOW, document=document, reason="แก้ผู้รับผิดชอบ")
    operations.submit_document(by=cast.viewer("clerk"), at=NOW, document=document)
    submission = document.deeds.filter(deed="submitted").latest("pk").pk
    operations.approve_document(by=cast.viewer("executive"), at=NOW, document=document, submission=submission)
    document.refresh_from_db()
    assert suggested_number(document) == "1/2567"
    edition = issue(cast, document)
    imprint = from_json(edition.content).imprint
    assert (edition.version, imprint.version, imprint.reason) == (2, 2, "แก้ผู้รับผิดชอบ")


def test_a_day_to_come_or_before_the_signature_is_refused(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    with pytest.raises(Refused, match="still to come"):
        issue(cast, document, issued_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="before the document was signed"):
        issue(cast, document, issued_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("pattern", "taken", "following"),
    [
        ("{n}/{year}", [], 1),
        ("{n}/{year}", ["1/2567", "7/2567", "สบ 9/2567"], 8),
        ("สบ ๕๑๐๐๑/{n}", ["สบ 51001/12"], 13),
        ("ที่ {n}.{yy}", ["ที่ 3.67", "ที่ 3x67"], 4),
        ("({n})", ["(0)", "(41)"], 42),
    ],
)
def test_the_next_number_follows_the_highest_that_follows_the_pattern(
    pattern: str, taken: list[str], following: int
) -> None:
    assert next_count(pattern, YEAR, taken) == following


def test_the_agencys_own_pattern_is_suggested(cast: Cast, source: Source) -> None:
    HouseStyle.objects.create(agency=cast.agency, face="Sarabun", patterns={"plan": "ทฟ {n}/{yy}"})
    an_issued_document(cast, number="ทฟ 4/67")
    assert suggested_number(a_document(cast, title="อื่น")) == "ทฟ 5/67"


def test_an_issued_edition_never_lacks_its_number_in_the_database(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(number="")


def test_the_form_keeps_what_was_typed_when_it_is_refused(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast, a_contradicting_reading())
    sent = {"number": "12/2567", "issued_on": "21/11/2569"}
    visitor = Visitor(cast.person("clerk"))
    answer = visitor.post(address(cast, "document-issue", document.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12/2567"' in page
    assert "ข้อขัดแย้ง 1 เรื่อง" in page
    assert 'name="reason"' in page
    visitor.post(address(cast, "document-issue", document.pk), {**sent, "reason": "จำเป็น"})
    assert Document.objects.get().state == "issued"


def test_a_subject_that_is_gone_does_not_keep_what_was_signed_from_being_issued(cast: Cast, source: Source) -> None:
    document = a_signed_document(cast)
    del source.contents[PLAN]
    assert issue(cast, document).number == "1/2567"
