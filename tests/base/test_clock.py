"""The clock: each task once a day after its hour, whoever looks and however often, and again when it failed."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.module_loading import import_string

from prongsai.base import clock
from prongsai.base.logs import PrivateFormatter
from prongsai.base.models import ClockRun

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
"""Seven in the morning in Thailand."""
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

done: list[datetime] = []
fails: list[bool] = []


def remind(at: datetime) -> None:
    if fails:
        raise ValueError("clerk@example.go.th does not answer")
    done.append(at)


def remind_while_another_looks(at: datetime) -> None:
    done.append(at)
    clock.run_due(at)
    clock.run_due(at + MINUTE)


def be_killed(at: datetime) -> None:
    done.append(at)
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _one_task_at_seven(settings: Any) -> Iterator[None]:
    settings.CLOCK = {f"{__name__}.remind": time(7)}
    yield
    done.clear()
    fails.clear()


def test_nothing_is_done_before_its_hour() -> None:
    clock.run_due(SEVEN - MINUTE)
    assert (done, ClockRun.objects.count()) == ([], 0)


def test_a_task_is_done_once_a_day_however_often_somebody_looks() -> None:
    for at in (SEVEN, SEVEN + MINUTE, SEVEN + timedelta(hours=16), SEVEN + DAY, SEVEN + DAY + MINUTE):
        clock.run_due(at)
    assert done == [SEVEN, SEVEN + DAY]


def test_the_day_is_the_day_in_thailand() -> None:
    """23:59 and 00:01 in Thailand are one day in Greenwich."""
    clock.run_due(SEVEN + timedelta(hours=16, minutes=59))
    clock.run_due(SEVEN + timedelta(hours=17, minutes=1))
    assert len(done) == 1


def test_a_machine_that_was_off_at_the_hour_does_it_when_it_is_on() -> None:
    clock.run_due(SEVEN + timedelta(hours=5))
    assert len(done) == 1


def test_another_process_that_looks_meanwhile_does_nothing(settings: Any) -> None:
    settings.CLOCK = {f"{__name__}.remind_while_another_looks": time(7)}
    clock.run_due(SEVEN)
    assert done == [SEVEN]


def test_what_failed_is_tried_again_after_ten_minutes_and_then_no_more() -> None:
    fails.append(True)
    clock.run_due(SEVEN)
    fails.clear()
    clock.run_due(SEVEN + 9 * MINUTE)
    assert done == []
    for minutes in (10, 11, 30):
        clock.run_due(SEVEN + minutes * MINUTE)
    assert done == [SEVEN + 10 * MINUTE]


def test_what_was_killed_is_tried_again_after_an_hour(settings: Any) -> None:
    settings.CLOCK = {f"{__name__}.be_killed": time(7)}
    for minutes, times in ((0, 1), (59, 1), (60, 2)):
        with suppress(KeyboardInterrupt):
            clock.run_due(SEVEN + minutes * MINUTE)
        assert len(done) == times


def test_a_task_that_fails_keeps_none_back_and_is_logged_without_a_word_of_anybody(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLOCK = {"nowhere.at_all": time(7), f"{__name__}.remind": time(7)}
    fails.append(True)
    with caplog.at_level(logging.ERROR):
        clock.run_due(SEVEN)
    lines = [PrivateFormatter().format(each) for each in caplog.records]
    assert len(lines) == 2
    assert "remind failed" in lines[1]
    assert "ValueError" in lines[1]
    assert "clerk@" not in "".join(lines)


def test_what_was_done_long_ago_is_forgotten() -> None:
    clock.run_due(SEVEN)
    clock.run_due(SEVEN + 91 * DAY)
    assert ClockRun.objects.get().day == (SEVEN + 91 * DAY).date()


def test_the_command_looks_at_the_clock(settings: Any) -> None:
    settings.CLOCK = {f"{__name__}.remind": time(0)}
    call_command("clock", once=True)
    call_command("clock", once=True)
    assert len(done) == 1


def test_every_task_of_the_installation_is_there() -> None:
    from prongsai.site import settings as installed

    assert all(callable(import_string(task)) for task in installed.CLOCK)
