"""What one installation decides for itself, read from the environment (``PRONGSAI_...``)."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from prongsai.core.errors import Problem

MAIL_PORTS = {"smtp": 587, "smtps": 465}
HERE = "http://127.0.0.1:8000"
_PLACE = re.compile(r"[^\s:/@]+:\d{1,5}|\[[0-9a-fA-F:.]+\]:\d{1,5}")


def users_folder() -> Path:
    """The folder in which this user's programs keep what they must not lose."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "prongsai"


@dataclass(frozen=True)
class MailServer:
    """The server that takes letters, and how to speak with it."""

    host: str
    port: int
    user: str
    password: str
    tls_at_once: bool
    tls_once_greeted: bool


class Installation(BaseSettings):
    """The settings an agency may change; everything else is decided in `settings`."""

    model_config = SettingsConfigDict(env_prefix="PRONGSAI_")

    data_dir: Path = Field(default_factory=users_folder)
    database: str = ""
    """Empty for SQLite in the data folder, a path for SQLite elsewhere, or ``postgres://user:password@host/name``."""
    secret_key: str = ""
    sealing_key: str = ""
    """The key that issued papers are sealed with, 64 hexadecimal digits; empty where it is kept in the data folder."""
    debug: bool = False
    hosts: Annotated[list[str], NoDecode] = ["127.0.0.1", "localhost"]
    behind_tls: bool = False
    """True behind a proxy that ends TLS and says so in ``X-Forwarded-Proto``: cookies then never travel bare."""
    address: str = HERE
    """Where people reach this site: what letters and calendars link to."""
    mail: str = ""
    """``smtp://user:password@host:587?tls=true``; empty where letters are printed instead of sent."""
    mail_from: str = ""

    watch_allowed: Annotated[list[str], NoDecode] = []
    """``host:port`` of places inside the office's own network whose links are looked at though they are not public."""

    @field_validator("hosts", "watch_allowed", mode="before")
    @classmethod
    def _split(cls, value: str | list[str]) -> list[str]:
        return [host.strip() for host in value.split(",") if host.strip()] if isinstance(value, str) else value

    @field_validator("watch_allowed")
    @classmethod
    def _places(cls, value: list[str]) -> list[str]:
        if not all(_PLACE.fullmatch(place) for place in value):
            raise Problem(
                "PRONGSAI_WATCH_ALLOWED ต้องเป็นชื่อเครื่องและพอร์ต คั่นด้วยจุลภาค เช่น intranet.example.go.th:80",
                "PRONGSAI_WATCH_ALLOWED must be hosts with their ports, commas between, as intranet.example.go.th:80",
            )
        return value

    @field_validator("sealing_key")
    @classmethod
    def _digits(cls, value: str) -> str:
        if value and not re.fullmatch("[0-9a-f]{64}", value):
            raise Problem(
                "PRONGSAI_SEALING_KEY ต้องเป็นเลขฐานสิบหก 64 หลัก (0-9 a-f)",
                "PRONGSAI_SEALING_KEY must be 64 hexadecimal digits (0-9 a-f)",
            )
        return value

    @field_validator("address")
    @classmethod
    def _whole(cls, value: str) -> str:
        parts = _parts_of(value)
        if not parts or parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise Problem(
                "PRONGSAI_ADDRESS ต้องเป็นที่อยู่เว็บเต็ม เช่น https://ita.example.go.th",
                "PRONGSAI_ADDRESS must be a whole web address, as https://ita.example.go.th",
            )
        return value.rstrip("/")

    @field_validator("mail")
    @classmethod
    def _server(cls, value: str) -> str:
        if value and not _mail_server(value):
            raise Problem(
                "PRONGSAI_MAIL ต้องเป็นรูปแบบ smtp://ผู้ใช้:รหัสผ่าน@เครื่อง:587?tls=true หรือ smtps://...",
                "PRONGSAI_MAIL must look like smtp://user:password@host:587?tls=true or smtps://...",
            )
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value and ("@" not in parseaddr(value)[1] or "\n" in value):
            raise Problem(
                "PRONGSAI_MAIL_FROM ต้องเป็นอีเมลผู้ส่ง เช่น ita@example.go.th",
                "PRONGSAI_MAIL_FROM must be the sender's address, as ita@example.go.th",
            )
        return value

    @property
    def inside(self) -> frozenset[tuple[str, int]]:
        """The hosts and ports that may be looked at though they are not public."""
        split = (place.rpartition(":") for place in self.watch_allowed)
        return frozenset((host.strip("[]").lower(), int(port)) for host, _colon, port in split)

    @property
    def files(self) -> Path:
        """Where the bytes of papers and evidence lie."""
        return self.data_dir / "files"

    def key(self) -> str:
        """The secret key: as given, else made once and kept in the data folder for its owner's eyes only."""
        return self.secret_key or _kept(self.data_dir / "secret_key", secrets.token_urlsafe(50))

    def seal(self) -> str:
        """The key papers are sealed with: as given, else made once and kept beside the secret key."""
        return self.sealing_key or _kept(self.data_dir / "sealing_key", secrets.token_hex(32))

    def django_database(self) -> dict[str, Any]:
        """The database in Django's words."""
        if self.database.startswith(("postgres://", "postgresql://")):
            return _postgresql(self.database)
        return _sqlite(Path(self.database) if self.database else self.data_dir / "prongsai.sqlite3")

    def mail_server(self) -> MailServer | None:
        """Where letters are handed over; None where they are printed. Raises: Problem for a server without a sender."""
        server = _mail_server(self.mail)
        if server and not self.mail_from:
            raise Problem(
                "ตั้ง PRONGSAI_MAIL แล้ว กรุณาตั้ง PRONGSAI_MAIL_FROM เป็นอีเมลผู้ส่งด้วย",
                "PRONGSAI_MAIL is set; set PRONGSAI_MAIL_FROM to the sender's address, too.",
            )
        return server


def _mail_server(address: str) -> MailServer | None:
    """The server of ``smtp://`` (with ``?tls=true`` for STARTTLS) or ``smtps://`` (TLS at once); None for none."""
    parts = _parts_of(address)
    options = parse_qs(parts.query, keep_blank_values=True) if parts else {}
    tls = options.pop("tls", ["false"])[-1].lower()
    if not parts or parts.scheme not in MAIL_PORTS or not parts.hostname or options or tls not in {"true", "false"}:
        return None
    return MailServer(
        host=parts.hostname,
        port=parts.port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_at_once=parts.scheme == "smtps",
        tls_once_greeted=parts.scheme == "smtp" and tls == "true",
    )


def _parts_of(address: str) -> SplitResult | None:
    """An address taken apart; None where it cannot be, or its port is no number."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _kept(path: Path, made: str) -> str:
    """What the file of a key says; `made` is kept there, for its owner's eyes only, when there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):  # of two processes starting at once, one makes the key, whole, for both
                os.link(file.name, path)
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
