from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from prongsai.base.templatetags.thai import thai_day, thai_time

JUST_BEFORE_MIDNIGHT_IN_LONDON = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "said"), [("th", "21 พ.ย. 2569"), ("en", "21 Nov 2026")])
def test_a_day_is_written_as_the_page_speaks(language: str, said: str) -> None:
    with translation.override(language):
        assert thai_day(date(2026, 11, 21)) == said


def test_a_moment_is_told_at_the_office() -> None:
    with translation.override("th"):
        assert thai_day(JUST_BEFORE_MIDNIGHT_IN_LONDON) == "1 ต.ค. 2569"
        assert thai_time(JUST_BEFORE_MIDNIGHT_IN_LONDON) == "1 ต.ค. 2569 06:30"


def test_nothing_is_written_for_nothing() -> None:
    assert thai_day(None) == thai_time(None) == ""
