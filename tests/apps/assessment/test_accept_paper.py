"""Taking a paper over: result sheets, findings and lost items in one deed, and nothing before it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from apps.assessment.made import a_read_paper, a_sheet, address, an_accepted_paper, the_reading
from builders import a_finding, a_result
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Finding, LostItem, ResultSheet
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused
from prongsai.core.records import Printed, Where


def accepted(cast: Cast, paper_id: int, **sent: str) -> int:
    """Press accept as the clerk; the status of the answer."""
    answer = Visitor(cast.person("clerk")).post(address(cast, "paper-accept", paper_id), sent)
    return int(answer.status_code)


def test_results_findings_and_reading_become_records_in_one_deed(cast: Cast) -> None:
    paper = a_read_paper(cast)
    assert accepted(cast, paper.pk) == 302
    sheet = ResultSheet.objects.get()
    assert (sheet.fiscal_year, sheet.total, sheet.source, sheet.paper) == (YEAR, Decimal("94.20"), "paper", paper)
    assert sheet.scores.count() == 14
    assert Finding.objects.get().agency == cast.agency
    paper.refresh_from_db()
    assert paper.state == "accepted"
    assert paper.accepted_by == cast.people["clerk"]
    assert AuditLine.objects.filter(verb="paper.accepted").count() == 1


def test_what_was_corrected_is_what_is_recorded(cast: Cast) -> None:
    paper = a_read_paper(cast)
    operations.correct_paper(by=cast.viewer("clerk"), at=NOW, paper=paper, path="results.0.total", text="๙๔.๒๑")
    operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    assert ResultSheet.objects.get().total == Decimal("94.21")


def test_every_print_of_a_score_is_kept_with_its_place(cast: Cast) -> None:
    prints = tuple(Printed("9", Decimal("95.00"), Where(table=1, row=row)) for row in (1, 2))
    result = replace(a_result(fiscal_year=YEAR), printed=prints)
    an_accepted_paper(cast, reading=the_reading(results=(result,)))
    assert [each.where["row"] for each in ResultSheet.objects.get().scores.filter(cell="9")] == [1, 2]


def test_two_years_in_one_paper_become_two_sheets(cast: Cast) -> None:
    results = (a_result(fiscal_year=YEAR), a_result(fiscal_year=YEAR - 1))
    an_accepted_paper(cast, reading=the_reading(results=results))
    assert sorted(ResultSheet.objects.values_list("fiscal_year", flat=True)) == [YEAR - 1, YEAR]


def test_an_item_that_a_finding_of_oit_names_counts_as_lost(cast: Cast) -> None:
    finding = a_finding(tool="OIT", indicator=9, code="o9", items=(), where=Where(table=1, row=2))
    an_accepted_paper(cast, reading=the_reading(findings=(finding,)))
    assert [(each.code, each.finding) for each in LostItem.objects.all()] == [("o9", Finding.objects.get())]


def test_what_a_finding_names_counts_as_lost_on_a_sheet_that_was_there_or_comes_later(cast: Cast) -> None:
    finding = a_finding(tool="OIT", indicator=9, code="o9", items=(), where=Where(table=1, row=2))
    a_sheet(cast)
    an_accepted_paper(cast, reading=the_reading(findings=(finding,), results=()))
    assert LostItem.objects.get(sheet__fiscal_year=YEAR).code == "o9"
    before = replace(the_reading(findings=(finding,), results=()), fiscal_year=YEAR - 1)
    an_accepted_paper(cast, content=b"before", reading=before)
    a_sheet(cast, year=YEAR - 1)
    assert LostItem.objects.get(sheet__fiscal_year=YEAR - 1).code == "o9"


def test_where_a_year_has_a_result_both_are_shown_and_nothing_is_taken_yet(cast: Cast) -> None:
    a_sheet(cast, total=Decimal("90.00"))
    paper = a_read_paper(cast)
    page = Visitor(cast.person("clerk")).post(address(cast, "paper-accept", paper.pk)).content.decode()
    assert "90.00" in page
    assert "94.20" in page
    assert ResultSheet.objects.get().source == "typed"


def test_the_held_result_can_stay(cast: Cast) -> None:
    held = a_sheet(cast, total=Decimal("90.00"))
    paper = a_read_paper(cast)
    assert accepted(cast, paper.pk, **{f"year-{YEAR}": "keep"}) == 302
    assert ResultSheet.objects.get() == held
    assert Finding.objects.count() == 1


def test_the_papers_result_can_replace_it_and_the_earlier_one_stays_as_history(cast: Cast) -> None:
    held = a_sheet(cast, total=Decimal("90.00"))
    paper = a_read_paper(cast)
    assert accepted(cast, paper.pk, **{f"year-{YEAR}": "replace"}) == 302
    held.refresh_from_db()
    assert held.replaced_at is not None
    assert ResultSheet.objects.get(replaced_at=None).paper == paper


def test_a_paper_is_accepted_once(cast: Cast) -> None:
    paper = an_accepted_paper(cast)
    with pytest.raises(Refused):
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    assert accepted(cast, paper.pk) == 302
    assert ResultSheet.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"total": Decimal("942.00")}, {"fiscal_year": 2466}])
def test_what_no_sheet_can_hold_must_be_corrected_first(cast: Cast, wrong: dict[str, Any]) -> None:
    paper = a_read_paper(cast, reading=the_reading(results=(replace(a_result(fiscal_year=YEAR), **wrong),)))
    with pytest.raises(Refused):
        operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    paper.refresh_from_db()
    assert paper.state == "read"


def test_an_accepted_paper_leads_to_its_result(cast: Cast) -> None:
    paper = a_read_paper(cast)
    answer = Visitor(cast.person("clerk")).post(address(cast, "paper-accept", paper.pk))
    assert answer["Location"] == address(cast, "result")
