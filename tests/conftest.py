"""What every test may ask for, and how much the property tests try (`PRONGSAI_PROFILE=full`: 10,000 examples each)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from hypothesis import HealthCheck, settings

from cast import Cast, build_cast
from databases import postgresql

pytest_plugins = ["grouped", "nothing_skipped"]

PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("default", max_examples=300, **PATIENT)
settings.register_profile("full", max_examples=10_000, **PATIENT)
settings.load_profile(os.environ.get("PRONGSAI_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database is run again: everything else is the same run as on SQLite."""
    if os.environ.get("PRONGSAI_TEST_DATABASE") != "postgres":
        return
    same = [each for each in items if not _asks_a_database(each)]
    config.hook.pytest_deselected(items=same)
    items[:] = [each for each in items if _asks_a_database(each)]


def _asks_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool({"db", "transactional_db"} & names) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> Iterator[None]:
    """SQLite in memory, or a real PostgreSQL where `PRONGSAI_TEST_DATABASE=postgres`; a database for each worker."""
    with ExitStack() as stack:
        if os.environ.get("PRONGSAI_TEST_DATABASE") == "postgres":
            stack.enter_context(postgresql())
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        yield


@pytest.fixture(autouse=True)
def _a_clean_place(request: pytest.FixtureRequest, settings: Any) -> None:
    """Tests with a database keep files in a folder of their own, and no attempts counted by the test before.

    Static files are looked for when one is asked for: to list them all for every visitor took a third of the time.
    """
    if {"db", "transactional_db"} & set(request.fixturenames):
        settings.FILES = request.getfixturevalue("tmp_path") / "files"
        settings.PASSWORD_HASHERS = ["cast.QuickArgon2"]
        settings.WHITENOISE_AUTOREFRESH = True
        cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, at agency A and agency B."""
    return build_cast()


@pytest.fixture
def work(transactional_db: None) -> Callable[[], None]:
    """Let the worker do every job that waits."""
    return lambda: call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
