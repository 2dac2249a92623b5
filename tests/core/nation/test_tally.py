"""Repeats among the keys of respondents: every pair is found, and nothing else."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.nation.counting import FINGERPRINT_BITS
from prongsai.core.nation.tally import as_column, perhaps_alike, repeats_among

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


@given(st.lists(st.integers(0, 2**64 - 1)), st.lists(st.integers(0, 2**64 - 1)))
def test_whatever_is_there_twice_is_among_what_may_be(once: list[int], twice: list[int]) -> None:
    hashes = np.array([*once, *twice, *twice], dtype=np.uint64)
    alike = perhaps_alike(hashes)
    counts = Counter(hashes.tolist())
    assert all(is_alike for is_alike, each in zip(alike.tolist(), hashes.tolist(), strict=True) if counts[each] > 1)


@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_few_others_are_among_what_may_be(count: int) -> None:
    random = Random(6)
    hashes = np.array([random.getrandbits(64) for _ in range(count)], dtype=np.uint64)
    assert np.count_nonzero(perhaps_alike(hashes)) <= count / 20
