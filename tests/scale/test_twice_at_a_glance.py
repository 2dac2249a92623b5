"""Who may be there twice, by hashes alone: everybody who is, and few others."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.scale.tallied import perhaps_alike


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
