"""Student's t by its published tables."""

from __future__ import annotations

import pytest

from prongsai.core.nation.student import t_quantile, two_sided


@pytest.mark.parametrize(
    ("degrees", "bound"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (5, 2.5706),
        (10, 2.2281),
        (30, 2.0423),
        (76, 1.9917),
        (120, 1.9799),
        (100000, 1.95999),
    ],
)
def test_one_in_twenty_stands_beyond_the_bound_of_the_tables(degrees: int, bound: float) -> None:
    assert two_sided(bound, degrees) == pytest.approx(0.05, abs=1e-5)
    assert two_sided(-bound, degrees) == two_sided(bound, degrees)


def test_intervals_and_probabilities_agree() -> None:
    for degrees in (1, 3, 9, 12, 75, 2000):
        assert two_sided(t_quantile(degrees), degrees) == pytest.approx(0.05, abs=2e-5)


def test_one_degree_is_the_cauchy_distribution() -> None:
    assert two_sided(1.0, 1) == pytest.approx(0.5, abs=1e-12)


def test_far_out_nothing_is_left_and_at_nothing_everything() -> None:
    assert two_sided(0.0, 5) == 1.0
    assert 0 <= two_sided(60.0, 75) < 1e-60
