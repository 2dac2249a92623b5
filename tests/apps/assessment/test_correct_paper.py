"""Putting a reading right, one field at a time, with the machine's own reading kept beside it."""

from decimal import Decimal

import pytest

from apps.assessment.made import a_read_paper, address, an_accepted_paper, the_reading
from builders import a_result
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Correction
from prongsai.apps.assessment.queries.papers import reading_page
from prongsai.core.errors import Problem, Refused

HTMX = {"HX-Request": "true"}
OWNERS = "measures.0.owners"


def test_a_field_is_corrected_and_its_original_stays_beside_it(cast: Cast) -> None:
    paper = a_read_paper(cast)
    clerk = Visitor(cast.person("clerk"))
    answer = clerk.post(address(cast, "paper-correct", paper.pk), {"path": OWNERS, "text": "กองคลัง, กองช่าง"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("#f-measures-0-owners")
    page = clerk.get(address(cast, "paper", paper.pk)).content.decode()
    assert "กองคลัง, กองช่าง" in page
    assert "“สำนักปลัด”" in page
    paper.refresh_from_db()
    assert paper.reading["measures"][0]["owners"] == ["สำนักปลัด"]


def test_the_form_of_a_field_opens_with_and_without_script(cast: Cast) -> None:
    paper = a_read_paper(cast)
    clerk = Visitor(cast.person("clerk"))
    there = address(cast, "paper-correct", paper.pk)
    whole = clerk.get(there, {"path": OWNERS}).content.decode()
    part = clerk.get(there, {"path": OWNERS}, **HTMX).content.decode()
    assert "<!doctype html>" in whole
    assert "<!doctype html>" not in part
    assert 'value="สำนักปลัด"' in whole
    assert 'value="สำนักปลัด"' in part


def test_a_correction_by_script_brings_back_the_field_the_counts_and_the_doubts(cast: Cast) -> None:
    paper = a_read_paper(cast)
    sent = {"path": OWNERS, "text": "กองคลัง"}
    part = Visitor(cast.person("clerk")).post(address(cast, "paper-correct", paper.pk), sent, **HTMX).content.decode()
    assert 'id="f-measures-0-owners"' in part
    assert part.count('hx-swap-oob="true"') == 2


def test_a_text_that_does_not_fit_is_refused_and_kept_in_the_form(cast: Cast) -> None:
    paper = a_read_paper(cast)
    sent = {"path": "results.0.total", "text": "เก้าสิบ"}
    page = Visitor(cast.person("clerk")).post(address(cast, "paper-correct", paper.pk), sent)
    assert page.status_code == 422
    assert 'value="เก้าสิบ"' in page.content.decode()
    assert not Correction.objects.exists()


def test_checks_are_made_anew_after_a_correction(cast: Cast) -> None:
    wrong = a_result(fiscal_year=YEAR, total=Decimal("99.00"))
    paper = a_read_paper(cast, reading=the_reading(results=(wrong,)))
    assert "score.total" in {each.code for each in reading_page(paper).reading.checks}
    operations.correct_paper(by=cast.viewer("clerk"), at=NOW, paper=paper, path="results.0.total", text="94.20")
    assert "score.total" not in {each.code for each in reading_page(paper).reading.checks}


def test_a_text_that_changes_nothing_leaves_no_correction(cast: Cast) -> None:
    paper = a_read_paper(cast)
    operations.correct_paper(by=cast.viewer("clerk"), at=NOW, paper=paper, path=OWNERS, text="สำนักปลัด")
    assert not Correction.objects.exists()


def test_a_field_that_is_not_there_cannot_be_corrected(cast: Cast) -> None:
    paper = a_read_paper(cast)
    with pytest.raises(Problem):
        operations.correct_paper(by=cast.viewer("clerk"), at=NOW, paper=paper, path="measures.9.title", text="ก")


def test_an_accepted_paper_is_closed(cast: Cast) -> None:
    paper = an_accepted_paper(cast)
    with pytest.raises(Refused):
        operations.correct_paper(by=cast.viewer("clerk"), at=NOW, paper=paper, path=OWNERS, text="กองคลัง")
    assert "paper-correct" not in Visitor(cast.person("clerk")).get(address(cast, "paper", paper.pk)).content.decode()


def test_who_only_reads_is_offered_no_correction(cast: Cast) -> None:
    paper = a_read_paper(cast)
    page = Visitor(cast.person("auditor")).get(address(cast, "paper", paper.pk)).content.decode()
    assert address(cast, "paper-correct", paper.pk) not in page
    assert 'id="accept"' not in page
