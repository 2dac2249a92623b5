"""Whether two readings say the same: every field of their records, texts in normal form, places aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from prongsai.core.records import Reading
from prongsai.core.thai import arabic

_SIGNS = re.compile(r"[\s\u200b.,:;/()\-–_*]+")
_ASIDE = {"where", "printed_codes"}
_OF_RESULTS = ("fiscal_year", "total", "level", "rank", "tools", "indicators")


def normal_form(text: str) -> str:
    """A text without spaces, signs of lists and kinds of digits."""
    return _SIGNS.sub("", arabic(text))


def differences(before: Reading, after: Reading) -> list[str]:
    """What of a reading is not what it was, a line each: agency, year, round, results, findings, measures."""
    pairs: list[tuple[str, Any, Any]] = [
        (f"agency.{name}", getattr(before.agency, name), getattr(after.agency, name))
        for name in ("name", "kind", "district", "province")
    ]
    pairs += [(name, getattr(before, name), getattr(after, name)) for name in ("kind", "fiscal_year", "round")]
    pairs += [("results", _results(before), _results(after))]
    pairs += [(name, getattr(before, name), getattr(after, name)) for name in ("findings", "measures")]
    return [line for name, one, other in pairs for line in _differing(name, _plain(one), _plain(other))]


def newly_unread(before: Reading, after: Reading) -> list[str]:
    """What a paper of ours says that is not read again."""
    known = {normal_form(each.text) for each in before.unread}
    return [each.text for each in after.unread if normal_form(each.text) not in known]


def checks_of(reading: Reading) -> set[tuple[str, str | None]]:
    """The codes of the checks with what would repair them."""
    return {(each.code, each.expected) for each in reading.checks}


def _results(reading: Reading) -> tuple[dict[str, Any], ...]:
    return tuple({name: getattr(each, name) for name in _OF_RESULTS} for each in reading.results)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return normal_form(value)
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in _ASIDE}
    return value


def _differing(name: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differing(f"{name}.{key}", one[key], other[key])
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _differing(f"{name}[{place}]", first, second)
    elif one != other:
        yield f"{name}: {one!r} -> {other!r}"
