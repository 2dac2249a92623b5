"""Accepting a paper makes its measures the plan's and its progress a round's, and nothing has to be typed twice."""

from __future__ import annotations

import pytest

from apps.improvement.inbox.made_inbox import SAMPLE_NAMES, SAMPLES, accepted_file, differences, plan_said
from cast import Cast


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_every_field_of_a_sample_is_in_the_plan_that_it_became(cast: Cast, name: str) -> None:
    reading = accepted_file(cast, SAMPLES / name)
    assert reading.measures
    assert differences(reading, plan_said(cast, reading.fiscal_year or 0)) == []
