"""What moved between two years of the country, and what of it is noise."""

from __future__ import annotations

import pytest

from prongsai.core.framework import load
from prongsai.core.nation.movement import Change, Score, Standing, movement, tides, total_score_of

BEFORE, AFTER = load(2564), load(2565)


def standing(
    code: str, total: int | None = 8000, level: str = "B", province: str = "ใต้ดาว", **scores: dict[str, Score]
) -> Standing:
    return Standing(
        code=code,
        kind="อบต.",
        province=province,
        level=level,
        total=None if total is None else Score(total),
        tools=scores.get("tools", {}),
        indicators={int(number): score for number, score in scores.get("indicators", {}).items()},
    )


def test_scores_compare_by_tool_and_number_where_both_years_have_them() -> None:
    old = standing("a", tools={"IIT": Score(9000)}, indicators={"1": Score(9000), "2": Score(8000)})
    new = standing("a", 8150, tools={"IIT": Score(9100), "OIT": Score(7)}, indicators={"2": Score(7900)})
    (moved,) = movement((BEFORE, AFTER), [old], [new]).moved

    assert moved.total == Change(8000, 8150, is_noise=False)
    assert moved.tools == {"IIT": Change(9000, 9100, is_noise=False)}
    assert moved.indicators == {2: Change(8000, 7900, is_noise=False)}
    assert moved.indicators[2].points == -100


@pytest.mark.parametrize(
    ("before", "after", "is_noise"),
    [
        (Score(8000, 7900, 8100), Score(8050, 7950, 8150), True),
        (Score(8000, 7900, 8100), Score(8100, 8000, 8200), True),
        (Score(8000, 7900, 8100), Score(8101, 7900, 8200), False),
        (Score(8000, 7000, 9000), Score(8101, 8050, 8150), False),
        (Score(8000), Score(8050, 7950, 8150), False),
        (Score(8000, 7900, 8100), Score(8000, 7900, 8100), False),
    ],
)
def test_a_change_is_noise_only_inside_both_intervals(before: Score, after: Score, is_noise: bool) -> None:
    old, new = standing("a", indicators={"1": before}), standing("a", indicators={"1": after})
    (moved,) = movement((BEFORE, AFTER), [old], [new]).moved

    assert moved.indicators[1].is_noise is is_noise


def test_levels_go_up_and_down_within_one_system() -> None:
    old = [standing("a", level="B"), standing("b", level="A"), standing("c", level="C"), standing("d", level="")]
    new = [standing("a", level="AA"), standing("b", level="C"), standing("c", level="C"), standing("d", level="B")]
    found = movement((BEFORE, AFTER), old, new)

    assert found.is_one_system
    assert [each.steps for each in found.moved] == [2, -2, 0, None]


def test_letters_and_pass_levels_do_not_compare() -> None:
    found = movement((AFTER, load(2566)), [standing("a", level="AA")], [standing("a", level="ผ่าน")])
    (tide,) = tides(found, lambda each: each.province)

    assert not found.is_one_system
    assert found.moved[0].steps is None
    assert (tide.up, tide.down) == (None, None)


def test_who_came_and_who_went_is_told() -> None:
    found = movement(
        (BEFORE, AFTER),
        [standing("b"), standing("gone"), standing("a")],
        [standing("new"), standing("b"), standing("a")],
    )

    assert [each.after.code for each in found.moved] == ["a", "b"]
    assert [each.code for each in found.entered] == ["new"]
    assert [each.code for each in found.left] == ["gone"]


def test_a_group_counts_where_its_agencies_stand_last() -> None:
    old = [
        standing("a", 8000, "B", "เหนือดาว"),
        standing("b", 8001, "B"),
        standing("c", None, ""),
        standing("gone", 9000, "A", "เหนือดาว"),
    ]
    new = [
        standing("a", 8600, "A"),
        standing("b", 7400, "C"),
        standing("c", 9000, "A"),
        standing("new", 9000, "A"),
    ]
    north, south = tides(movement((BEFORE, AFTER), old, new), lambda each: each.province)

    assert (north.name, north.compared, north.before, north.left) == ("เหนือดาว", 0, None, 1)
    assert (south.name, south.compared, south.before, south.after) == ("ใต้ดาว", 2, 8001, 8000)
    assert (south.higher, south.lower, south.noise, south.up, south.down) == (1, 1, 0, 1, 1)
    assert (south.entered, south.left) == (1, 0)


def test_a_total_errs_as_its_tools_do_by_weight() -> None:
    tools = {"IIT": Score(9000, 8700, 9200), "EIT": Score(8000, 7600, 8400), "OIT": Score(7000)}

    assert total_score_of(AFTER, 8000, tools) == Score(8000, 8000 - 150, 8000 + 135)
    assert total_score_of(AFTER, 8000, {"OIT": Score(7000)}) == Score(8000)
    assert total_score_of(AFTER, 9990, tools).high == 10000
