"""The documents of a year: by where they stand, counts as doors, what has no paper yet."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.documents.made import PLAN, Source, a_document, a_signed_document, address, an_issued_document
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.paper.writing.content import Content


def page_of(cast: Cast, who: str = "clerk", **query: str) -> str:
    return str(Visitor(cast.person(who)).get(address(cast, "documents"), query).content.decode())


def rows_in(page: str) -> int:
    return page.count("<tr data-row")


def test_an_empty_year_teaches_and_offers_what_can_be_printed(cast: Cast, source: Source) -> None:
    page = page_of(cast)
    assert "ปีนี้ยังไม่มีเอกสาร" in page
    assert f"{address(cast, 'document-open')}?subject={PLAN}&amp;layout=plan" in page


def test_who_may_not_write_is_told_what_has_no_paper_and_offered_nothing(cast: Cast, source: Source) -> None:
    page = page_of(cast, "auditor")
    assert f"เรื่อง {PLAN}" in page
    assert address(cast, "document-open") not in page


def test_a_subject_with_a_paper_is_not_among_those_without(cast: Cast, source: Source) -> None:
    a_document(cast)
    source.contents["round-1"] = source.contents[PLAN]
    page = page_of(cast)
    assert "subject=round-1" in page
    assert f"subject={PLAN}" not in page


def test_each_count_opens_as_many_rows(cast: Cast, source: Source) -> None:
    a_document(cast)
    a_signed_document(cast, title="บ")
    withdrawn = an_issued_document(cast, title="ค")
    an_issued_document(cast, title="ง", number="2/2567")
    edition = withdrawn.editions.get()
    operations.withdraw_edition(by=cast.viewer("clerk"), at=NOW, edition=edition, reason="พิมพ์ผิด")
    page = page_of(cast)
    doors = re.findall(r'\?state=(\w+)"[^>]*data-count="(\d+)"', page)
    assert {state for state, _count in doors} == {"draft", "approved", "issued", "withdrawn"}
    for state, count in doors:
        assert rows_in(page_of(cast, state=state)) == int(count) == 1
    assert rows_in(page) == 4
    assert rows_in(page_of(cast, state="nonsense")) == 4


def test_asks_as_much_for_fifty_documents_as_for_ten(cast: Cast, source: Source) -> None:
    counts = []
    for more in (10, 40):
        for number in range(more):
            source.contents[f"round-{more}-{number}"] = Content(source.contents[PLAN].reading)
            a_document(cast, subject=f"round-{more}-{number}", title=f"เอกสาร {more} {number}")
            an_issued_document(cast, title=f"ออก {more} {number}", number=f"{more}-{number}")
        with CaptureQueriesContext(connection) as asked:
            page_of(cast)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_year_is_another_list(cast: Cast, source: Source) -> None:
    a_document(cast, fiscal_year=YEAR - 1, title="ของปีก่อน")
    assert "ของปีก่อน" not in page_of(cast)
