"""What one installation decides for itself, read from the environment (``PRONGSAI_...``)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def users_folder() -> Path:
    """The folder in which this user's programs keep what they must not lose."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "prongsai"


class Installation(BaseSettings):
    """The settings an agency may change; everything else is decided in `settings`."""

    model_config = SettingsConfigDict(env_prefix="PRONGSAI_")

    data_dir: Path = Field(default_factory=users_folder)
    database: str = ""
    """Empty for SQLite in the data folder, a path for SQLite elsewhere, or ``postgres://user:password@host/name``."""
    secret_key: str = ""
    debug: bool = False
    hosts: Annotated[list[str], NoDecode] = ["127.0.0.1", "localhost"]
    behind_tls: bool = False
    """True behind a proxy that ends TLS and says so in ``X-Forwarded-Proto``: cookies then never travel bare."""

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: str | list[str]) -> list[str]:
        return [host.strip() for host in value.split(",") if host.strip()] if isinstance(value, str) else value

    @property
    def files(self) -> Path:
        """Where the bytes of papers and evidence lie."""
        return self.data_dir / "files"

    def key(self) -> str:
        """The secret key: as given, else made once and kept in the data folder for its owner's eyes only."""
        return self.secret_key or _kept_key(self.data_dir / "secret_key")

    def django_database(self) -> dict[str, Any]:
        """The database in Django's words."""
        if self.database.startswith(("postgres://", "postgresql://")):
            return _postgresql(self.database)
        return _sqlite(Path(self.database) if self.database else self.data_dir / "prongsai.sqlite3")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive: of two processes starting at once, one makes the key and the other reads it.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged write survives a power cut (decision 0002).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or socket_folder,
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
