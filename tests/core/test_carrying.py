"""A plan carried into another year: its codes through the catalogues, its texts proposed, its days shifted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.carrying import code_passage, proposed_text, shifted, with_years_moved
from prongsai.core.crosswalk import Kind, crosswalk
from prongsai.core.framework import YEARS, Confidence, load

years = st.sampled_from(YEARS)


@pytest.mark.parametrize(
    ("code", "kind", "codes"),
    [
        ("o1", Kind.SAME, ("o1",)),
        ("O12", Kind.MOVED, ("o13",)),
        ("o25", Kind.RENAMED, ("o23",)),
        ("o38", Kind.SPLIT, ("o32", "o40")),
        ("o10", Kind.MERGED, ("o11",)),
        ("o20", Kind.DROPPED, ()),
    ],
)
def test_an_item_becomes_what_the_crosswalk_says(code: str, kind: Kind, codes: tuple[str, ...]) -> None:
    found = code_passage(code, 2564, 2566)
    assert (found.kind, found.codes, found.is_told) == (kind, codes, True)


def test_a_question_goes_by_its_topic_and_not_by_its_number_alone() -> None:
    assert code_passage("e1", 2566, 2567).codes == ("e1",), "the same words under the same code"
    assert code_passage("e4", 2566, 2567).is_told is False, "e4 asks something else there"
    assert code_passage("i9", 2566, 2567).is_told is False, "no topic is known"
    assert code_passage("i1", 2568, 2569).is_told is False, "no question of that year is known"


def test_a_topic_that_two_questions_share_is_followed_under_its_own_code_only() -> None:
    assert code_passage("e5", 2567, 2568).codes == ("e5",)


def test_a_code_that_its_own_year_does_not_have_cannot_be_followed() -> None:
    found = code_passage("o43", 2569, 2566)
    assert (found.kind, found.codes, found.is_same, found.is_unverified) == (None, (), False, False)


def test_what_no_source_bears_out_stays_marked() -> None:
    passage = next(each for each in crosswalk(2566, 2567).passages if each.targets[:1] == (load(2567).item("o7"),))
    found = code_passage(passage.item.code, 2566, 2567)
    assert passage.targets[0].confidence is Confidence.UNVERIFIED
    assert found.is_unverified


def test_a_year_without_a_framework_goes_by_the_nearest() -> None:
    assert code_passage("o12", 2563, 2566) == code_passage("o12", 2564, 2566)
    assert code_passage("o26", 2569, 2570).codes == ("o26",)


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("เผยแพร่ตาม o12 และ O13", "เผยแพร่ตาม o13 และ O14"),
        ("ตามข้อ 012 คู่มือ", "ตามข้อ o13 คู่มือ"),
        ("รายงาน (o38)", "รายงาน (o32, o40)"),
        ("แผนปี 2564 ข้อ o12", "แผนปี 2566 ข้อ o13"),
        ("ปีงบประมาณ ๒๕๖๔", "ปีงบประมาณ ๒๕๖๖"),
    ],
)
def test_a_text_is_proposed_with_the_codes_and_the_year_of_the_other_plan(text: str, proposed: str) -> None:
    found = proposed_text(text, 2564, 2566)
    assert found is not None
    assert (found.original, found.text, found.is_other) == (text, proposed, True)


def test_a_text_that_cites_what_was_dropped_is_named_and_left_as_it_is() -> None:
    found = proposed_text("เผยแพร่รายงานตาม o20", 2564, 2566)
    assert found is not None
    assert (found.is_other, [each.kind for each in found.passages]) == (False, [Kind.DROPPED])


def test_a_text_without_codes_and_years_is_left_alone() -> None:
    assert proposed_text("ประชุมชี้แจงบุคลากร ตามข้อ o1", 2564, 2566) is None


def test_only_the_plans_own_year_moves() -> None:
    text = "ต.ค. 2565 - ก.ย. 2566 ตาม พ.ร.บ. ข้อมูลข่าวสาร พ.ศ. 2540 และผลปี 2565 เลขที่ 25660"
    moved = "ต.ค. 2566 - ก.ย. 2567 ตาม พ.ร.บ. ข้อมูลข่าวสาร พ.ศ. 2540 และผลปี 2565 เลขที่ 25660"
    assert with_years_moved(text, 2566, 2567) == moved


def test_a_day_keeps_its_month() -> None:
    assert shifted(date(2023, 10, 1), 2) == date(2025, 10, 1)
    assert shifted(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert shifted(None, 1) is None


@given(st.text(max_size=80), years, years)
def test_a_proposal_never_begins_from_other_words(text: str, before: int, after: int) -> None:
    found = proposed_text(text, before, after)
    assert found is None or found.original == text


@given(years, st.data())
def test_every_item_goes_to_items_that_the_other_year_has(before: int, data: st.DataObject) -> None:
    after = data.draw(years)
    item = data.draw(st.sampled_from(load(before).items))
    found = code_passage(item.code, before, after)
    assert found.is_told
    assert all(load(after).item(code) for code in found.codes)
    assert (found.codes == ()) == (found.kind is Kind.DROPPED)
