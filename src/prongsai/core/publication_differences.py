"""What the public would see otherwise: two sets of public pages, page by page and field by field.

Pages are told apart by their subject, so one whose path changed has moved, and is not one page gone and another come.
The day a page was last changed is no change of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from prongsai.core.publication import (
    Count,
    ElementShown,
    Group,
    Link,
    PersonShown,
    PublicPage,
    Row,
    Said,
    Score,
    StepShown,
    Unit,
)
from prongsai.core.publication_labels import LABELS
from prongsai.core.publication_paths import FILES
from prongsai.core.versions import Deed

_ENGLISH = Said(" (อังกฤษ)", " (English)")
_GONE = Said("เปิดไม่ได้", "does not open")
_NAMES = {Score: "code", StepShown: "number", ElementShown: "text", PersonShown: "name", Unit: "name", Group: "title"}
"""Records of a body that are compared by themselves, and the field by which each is the same one."""
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a page: what is said of it before and now, only the lines that differ. `of` names the step, element
    or person whose field it is, "" for one of the page itself."""

    label: Said
    of: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """What becomes of a page. `came_from` is the path of one that moved; what came or went has no fields."""

    deed: Deed
    subject: str
    kind: str
    title: Said
    path: str
    came_from: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a page says in one field."""

    label: Said
    of: str
    lines: tuple[str, ...]


def page_changes(before: Collection[PublicPage], after: Collection[PublicPage]) -> tuple[PageChange, ...]:
    """Everything that differs between two sets of pages. Shape: in the order of the later set; what is gone last."""
    earlier = {page.subject: page for page in before}
    later = {page.subject for page in after}
    changed = (_change(earlier.get(page.subject), page) for page in after)
    gone = (_whole(Deed.REMOVED, page) for page in before if page.subject not in later)
    return (*(each for each in changed if each), *gone)


def _change(old: PublicPage | None, new: PublicPage) -> PageChange | None:
    if old is None:
        return _whole(Deed.ADDED, new)
    changed = tuple(_field_changes(_facts(old), _facts(new)))
    has_moved = old.path != new.path
    if not changed and not has_moved and old.kind == new.kind:
        return None
    came_from, deed = (old.path, Deed.MOVED) if has_moved else ("", Deed.CHANGED)
    return PageChange(deed, new.subject, new.kind, new.title, new.path, came_from, changed)


def _whole(deed: Deed, page: PublicPage) -> PageChange:
    return PageChange(deed, page.subject, page.kind, page.title, page.path)


def _field_changes(old: dict[_Key, _Fact], new: dict[_Key, _Fact]) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*new, *old)):
        was, now = (facts[key].lines if key in facts else () for facts in (old, new))
        if was != now:
            fact = new.get(key) or old[key]
            yield FieldChange(fact.label, fact.of, *_unlike(was, now))


def _unlike(was: Sequence[str], now: Sequence[str]) -> tuple[str, str]:
    """The lines that only one of two texts has; where it is their order alone, all of them."""
    less, more = Counter(was) - Counter(now), Counter(now) - Counter(was)
    if not less and not more:
        return "\n".join(was), "\n".join(now)
    return _those(was, less), _those(now, more)


def _those(lines: Iterable[str], wanted: Counter[str]) -> str:
    left, found = Counter(wanted), []
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
            found.append(line)
    return "\n".join(found)


def _facts(page: PublicPage) -> dict[_Key, _Fact]:
    facts: dict[_Key, _Fact] = {}
    for name, value in (("title", page.title), ("summary", page.summary)):
        facts.update(_of(value, (name,), LABELS[name], ""))
    for each in fields(page.body):
        facts.update(_of(getattr(page.body, each.name), (page.kind, each.name), LABELS[each.name], ""))
    return facts


def _of(value: Any, key: _Key, label: Said, of: str) -> Iterator[tuple[_Key, _Fact]]:
    """What a field says; of a list of records with names, each record by itself."""
    if isinstance(value, Said):
        yield key, _Fact(label, of, _lines(value.th))
        english = Said(label.th + _ENGLISH.th, label.en + _ENGLISH.en)
        yield (*key, "en"), _Fact(english, of, _lines(value.en))
    elif isinstance(value, tuple) and value and type(value[0]) in _NAMES:
        yield from _records(value, key, label)
    elif isinstance(value, tuple):
        yield key, _Fact(label, of, tuple(line for each in value for line in _lines(_text(each))))
    else:
        yield key, _Fact(label, of, _lines(_text(value)))


def _records(records: Iterable[Any], key: _Key, label: Said) -> Iterator[tuple[_Key, _Fact]]:
    """Records under one name, as two units that are called the same, are told apart by their order."""
    seen: Counter[str] = Counter()
    for record in records:
        naming = _NAMES[type(record)]
        name = _text(getattr(record, naming))
        seen[name] += 1
        own = (*key, name, str(seen[name]))
        yield own, _Fact(label, "", _lines(name))
        for each in fields(record):
            if each.name != naming:
                yield from _of(getattr(record, each.name), (*own, each.name), LABELS[each.name], _called(record, name))


def _called(record: Any, name: str) -> str:
    """What a record is called where a field of it is told: of a step its number says little."""
    return f"{name} {record.text}".strip() if isinstance(record, StepShown) else name


def _text(value: Any) -> str:
    if isinstance(value, Link):
        return _joined(value.label, value.note, _place(value), _GONE if value.gone else "")
    if isinstance(value, Row):
        day = value.day.isoformat() if value.day else ""
        return _joined(value.code, value.title, value.state_word, value.points, day, value.note, value.path or "")
    if isinstance(value, Count):
        return _joined(value.label, str(value.value))
    if isinstance(value, Said):
        return _joined(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _place(link: Link) -> str:
    """Where a link leads: of a file its name, and enough of its hash to tell it from another of the same name."""
    if link.path and link.path.startswith(FILES):
        _, digest, *name = link.path.split("/")
        return f"{'/'.join(name)} [{digest}]"
    return link.path if link.path is not None else link.address


def _joined(*parts: Said | str) -> str:
    """Both languages of each part, in one line."""
    texts = (_both(each) if isinstance(each, Said) else each for each in parts)
    return " · ".join(" ".join(each.split()) for each in texts if each.strip())


def _both(said: Said) -> str:
    return f"{said.th} / {said.en}" if said.en and said.en != said.th else said.th


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
