"""A reading beside its paper: counts, doubts that lead to places, cards in the paper's order."""

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessment.made import a_read_paper, address, the_reading
from builders import a_measure, an_agency
from cast import YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment.models import Paper
from prongsai.apps.assessment.queries.cards import anchors_in, nearest_anchor
from prongsai.apps.assessment.queries.papers import reading_page
from prongsai.core.records import Status, Unread, Where


def test_the_bar_counts_fields_doubts_and_notes(cast: Cast) -> None:
    nobodys = a_measure(owners=(), where=Where(table=1, row=2))
    reading = the_reading(measures=(nobodys,), unread=(Unread("ข้อความแปลก", Where(paragraph=2)),))
    page = reading_page(a_read_paper(cast, reading=reading))
    assert page.read_count > 20
    codes = [each.code for each in page.reading.checks if each.severity != "note"]
    assert "measure.no_owner" in codes
    assert page.doubt_count == len(codes) + 1


def test_a_doubt_leads_to_the_place_in_the_paper_and_to_its_card(cast: Cast) -> None:
    reading = the_reading(measures=(a_measure(owners=(), where=Where(table=1, row=2)),))
    paper = a_read_paper(cast, reading=reading)
    page = Visitor(cast.person("clerk")).get(address(cast, "paper", paper.pk)).content.decode()
    assert 'data-place="t1r2" data-card="c-measures-0"' in page


def test_a_text_that_was_not_understood_is_shown(cast: Cast) -> None:
    paper = a_read_paper(cast, reading=the_reading(unread=(Unread("ข้อความแปลก", Where(paragraph=2)),)))
    page = Visitor(cast.person("auditor")).get(address(cast, "paper", paper.pk)).content.decode()
    assert "ข้อความแปลก" in page
    assert 'href="#p2"' in page


def test_a_covered_cell_is_shown_at_its_row_and_a_lost_place_nowhere() -> None:
    anchors = frozenset({"t1", "t1r2", "t1r2c1", "p4"})
    assert nearest_anchor(Where(table=1, row=2, column=3), anchors) == "t1r2"
    assert nearest_anchor(Where(table=1, row=9), anchors) == "t1"
    assert nearest_anchor(Where(paragraph=5), anchors) == ""


def test_every_place_of_a_paper_has_an_id() -> None:
    document = [
        {"paragraph": 1, "text": "ก"},
        {"table": 1, "rows": [[{"row": 1, "column": 1}, {"row": 1, "column": 2}]]},
    ]
    assert anchors_in(document) == {"p1", "t1", "t1r1", "t1r1c1", "t1r1c2"}


def test_measures_are_shown_with_their_steps_and_states(cast: Cast) -> None:
    paper = a_read_paper(cast, reading=the_reading(measures=(replace(a_measure(), status=Status.IN_PROGRESS),)))
    page = Visitor(cast.person("executive")).get(address(cast, "paper", paper.pk)).content.decode()
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in page
    assert "อยู่ระหว่างดำเนินการ" in page


def test_measures_can_be_taken_away_as_a_table(cast: Cast) -> None:
    paper = a_read_paper(cast)
    table = Visitor(cast.person("executive")).get(address(cast, "paper-measures-table", paper.pk, "csv"))
    assert "สำรวจความพึงพอใจของผู้รับบริการ" in table.content.decode("utf-8-sig")


def test_the_list_asks_the_same_for_ten_papers_and_for_twenty(cast: Cast) -> None:
    clerk = Visitor(cast.person("clerk"))
    clerk.get(address(cast, "papers"))
    asked: list[int] = []
    for _round in range(2):
        for _paper in range(10):
            a_read_paper(cast, content=f"{Paper.objects.count()}".encode())
        with CaptureQueriesContext(connection) as seen:
            clerk.get(address(cast, "papers"))
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_a_paper_belongs_to_the_year_it_names(cast: Cast) -> None:
    paper = a_read_paper(cast, year=YEAR + 1)
    assert paper.fiscal_year == YEAR
    answer = Visitor(cast.person("clerk")).get(address(cast, "paper", paper.pk, year=YEAR + 1))
    assert answer["Location"] == address(cast, "paper", paper.pk)


def test_a_paper_of_another_agency_is_told(cast: Cast) -> None:
    theirs = a_read_paper(cast, reading=the_reading(agency=an_agency(name="เทศบาลตำบลบึงน้ำใส")))
    ours = a_read_paper(cast, content=b"ours")
    clerk = Visitor(cast.person("clerk"))
    assert "ไม่ใช่ “เทศบาลตำบลทุ่งฟ้าใส”" in clerk.get(address(cast, "paper", theirs.pk)).content.decode()
    assert "ไม่ใช่ “" not in clerk.get(address(cast, "paper", ours.pk)).content.decode()
