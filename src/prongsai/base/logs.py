"""Logs that say what happened, never to whom: no addresses, no query strings, no words of an exception."""

from __future__ import annotations

import ipaddress
import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

_QUERY = re.compile(r"\?\S+")
_EMAIL = re.compile(r"\S+@\S+")
_MAYBE_NETWORK = re.compile(r"[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*[0-9a-fA-F:]")

_Caught: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PrivateFormatter(logging.Formatter):
    """One line: time, level, where from, what; a traceback keeps its places and loses its words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line with everything personal taken out."""
        return private(super().format(record))

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - named by logging
        """Where exceptions came from and their kinds; their words may quote what somebody typed."""
        return "".join(
            f"{''.join(traceback.format_tb(each.__traceback__))}{type(each).__name__}\n" for each in _causes(ei[1])
        ).rstrip()


def private(text: str) -> str:
    """The text without e-mail addresses, network addresses and query strings."""
    return _MAYBE_NETWORK.sub(_hidden, _EMAIL.sub("(address)", _QUERY.sub("?…", text)))


def _causes(exception: BaseException | None) -> Iterator[BaseException]:
    if exception:
        yield from _causes(exception.__cause__ or exception.__context__)
        yield exception


def _hidden(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0])
    except ValueError:  # a time, a version, a number
        return found[0]
    return "(address)"
