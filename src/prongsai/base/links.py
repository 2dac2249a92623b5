"""Tokens of one-time links: made at random, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

LIFETIME = timedelta(hours=24)


def new_token() -> str:
    """A token nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
