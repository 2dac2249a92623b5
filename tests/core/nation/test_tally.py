"""Repeats among the keys of respondents: every pair is found, and nothing else."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.nation.counting import FINGERPRINT_BITS
from prongsai.core.nation.tally import as_column, repeats_among

BITS = FINGERPRINT_BITS
KEYS = st.lists(
    st.one_of(st.just(-1), st.tuples(st.sampled_from([0, 1, 32_767]), st.sampled_from([0, 1, 2, 2**BITS - 1])))
)


@given(KEYS)
def test_repeats_are_what_a_counter_finds(keys: list[int | tuple[int, int]]) -> None:
    column = as_column(each if isinstance(each, int) else each[0] << BITS | each[1] for each in keys)
    given_ = column.copy()
    found = list(zip(*(each.tolist() for each in repeats_among(column)), strict=True))
    counts = Counter(each for each in keys if isinstance(each, tuple))
    assert found == sorted((*key, count) for key, count in counts.items() if count > 1)
    assert (column == given_).all()
