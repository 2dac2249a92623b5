"""The outlook: what could be gained, what it makes of total, tools and level, and what is enough."""

from decimal import Decimal

from apps.assessment.made import a_sheet, address
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.queries.outlooks import OutlookPage, outlook_page
from prongsai.core.framework import load

HTMX = {"HX-Request": "true"}


def outlook_of(cast: Cast, *chosen: str) -> OutlookPage:
    page = outlook_page(cast.viewer("executive"), YEAR, chosen)
    assert page is not None
    return page


def test_gains_begin_with_the_most_points(cast: Cast) -> None:
    a_sheet(cast)
    points = [row.points for row in outlook_of(cast).gains]
    assert points == sorted(points, reverse=True)
    assert points


def test_a_tick_moves_the_total_and_prints_the_arithmetic(cast: Cast) -> None:
    a_sheet(cast)
    page = outlook_of(cast, "6@100")
    assert page.projection.total == Decimal("95.00")
    assert any("95.00" in line for line in page.lines)
    assert page.chosen_count == 1


def test_the_choice_stands_in_the_address_and_needs_no_script(cast: Cast) -> None:
    a_sheet(cast)
    page = Visitor(cast.person("auditor")).get(address(cast, "outlook"), {"c": "6@100.00"}).content.decode()
    assert 'value="6@100.00" checked' in page
    assert "<strong>95.00</strong>" in page


def test_with_script_only_what_moves_is_sent(cast: Cast) -> None:
    a_sheet(cast)
    part = Visitor(cast.person("auditor")).get(address(cast, "outlook"), {"c": "6@100.00"}, **HTMX).content.decode()
    assert part.lstrip().startswith('<div id="after"')


def test_a_lost_item_takes_the_place_of_its_sub_indicator_among_the_gains(cast: Cast) -> None:
    sheet = a_sheet(cast)
    sub = next(row.code for row in outlook_of(cast).gains if "." in row.code)
    item = load(YEAR).items_of(sub)[0].code
    operations.tell_lost_items(by=cast.viewer("clerk"), at=NOW, sheet=sheet, codes=[item])
    assert item in {row.code for row in outlook_of(cast).gains}


def test_of_two_raises_of_one_indicator_the_higher_counts(cast: Cast) -> None:
    a_sheet(cast)
    assert outlook_of(cast, "6@95", "6@100").projection.total == outlook_of(cast, "6@100").projection.total


def test_each_path_that_is_enough_reaches_its_level_when_tried(cast: Cast) -> None:
    a_sheet(cast)
    visitor = Visitor(cast.person("executive"))
    for level in outlook_of(cast).levels:
        for path in level.paths:
            page = visitor.get(f"{address(cast, 'outlook')}?{path.address}").content.decode()
            assert f"<strong>{level.level}" in page
            assert f"<strong>{path.projection.total}</strong>" in page


def test_a_choice_that_the_year_does_not_have_counts_as_none(cast: Cast) -> None:
    a_sheet(cast)
    for made_up in ("o99", "12@100", "6@1000", "6@x", "EIT9@90", ""):
        assert outlook_of(cast, made_up).chosen_count == 0


def test_the_deeds_are_actions_and_disclosures_never_answers(cast: Cast) -> None:
    sheet = a_sheet(cast)
    operations.tell_lost_items(by=cast.viewer("clerk"), at=NOW, sheet=sheet, codes=["o1"])
    assert all(row.deed.startswith(("เปิดเผย", "ปรับปรุง")) for row in outlook_of(cast).gains)


def test_without_a_result_the_page_teaches_how_to_begin(cast: Cast) -> None:
    page = Visitor(cast.person("executive")).get(address(cast, "outlook")).content.decode()
    assert "ยังไม่มีผลประเมินของปี" in page
