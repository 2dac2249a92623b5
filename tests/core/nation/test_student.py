"""Student's t by its published tables."""

from __future__ import annotations

import pytest

from prongsai.core.nation.student import reach, two_sided


@pytest.mark.parametrize(
    ("degrees", "bound"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (76, 1.992), (120, 1.980), (100000, 1.960)],
)
def test_an_interval_reaches_as_far_as_the_tables_say(degrees: int, bound: float) -> None:
    assert reach(degrees) == pytest.approx(bound, abs=6e-4)


def test_a_probability_is_the_inverse_of_the_reach() -> None:
    for degrees in (1, 3, 9, 75, 2000):
        assert two_sided(reach(degrees), degrees) == pytest.approx(0.05, abs=1e-9)
        assert two_sided(-reach(degrees, 0.99), degrees) == pytest.approx(0.01, abs=1e-9)


def test_one_degree_is_the_cauchy_distribution() -> None:
    assert two_sided(1.0, 1) == pytest.approx(0.5, abs=1e-12)


def test_far_out_nothing_is_left_and_at_nothing_everything() -> None:
    assert two_sided(0.0, 5) == 1.0
    assert 0 <= two_sided(60.0, 75) < 1e-60


def test_without_a_degree_there_is_no_interval() -> None:
    with pytest.raises(ValueError, match="degree"):
        reach(0)
