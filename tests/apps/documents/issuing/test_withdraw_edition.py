"""An edition withdrawn: once, with a reason that stays."""

from __future__ import annotations

import pytest

from apps.documents.made import Source, a_signed_document, address, an_issued_document, approve, issue
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.models import Deed, Edition
from prongsai.core.errors import Refused


def withdraw(cast: Cast, edition: Edition, reason: str = "พิมพ์ผิด") -> None:
    operations.withdraw_edition(by=cast.viewer("clerk"), at=NOW, edition=edition, reason=reason)


def test_keeps_its_number_and_says_why(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    withdraw(cast, edition)
    edition.refresh_from_db()
    assert (edition.number, edition.withdrawn_at, edition.withdrawn_reason) == ("1/2567", NOW, "พิมพ์ผิด")
    assert Deed.objects.latest("pk").deed == "withdrawn"


def test_its_document_does_not_call_itself_issued_any_more(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    visitor, there = Visitor(cast.person("clerk")), address(cast, "document", document.pk)
    assert "เอกสารออกแล้ว ดาวน์โหลด" in visitor.get(there).content.decode()
    withdraw(cast, document.editions.get())
    page = visitor.get(there).content.decode()
    assert "เอกสารออกแล้ว ดาวน์โหลด" not in page
    assert "ฉบับนี้ถอนแล้ว" in page


def test_is_withdrawn_once(cast: Cast, source: Source) -> None:
    edition = an_issued_document(cast).editions.get()
    withdraw(cast, edition)
    with pytest.raises(Refused, match="not withdrawn yet"):
        withdraw(cast, edition, "อีกครั้ง")


def test_what_is_not_issued_cannot_be_withdrawn(cast: Cast, source: Source) -> None:
    with pytest.raises(Refused, match="issued"):
        withdraw(cast, a_signed_document(cast).editions.get())


def test_asks_for_a_reason_and_shows_it_on_the_page(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    visitor = Visitor(cast.person("clerk"))
    there = address(cast, "edition-withdraw", document.pk, 1)
    assert visitor.post(there, {"reason": ""}).status_code == 422
    visitor.post(there, {"reason": "ลงวันที่ผิด"})
    page = Visitor(cast.person("auditor")).get(address(cast, "edition", document.pk, 1)).content.decode()
    assert "ลงวันที่ผิด" in page
    assert "ถอนแล้ว" in page


def test_the_paper_can_still_be_revised(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    withdraw(cast, document.editions.get())
    operations.revise_document(by=cast.viewer("clerk"), at=NOW, document=document, reason="ออกใหม่")
    document.refresh_from_db()
    assert (document.state, document.version) == ("draft", 2)


def test_an_older_edition_says_that_there_is_a_newer_one(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast)
    visitor, there = Visitor(cast.person("clerk")), address(cast, "document", document.pk)
    assert "มีฉบับใหม่กว่า" not in visitor.get(there).content.decode()
    for deed, words in ((operations.revise_document, {"reason": "แก้ชื่อ"}), (operations.submit_document, {})):
        deed(by=cast.viewer("clerk"), at=NOW, document=document, **words)
        document.refresh_from_db()
    approve(cast, document)
    document.refresh_from_db()
    issue(cast, document, number="2/2567")
    assert visitor.get(there).content.decode().count("มีฉบับใหม่กว่า") == 1
