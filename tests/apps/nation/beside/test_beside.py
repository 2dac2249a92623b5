"""A run beside others: twins, what moved, items lost, measures; what is counted opens its rows."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml.html import HtmlElement, fromstring

from apps.nation.beside.made import changed, declared, spread_over, two_years, without
from apps.nation.made import YEAR, a_country, a_run, what_if
from cast import NOW, Cast
from pages import Visitor, words
from prongsai.apps.nation.jobs.comparing import compare_years, take_measure_list
from prongsai.apps.nation.models import (
    Comparison,
    DeclaredMeasure,
    ItemLoss,
    MeasureAssociation,
    MeasureList,
    MovedAgency,
    RunAgency,
)
from prongsai.apps.nation.operations import withdraw_run
from prongsai.apps.nation.operations.comparisons import bring_measures
from prongsai.apps.nation.queries.association import A_PAGE, MatchesAsked, matches_page, measures_page
from prongsai.apps.nation.queries.items import items_page
from prongsai.apps.nation.queries.movement import Asked, agencies_moved, moved_page
from prongsai.apps.nation.queries.runs import country_of
from prongsai.apps.nation.queries.twins import twins_page
from prongsai.core.framework import load
from prongsai.core.nation.association import LEAST_DECLARERS
from prongsai.core.scoring import points_of, round_points

pytestmark = pytest.mark.django_db


def page_of(name: str, *more: object, query: dict[str, Any] | None = None) -> HtmlElement:
    response = Visitor().get(reverse(f"nation:{name}", args=[YEAR, *more]), query)
    assert response.status_code == 200
    return fromstring(response.content.decode())


def rows_behind(page: HtmlElement) -> list[tuple[int, int]]:
    """Every number that is a door: what it says, and how many rows stand behind it."""
    found = []
    for door in page.xpath("//a[@data-count]"):
        address = door.get("href")
        behind = fromstring(Visitor().get(address).content.decode())
        found.append((int(door.get("data-count")), len(behind.xpath("//tr[@data-row]"))))
    return found


# Twins


def test_an_agency_stands_among_its_twins_in_order_with_itself_marked(cast: Cast) -> None:
    two_years(36)
    found = twins_page(country_of(YEAR), "00003")

    totals = [each.agency.total for each in found.rows]
    assert found.has_twins
    assert totals == sorted(totals, key=lambda total: total or -1, reverse=True)
    assert [each.agency.code for each in found.rows if each.is_own] == ["00003"]
    assert found.rows[(found.place or 0) - 1].agency.total == found.agency.total
    assert {each.agency.kind for each in found.rows} == {found.agency.kind}


def test_a_twin_page_says_the_finding_and_shows_every_twin(cast: Cast) -> None:
    two_years(36)
    page = page_of("twins", "00003")

    assert "ในกลุ่มคู่เทียบ" in words(page.find(".//h1"))
    assert "ปีก่อนใกล้กันที่สุด" in words(page)
    assert len(page.xpath("//tr[@data-row]")) == len(twins_page(country_of(YEAR), "00003").rows)


def test_a_strip_tells_how_far_from_the_middle_of_the_twins(cast: Cast) -> None:
    two_years(36)
    found = twins_page(country_of(YEAR), "00003")
    strip = found.strips[0]
    others = sorted(each.agency.total for each in found.rows if not each.is_own and each.agency.total is not None)
    middle = (others[(len(others) - 1) // 2] + others[len(others) // 2]) / 2

    assert strip.own == found.agency.total
    assert strip.middle is not None
    assert abs(strip.middle - middle) <= Decimal("0.005")
    assert strip.gap == strip.own - strip.middle
    assert strip.better == sum(total > strip.own for total in others)
    assert all(0 <= x <= 100 for each in found.strips for x in each.dots)


def test_items_that_twins_have_and_it_lost_come_with_their_worth(cast: Cast) -> None:
    later = changed(a_country(36, shift=400), "00003", lost_items="o2 o12")
    two_years(36, later=later)
    first, second = twins_page(country_of(YEAR), "00003").items

    assert (first.code, len(first.who)) == ("o2", first.of)
    assert first.worth == round_points(points_of(load(YEAR), "o2"))
    assert (second.code, second.who) == ("o12", ())


def test_an_agency_without_a_total_in_either_year_has_no_twins_and_is_told_so(cast: Cast) -> None:
    two_years(6)

    assert "ยังไม่มีหน่วยงานให้เทียบ" in words(page_of("twins", "00005"))


def test_without_a_year_before_twins_are_near_this_year(cast: Cast) -> None:
    a_run(a_country(36))

    assert "ปีนี้ใกล้กันที่สุด เพราะปีก่อนไม่มีคะแนน" in words(page_of("twins", "00003"))


def test_an_unknown_agency_is_not_found(cast: Cast) -> None:
    two_years(4)

    assert Visitor().get(reverse("nation:twins", args=[YEAR, "nobody"])).status_code == 404


# What moved


def test_what_moved_adds_up_and_every_count_opens_its_rows(cast: Cast) -> None:
    two_years(24, later=without(a_country(24, shift=400), "00002"))
    found = moved_page(country_of(YEAR))
    page = page_of("moved")

    assert found.whole is not None
    assert (found.whole.compared.count, found.whole.left.count, found.whole.entered.count) == (22, 1, 0)
    assert sum(each.compared.count for each in found.provinces) == found.whole.compared.count
    assert sum(each.higher.count for each in found.kinds) == found.whole.higher.count
    behind = rows_behind(page)
    assert len(behind) > 30 + 4 * len(found.scores)
    assert all(told == rows for told, rows in behind)


def test_a_score_opens_the_agencies_with_what_it_was_and_is(cast: Cast) -> None:
    before, after = two_years(12, later=a_country(12, shift=20))
    labels = {each.label for each in moved_page(country_of(YEAR)).scores}
    found = agencies_moved(country_of(YEAR), Asked(way="compared", subject="3"), 1)
    listed = found.agencies.object_list
    kept = [
        {each.code: each.indicators["3"] for each in RunAgency.objects.filter(run=run) if each.indicators.get("3")}
        for run in (before, after)
    ]

    assert found.label in {f"{label} · มีคะแนนทั้งสองปี" for label in labels}
    assert [each.change for each in listed] == sorted((each.change for each in listed), reverse=True)
    assert sorted((each.before, each.after) for each in listed) == sorted(
        (Decimal(kept[0][code]).scaleb(-2), Decimal(kept[1][code]).scaleb(-2))
        for code in kept[0].keys() & kept[1].keys()
    )
    assert "ระดับ" not in words(page_of("moved-agencies", query={"subject": "3"}).find(".//table"))


@pytest.mark.parametrize("query", [{"subject": "99"}, {"subject": "3", "way": "up"}, {"subject": "IIT", "way": "left"}])
def test_a_score_that_is_none_or_moves_in_no_such_way_is_not_found(cast: Cast, query: dict[str, str]) -> None:
    two_years(4)

    assert Visitor().get(reverse("nation:moved-agencies", args=[YEAR]), query).status_code == 404


def test_means_are_those_of_the_agencies_in_both_years(cast: Cast) -> None:
    two_years(12)
    found = moved_page(country_of(YEAR)).whole
    both = MovedAgency.objects.filter(before__isnull=False, after__isnull=False).values_list("before", "after")
    before, after = (sum(column) / len(both) / 100 for column in zip(*both, strict=True))

    assert found is not None
    assert float(found.before or 0) == pytest.approx(before, abs=0.006)
    assert float(found.after or 0) == pytest.approx(after, abs=0.006)
    assert found.change == (found.after or 0) - (found.before or 0)


def test_a_change_inside_both_intervals_is_marked(cast: Cast) -> None:
    two_years(12, later=a_country(12, shift=20))
    page = page_of("moved-agencies", query={"way": "noise"})

    assert page.xpath("//tr[@data-row]")
    assert "ภายในช่วงความเชื่อมั่น" in words(page)


def test_levels_of_two_systems_are_not_compared(cast: Cast) -> None:
    a_run(a_country(12, year=2565), year=2565)
    a_run(a_country(12, year=2566), year=2566)
    compare_years()
    page = fromstring(Visitor().get(reverse("nation:moved", args=[2566])).content.decode())

    assert "ใช้เกณฑ์ระดับผลต่างกัน" in words(page)
    assert "ระดับขึ้น" not in words(page)


def test_without_a_year_before_the_page_teaches(cast: Cast) -> None:
    a_run(a_country(4))

    assert "ยังไม่มีผลของปีก่อนให้เทียบ" in words(page_of("moved"))
    assert Visitor().get(reverse("nation:moved-agencies", args=[YEAR])).status_code == 404


def test_a_way_that_is_none_shows_everybody(cast: Cast) -> None:
    two_years(6)

    assert len(page_of("moved-agencies", query={"way": "sideways", "page": "x"}).xpath("//tr[@data-row]")) == 6


def test_a_run_that_supposes_something_is_not_compared(cast: Cast) -> None:
    a_run(a_country(4, year=YEAR - 1), year=YEAR - 1)
    a_run(a_country(4), supposed=what_if(weights={"IIT": "0.2", "EIT": "0.4", "OIT": "0.4"}))
    compare_years()

    assert not Comparison.objects.exists()
    assert ItemLoss.objects.exists()


def test_years_are_compared_once_and_again_when_another_run_is_shown(cast: Cast) -> None:
    before, after = two_years(4)
    compare_years()
    assert [(each.before, each.run) for each in Comparison.objects.all()] == [(before, after)]

    newer = a_run(a_country(5), year=YEAR)
    compare_years()
    assert Comparison.objects.filter(run=newer, before=before).count() == 1

    withdraw_run(by=None, at=NOW, run=newer, reason="ทดสอบ")
    assert moved_page(country_of(YEAR)).whole is not None


# Items


def test_items_are_counted_over_agencies_that_were_marked(cast: Cast) -> None:
    two_years(12)
    found = items_page(country_of(YEAR))
    by_code = {each.code: each for each in found.rows}

    assert found.marked == 11
    assert (by_code["o1"].lost.count, by_code["o1"].lost.percent) == (11, Decimal(100))
    assert by_code["o2"].lost.count == 0
    assert by_code["o1"].costs == by_code["o1"].worth == round_points(points_of(load(YEAR), "o1"))
    assert sum(each.count for each in by_code["o1"].by_kind) == 11


def test_every_count_of_an_item_opens_the_agencies_that_lost_it(cast: Cast) -> None:
    two_years(12)
    behind = rows_behind(page_of("items"))

    assert len(behind) >= len(load(YEAR).items)
    assert all(told == rows for told, rows in behind)


def test_an_item_the_year_has_not_is_not_found(cast: Cast) -> None:
    two_years(4)

    for code in ("o99", "O1", "9"):
        assert Visitor().get(reverse("nation:item", args=[YEAR, code])).status_code == 404


def test_a_run_without_item_marks_says_so(cast: Cast) -> None:
    a_run(a_country(1))
    compare_years()

    assert "ไม่มีผลตรวจ OIT รายข้อ" in words(page_of("items"))


# Measures


def test_too_few_declarers_are_listed_as_refused_with_what_is_missing(cast: Cast) -> None:
    two_years(12)
    declared([("00001", "law-page"), ("00002", "law-page")])
    page = page_of("measures")

    assert "ข้อมูลน้อยเกินกว่าจะบอกได้" in words(page)
    thin = measures_page(country_of(YEAR)).thin
    assert {each.declared.count for each in thin} == {2}
    assert f"ขาดอีก {LEAST_DECLARERS - thin[0].compared.count} แห่ง" in words(page)
    assert "ทำให้" not in words(page.find(".//main"))


def test_measures_with_declarers_enough_are_told_with_interval_and_method(cast: Cast) -> None:
    two_years(200, later=spread_over(a_country(200, shift=400), 19))
    declared([(f"{number:05d}", "law-page") for number in range(0, 200, 5)])
    found = measures_page(country_of(YEAR))
    page = page_of("measures")

    told = [*found.found, *found.others]
    assert {each.practice for each in told} == {"law-page"}
    assert all(each.low is not None and each.low <= (each.points or 0) <= (each.high or 0) for each in told)
    assert "เป็นความสัมพันธ์ ไม่ใช่หลักฐานว่ามาตรการเป็นเหตุ" in words(page)
    assert "Benjamini-Hochberg" in words(page)
    assert len(page.xpath("//ol[contains(@class, 'strips')]//circle")) == len(told)


def test_every_count_of_a_measure_opens_its_rows(cast: Cast) -> None:
    two_years(200, later=spread_over(a_country(200, shift=400), 19))
    declared([*((f"{number:05d}", "law-page") for number in range(0, 200, 5)), ("00001", "contact-page")])
    found = measures_page(country_of(YEAR))
    behind = rows_behind(page_of("measures"))

    assert len(behind) == 3 * len([*found.found, *found.others]) + 2 * len(found.thin)
    assert all(rows == min(told, A_PAGE) for told, rows in behind)
    assert any(told > A_PAGE for told, _rows in behind)


def test_an_association_is_the_mean_of_the_differences_of_its_rows(cast: Cast) -> None:
    two_years(200, later=spread_over(a_country(200, shift=400), 19))
    declared([(f"{number:05d}", "law-page") for number in range(0, 200, 5)])
    kept = MeasureAssociation.objects.get(practice="law-page", outcome="total")
    found = matches_page(country_of(YEAR), "law-page", "total", MatchesAsked(), 1)
    rows = found.matches.object_list

    assert found.matches.paginator.count == kept.compared == len(kept.matches)
    assert [each.difference for each in rows] == sorted((each.difference for each in rows), reverse=True)
    mean = sum(difference for _code, difference, _twins in kept.matches) / len(kept.matches)
    assert kept.points == pytest.approx(Decimal(mean), abs=Decimal("0.005"))
    assert found.mean == kept.points
    twins = matches_page(country_of(YEAR), "law-page", "total", MatchesAsked(twins=True), 1).matches
    assert twins.paginator.count == kept.twins
    assert sum(each.often or 0 for each in twins.object_list) <= sum(len(each) for *_, each in kept.matches)
    codes = {code for code, *_ in kept.matches}
    assert not codes & {twin for *_, each in kept.matches for twin in each}


def test_the_twins_of_one_agency_of_an_association_can_be_opened(cast: Cast) -> None:
    two_years(200, later=spread_over(a_country(200, shift=400), 19))
    declared([(f"{number:05d}", "law-page") for number in range(0, 200, 5)])
    page = page_of("measure-matches", "law-page", "total")
    doors = rows_behind(page)

    assert doors
    assert all(told == rows for told, rows in doors)
    assert "ค่าเฉลี่ยของช่องต่างจากคู่เทียบคือ" in words(page)
    for query in ({"twins": "1", "of": "00005"}, {"of": "00005"}):
        told = page_of("measure-matches", "law-page", "total", query=query)
        assert "คู่เทียบของ" in words(told.find(".//h1"))
        assert "เป็นคู่เทียบของ (แห่ง)" in words(told.find(".//table"))


@pytest.mark.parametrize(
    ("code", "outcome", "query"),
    [("unknown", "total", {}), ("law-page", "99", {}), ("law-page", "total", {"of": "nobody"})],
)
def test_an_association_that_is_none_is_not_found(cast: Cast, code: str, outcome: str, query: dict[str, str]) -> None:
    two_years(4)
    declared([("00001", "law-page")])

    address = reverse("nation:measure-matches", args=[YEAR, code, outcome])
    assert Visitor().get(address, query).status_code == 404


def test_who_declared_a_measure_can_be_opened(cast: Cast) -> None:
    two_years(12)
    declared([("00001", "law-page"), ("00002", "law-page"), ("99999", "law-page")])

    assert len(page_of("measure-declarers", "law-page").xpath("//tr[@data-row]")) == 2
    assert Visitor().get(reverse("nation:measure-declarers", args=[YEAR, "contact-page"])).status_code == 404
    assert Visitor().get(reverse("nation:measure-declarers", args=[YEAR, "unknown"])).status_code == 404


def test_without_measures_the_page_teaches_and_tells_the_method(cast: Cast) -> None:
    two_years(4)
    told = words(page_of("measures"))

    assert "ยังไม่มีรายการมาตรการ" in told
    assert "วิธีคิด" in told


def test_a_list_brought_before_the_second_year_is_related_once_that_is_there(cast: Cast) -> None:
    a_run(a_country(6, year=YEAR - 1), year=YEAR - 1)
    declared([("00001", "law-page")])
    assert not MeasureAssociation.objects.exists()

    a_run(a_country(6, shift=400))
    compare_years()
    assert MeasureAssociation.objects.filter(practice="law-page").exists()


def test_the_newest_list_of_a_year_holds(cast: Cast) -> None:
    two_years(6)
    declared([("00001", "law-page")])
    declared([("00001", "contact-page")])

    assert set(MeasureAssociation.objects.values_list("practice", flat=True)) == {"contact-page"}


def test_rows_of_no_use_are_told_to_whoever_brought_the_list(cast: Cast) -> None:
    two_years(4)
    declared([("00001", "law-page"), ("00001", "law-page"), ("00002", "nothing-known"), ("", "law-page")])
    page = fromstring(Visitor(cast.person("administrator")).get(reverse("nation:measure-lists")).content.decode())

    assert "ใช้ได้ 1 แถว" in words(page)
    assert "ไม่รู้จักรหัสมาตรการ 1 แถว" in words(page)
    assert "ไม่มีรหัสหน่วยงานหรือมาตรการ 1 แถว" in words(page)


def test_an_administrator_brings_a_list_and_a_job_takes_it(cast: Cast) -> None:
    two_years(4)
    administrator = Visitor(cast.person("administrator"))
    file = SimpleUploadedFile("list.csv", b"agency,practice\n00001,law-page\n", "text/csv")
    response = administrator.post(reverse("nation:measure-lists"), {"year": YEAR, "file": file})
    measures = MeasureList.objects.get()

    assert response.status_code == 302
    assert (measures.fiscal_year, measures.brought_by) == (YEAR, cast.person("administrator"))
    take_measure_list.call(measures.pk)
    take_measure_list.call(measures.pk)
    assert DeclaredMeasure.objects.count() == 1


@pytest.mark.parametrize(("name", "year"), [("list.xlsx", YEAR), ("list.csv", 2500)])
def test_a_form_that_is_not_well_formed_is_shown_again(cast: Cast, name: str, year: int) -> None:
    two_years(4)
    file = SimpleUploadedFile(name, b"agency,practice\n", "text/csv")
    response = Visitor(cast.person("administrator")).post(reverse("nation:measure-lists"), {"year": year, "file": file})

    assert response.status_code == 422
    assert not MeasureList.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"agency,measure\n1,law-page\n", "practice"),
        (b"agency,practice\n1,nothing\n", "ไม่มีแถวใด"),
        (b"agency,practice\n\xff\xfe\x00,law-page\n", "UTF-8"),
        ("รหัส;agency;practice\n1;00001;law-page\n".encode("cp874"), ""),
    ],
)
def test_a_list_that_is_none_fails_with_a_sentence(cast: Cast, content: bytes, said: str) -> None:
    two_years(4)
    brought = bring_measures(by=None, at=NOW, year=YEAR, name="m.csv", content=BytesIO(content))
    take_measure_list.call(brought.pk)
    brought.job.refresh_from_db()

    if said:
        assert brought.job.state == "failed"
        assert said in brought.job.message
        assert not DeclaredMeasure.objects.exists()
    else:
        assert brought.job.state == "done"


@pytest.mark.parametrize(
    "name",
    ["twins", "moved", "moved-agencies", "items", "item", "measures", "measure-declarers", "measure-matches"],
)
def test_a_page_asks_the_same_number_of_questions_however_many_there_are(
    cast: Cast, name: str, django_assert_max_num_queries: Any
) -> None:
    more = {
        "twins": ["00001"],
        "item": ["o1"],
        "measure-declarers": ["law-page"],
        "measure-matches": ["law-page", "total"],
    }.get(name, [])
    two_years(36)
    declared([(f"{number:05d}", "law-page") for number in range(40)])

    with django_assert_max_num_queries(8):
        page_of(name, *more)
