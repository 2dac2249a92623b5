"""What a clumsy or hostile hand types: nothing is lost, nothing falls over, and what comes out says what was typed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apps.documents.made import (
    PLAN,
    Source,
    a_document,
    a_signed_document,
    address,
    an_issued_document,
)
from apps.documents.style.made import a_signatory, a_template_set, a_wording
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents import operations
from prongsai.apps.documents.jobs import make_edition_files
from prongsai.apps.documents.models import Document, EditionFile
from prongsai.apps.documents.queries.numbers import next_count
from prongsai.apps.documents.queries.printed import printed_now
from prongsai.apps.documents.queries.printing import print_of, seen_of
from prongsai.base.files import open_stored
from prongsai.base.models import AuditLine, Draft, Job
from prongsai.paper.sealing import EMPTY_SEAL
from prongsai.paper.writing import FORMATS

HOSTILE = {
    "controls": "ก\x01\x02\x0b\x1b\x7f\x85\ufffe\uffffข",
    "emoji": "แผน 👩🏽‍🌾🇹🇭 \U0001f9d1\u200d\U0001f33e",
    "braces": "{unknown} {agency} {{ 7*7 }} {% for x in y %} {# #} {",
    "markup": "</w:t></w:r><script>alert(1)</script>&amp;]]> #set page() $x$ \\u{41} = * _ `",
    "breaks": "หนึ่ง\r\nสอง\r\n\r\nสาม\u2028สี่\u2029ห้า",
    "bidi": "\u202eกข\u202c\u2066x\u2069",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "digits": "๑๒๓ 123",
}
hostile = pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)


@hostile
def test_an_edition_is_written_whatever_was_typed(cast: Cast, source: Source, typed: str) -> None:
    who = a_signatory(cast, name=typed[:100], position=typed[:100])
    a_wording(cast, words={"title": typed.replace("{", "(").replace("}", ")")})
    a_template_set(cast)
    document = a_document(cast, title=" ".join(typed.split()), signatory=who)
    clerk = cast.viewer("clerk")
    operations.record_signature(
        by=clerk, at=NOW, document=document, signed_on=NOW.date(), digest=seen_of(printed_now(clerk, document))
    )
    edition = operations.issue_document(
        by=clerk, at=NOW, document=document, number="๑/๒๕๖๗", issued_on=NOW.date(), reason=typed
    )
    make_edition_files.func(edition.pk)
    assert Job.objects.latest("pk").state == "done", Job.objects.latest("pk").message
    assert EditionFile.objects.count() == len(FORMATS)
    visitor = Visitor(cast.person("auditor"))
    assert visitor.get(address(cast, "edition", document.pk, 1)).status_code == 200
    assert Visitor().get(f"/verify/{edition.code}/").status_code == 200
    with open_stored(EditionFile.objects.get(format="html").file) as page:
        assert b"<script>" not in page.read()
    for line in AuditLine.objects.all():
        assert typed not in str(line.changes)


@hostile
def test_the_blanks_of_a_letter_take_whatever_is_typed(cast: Cast, source: Source, typed: str) -> None:
    document, visitor = a_document(cast, layout="memo"), Visitor(cast.person("clerk"))
    clerk = cast.viewer("clerk")
    blanks = printed_now(clerk, document).layout.blanks
    sent: dict[str, Any] = {"basis": "1", "signatory": ""}
    sent |= {f"blank-{each.key}": typed if each.is_long else " ".join(typed.split()) for each in blanks}
    answer = visitor.post(address(cast, "document-edit", document.pk), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert visitor.get(address(cast, "document", document.pk)).status_code == 200
    document.refresh_from_db()
    now = printed_now(clerk, document)
    for form in FORMATS:
        assert print_of(cast.agency, now, form)


def test_blanks_filled_to_their_end_are_kept_saved_and_printed(cast: Cast, source: Source) -> None:
    document, visitor = a_document(cast, layout="memo"), Visitor(cast.person("clerk"))
    blanks = printed_now(cast.viewer("clerk"), document).layout.blanks
    typed = ("เทศบาล " * 1_429)[:9_999] + "ก"
    sent = {f"blank-{each.key}": typed if each.is_long or each.key != "subject" else "เรื่อง" for each in blanks}
    edit = address(cast, "document-edit", document.pk)
    visitor.post(edit, {**sent, "basis": "1", "signatory": "", "draft-basis": "1", "keep": "1"})
    document.refresh_from_db()
    assert document.basis == 1  # what is only kept is not carried out
    assert typed in json.dumps(Draft.objects.get().content, ensure_ascii=False)
    assert visitor.post(edit, {**sent, "basis": "1", "signatory": ""}).status_code == 302
    document.refresh_from_db()
    assert typed in document.letter.values()
    assert print_of(cast.agency, printed_now(cast.viewer("clerk"), document), "docx")
    too_long = {key: f"{text}เกิน" for key, text in sent.items()}
    answer = visitor.post(edit, {**too_long, "basis": "2", "signatory": ""})
    assert answer.status_code == 422
    assert f"{typed}เกิน" in answer.content.decode()


def test_a_title_that_reads_like_a_seal_ends_the_job_with_a_sentence(cast: Cast, source: Source) -> None:
    document = an_issued_document(cast, title=f"ก {EMPTY_SEAL.replace('0', 'a')}")
    edition = document.editions.get()
    make_edition_files.func(edition.pk)
    job = Job.objects.get(pk=edition.job_id)
    assert (job.state, EditionFile.objects.count()) == ("failed", 0)
    assert "เหมือนผนึก" in job.message
    page = Visitor(cast.person("clerk")).get(address(cast, "document", document.pk)).content.decode()
    assert "เหมือนผนึก" in page


@pytest.mark.parametrize("pattern", ["{n}-{n}/{year}", "{n}{n}", "ทต(.*){n}[{yy}]", "{n}{year}", "  {n} /{yy}", "๑{n}"])
def test_whatever_the_pattern_the_next_number_is_free(pattern: str) -> None:
    from prongsai.apps.documents.queries.style import numbered

    taken: list[str] = []
    for _time in range(12):
        taken.append(numbered(pattern, next_count(pattern, YEAR, taken), YEAR))
    assert len(set(taken)) == 12


@pytest.mark.parametrize("number", ["๑/๒๕๖๗", " 1 /2567".replace(" /", "/"), "1/2567"])
def test_a_number_in_other_digits_is_the_same_number(cast: Cast, source: Source, number: str) -> None:
    an_issued_document(cast)
    other, visitor = a_signed_document(cast, title="อีกฉบับ"), Visitor(cast.person("clerk"))
    sent = {"number": number, "issued_on": NOW.date().isoformat()}
    answer = visitor.post(address(cast, "document-issue", other.pk), sent)
    assert answer.status_code == 422
    assert "ใช้กับเอกสารอื่น" in answer.content.decode()
    assert number.strip() in answer.content.decode()


@pytest.mark.parametrize("number", ["1\u200b/2567", "1\u202e/2567", "", " ", "1" * 81])
def test_a_number_that_cannot_be_is_asked_for_again_with_what_was_typed(
    cast: Cast, source: Source, number: str
) -> None:
    document, visitor = a_signed_document(cast), Visitor(cast.person("clerk"))
    sent = {"number": number, "issued_on": "31/2/2569", "reason": "เหตุผลยาว"}
    answer = visitor.post(address(cast, "document-issue", document.pk), sent)
    assert answer.status_code == 422
    assert "31/2/2569" in answer.content.decode()
    sent["issued_on"] = NOW.date().isoformat()
    assert visitor.post(address(cast, "document-issue", document.pk), sent).status_code == 422
    assert Document.objects.get(pk=document.pk).state == "approved"


@pytest.mark.parametrize("pattern", ["{n}\x01", "{n}\u200b/{year}", "{n", "{x}{n}", "{year}", "{n}}"])
def test_a_pattern_that_cannot_number_is_refused_and_what_was_typed_stays(cast: Cast, pattern: str) -> None:
    visitor = Visitor(cast.person("clerk"))
    sent = {"version": "1", "digits": "thai", "face": "Sarabun", "pattern-plan": pattern}
    answer = visitor.post(address(cast, "style-edit"), sent)
    assert answer.status_code == 422
    assert 'value="thai"' in answer.content.decode()


@pytest.mark.parametrize("pk", [2**31, 2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize("name", ["document", "document-edit", "document-discard", "edition", "preview", "bundle"])
def test_a_number_in_the_address_beyond_any_row_is_not_found(cast: Cast, source: Source, name: str, pk: int) -> None:
    more = {"edition": (pk,), "preview": (pk, pk)}.get(name, ())
    visitor, at = Visitor(cast.person("clerk")), address(cast, name, pk, *more)
    answer = visitor.post(at) if name == "document-discard" else visitor.get(at)
    assert answer.status_code == 404
    document = a_document(cast)
    if name == "edition":
        assert visitor.get(address(cast, name, document.pk, pk)).status_code == 404
        sent = {"version": str(pk)}
        assert visitor.post(address(cast, "preview-ask", document.pk), sent).status_code in {302, 404}


@pytest.mark.parametrize("forged", ["9999999999999999999999", "-1", "x", "1 or 1=1", "\x00"])
def test_forged_fields_are_never_a_fault_of_the_house(cast: Cast, source: Source, forged: str) -> None:
    document, clerk = a_document(cast), Visitor(cast.person("clerk"))
    for name, sent in {
        "document-edit": {"basis": forged, "title": "ก", "signatory": forged},
        "document-sign": {"digest": forged, "signed_on": forged},
        "document-issue": {"number": forged, "issued_on": forged},
        "document-submit": {"reason": forged},
        "preview-ask": {"version": forged},
    }.items():
        assert clerk.post(address(cast, name, document.pk), sent).status_code in {302, 404, 422}, name
        document.refresh_from_db()
        if document.state == "submitted":
            sent = {"submission": forged}
            Visitor(cast.person("executive")).post(address(cast, "document-approve", document.pk), sent)
            document.refresh_from_db()
            assert document.state == "submitted"
    for sent in (
        {"subject": forged, "layout": "plan", "title": "ก"},
        {"subject": PLAN, "layout": forged, "title": "ก"},
    ):
        assert clerk.post(address(cast, "document-open"), sent).status_code == 302
    assert clerk.post(address(cast, "bundle-make"), {"subject": forged}).status_code == 422
    assert Document.objects.count() == 1
