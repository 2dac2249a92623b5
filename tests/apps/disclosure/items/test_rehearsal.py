"""The rehearsal: core's score on whatever is complete, the sheet as a file, what if, what to do first."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.disclosure.items.test_items_of import SEVERAL, element_ids
from apps.disclosure.items.test_items_pages import address, clerk, rows, tree
from apps.disclosure.made import a_duty, an_exhibit
from cast import YEAR, Cast
from prongsai.apps.disclosure.models import Exhibit, Showing
from prongsai.apps.disclosure.queries.rehearsal import rehearsal_page
from prongsai.core.disclosure import rehearse
from prongsai.core.framework import YEARS, load
from prongsai.core.scoring import points_of, round_points


def show(cast: Cast, exhibit: Exhibit, codes: list[str], year: int) -> None:
    """Exactly these items are complete."""
    Showing.objects.all().delete()
    shown = {"exhibit": exhibit, "fiscal_year": year, "by": cast.people["clerk"], "at": exhibit.added_at}
    Showing.objects.bulk_create(
        Showing(item=code, element=each, **shown) for code in codes for each in element_ids(code, year)
    )


@pytest.mark.parametrize("year", YEARS)
def test_the_score_is_core_s_on_random_patterns_and_the_points_add_up(cast: Cast, year: int) -> None:
    framework, draw = load(year), random.Random(year)
    exhibit = an_exhibit(cast)
    for _pattern in range(8):
        codes = [each.code for each in framework.items if draw.random() < draw.random()]
        show(cast, exhibit, codes, year)
        page = rehearsal_page(cast.viewer("clerk"), year, date(year - 543, 9, 30))
        assert page
        assert page.today == rehearse(framework, codes)
        assert [each.item.code for each in page.rows if each.item.is_complete] == codes
        lost = sum(each.item.worth for each in page.rows if not each.item.is_complete)
        assert lost == page.today.lost
        assert sum(each.item.worth for each in page.rows) == points_of(framework, "OIT")


def test_what_if_counts_ticked_items_and_changes_nothing(cast: Cast) -> None:
    show(cast, an_exhibit(cast), ["o1"], YEAR)
    page = rehearsal_page(cast.viewer("clerk"), YEAR, date(2024, 8, 1), ["o2", "O3", "o1", "o99"])
    assert page
    assert page.chosen == {"o2", "o3"}
    assert page.supposed == rehearse(load(YEAR), ["o1", "o2", "o3"])
    assert page.today == rehearse(load(YEAR), ["o1"])
    assert page.rows[1].answer == page.rows[4].answer
    seen = tree(clerk(cast).get(address(cast, "rehearsal"), {"c": ["o2", "o99"]}))
    assert seen.xpath("//input[@name='c'][@checked]/@value") == ["o2"]
    assert str(rehearse(load(YEAR), ["o1", "o2"]).score_printed) in seen.xpath("//*[@id='after']")[0].text_content()


def test_only_what_moves_is_sent_to_who_ticks(cast: Cast) -> None:
    part = clerk(cast).get(address(cast, "rehearsal"), {"c": "o2"}, **{"HX-Request": "true"})
    assert b"<html" not in part.content
    assert tree(part).get("id") == "after"


def test_what_to_do_first_gives_the_most_for_each_missing_element(cast: Cast) -> None:
    page = rehearsal_page(cast.viewer("clerk"), YEAR, date(2024, 8, 1))
    assert page
    effort = [each.item.worth / len(each.item.missing) for each in page.first]
    assert effort == sorted(effort, reverse=True)
    assert [each.points for each in page.first] == [each.item.points for each in page.first]
    doors = tree(clerk(cast).get(address(cast, "rehearsal"))).xpath("//section[@class='first']//a/@href")
    assert doors == [address(cast, "item", each.item.code) for each in page.first]


def test_the_arithmetic_stands_in_one_block_and_comes_out(cast: Cast) -> None:
    codes = [each.code for each in load(YEAR).items][::2]
    show(cast, an_exhibit(cast), codes, YEAR)
    block = tree(clerk(cast).get(address(cast, "rehearsal"))).xpath("//pre")[0].text_content()
    expected = rehearse(load(YEAR), codes)
    for sub in expected.sub_indicators:
        assert f"{sub.complete_count} ÷ {sub.item_count} × 100 = {sub.score_printed}" in block
    for figure in (expected.score_printed, expected.kept_points, expected.lost_points):
        assert str(figure) in block


def test_the_sheet_says_yes_where_everything_is_there_with_its_links_and_explanation(cast: Cast) -> None:
    show(cast, an_exhibit(cast, url="https://www.thungfasai.example.go.th/o2"), [SEVERAL], YEAR)
    a_duty(cast, SEVERAL, explanation="=ดูหน้า 3")
    seen = rows(clerk(cast).get(address(cast, "rehearsal")))
    row = next(each for each in seen if each.startswith(f"{SEVERAL} "))
    assert "https://www.thungfasai.example.go.th/o2" in row
    book = load_workbook(BytesIO(clerk(cast).get(address(cast, "rehearsal-table", "xlsx")).content))
    sheet = book.active
    assert sheet is not None
    heads, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by_code = {line[1]: dict(zip(heads, line, strict=True)) for line in lines}
    told = by_code[SEVERAL]
    assert (told["มี / ไม่มี"], told["URL"]) == ("มี", "https://www.thungfasai.example.go.th/o2")
    assert told["คำอธิบาย"] == "=ดูหน้า 3"
    assert by_code["o1"]["มี / ไม่มี"] == "ไม่มี"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    given = sum(Decimal(str(each["คะแนนที่ได้"])) for each in by_code.values())
    assert given == round_points(points_of(load(YEAR), SEVERAL))
