"""Logs that say what happened, never to whom: no addresses, no query strings, no words of an exception."""

from __future__ import annotations

import logging
import re
import traceback

_QUERY = re.compile(r"\?\S+")
_EMAIL = re.compile(r"\S+@\S+")
_IPV4 = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")


class PrivateFormatter(logging.Formatter):
    """One line: time, level, where from, what; a traceback keeps its places and loses its words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line with everything personal taken out."""
        return private(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - named by logging
        """The kind of the exception and where it came from; its words may quote what somebody typed."""
        kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__ if kind else ''}"


def private(text: str) -> str:
    """The text without e-mail addresses, network addresses and query strings."""
    return _IPV4.sub("(address)", _EMAIL.sub("(address)", _QUERY.sub("?…", text)))
