"""Documents that open well and yet may be wrong for their item: of an earlier year, without an element, another's.

What a document says is made of the words by which `core.disclosure` knows the elements of its item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.core.disclosure import ItemElement, elements_of, span_of
from prongsai.core.framework import Framework, Item
from prongsai.core.thai import fiscal_year_of
from watch.site_files import report

YEARS_TOO_OLD = 3


@dataclass(frozen=True)
class Document:
    """What is laid for an item. `trouble`: "" right, `stale`, `partial` or `other`; `missing` is an element's id.

    `year` is the fiscal year its text is about, `about` the code of the item whose elements it shows.
    """

    item: str
    trouble: str
    year: int
    about: str
    title: str
    sections: tuple[tuple[str, str], ...]
    missing: str = ""

    @property
    def blocks(self) -> tuple[object, ...]:
        return report(self.title, *self.sections)


def documents(framework: Framework) -> Iterator[Document]:
    """The documents of a year: for each item whose elements have words a right one, and each wrong one."""
    items = [each for each in framework.items if len(_sought(framework, each)) > 1]
    for place, item in enumerate(items):
        right = _right(framework, item)
        yield right
        if span_of(framework, item) is not None:
            yield _stale(right)
        if missing := next((each for each in _sought(framework, item) if _is_alone(each, right)), None):
            kept = tuple(each for each in right.sections if each[0] != missing.text_th)
            yield Document(item.code, "partial", right.year, item.code, right.title, kept, missing.id)
        others = items[place + 1 :] + items[:place]
        other = min(others, key=lambda each, item=item: _shared(framework, item, each))  # type: ignore[misc]
        it = _right(framework, other)
        yield Document(item.code, "other", it.year, other.code, it.title, it.sections)


def _sought(framework: Framework, item: Item) -> list[ItemElement]:
    return [each for each in elements_of(framework, item) if each.words]


def _right(framework: Framework, item: Item) -> Document:
    span = span_of(framework, item)
    year = fiscal_year_of(span.starts_on) if span else framework.fiscal_year
    sections = tuple(
        (each.text_th, " และ ".join(group[-1] for group in each.words)) for each in _sought(framework, item)
    )
    return Document(item.code, "", year, item.code, f"เอกสารเผยแพร่ ปีงบประมาณ พ.ศ. {year}", sections)


def _stale(right: Document) -> Document:
    def older(text: str) -> str:
        return text.replace(str(right.year), str(right.year - YEARS_TOO_OLD))

    sections = tuple((older(heading), older(text)) for heading, text in right.sections)
    return Document(right.item, "stale", right.year - YEARS_TOO_OLD, right.about, older(right.title), sections)


def _is_alone(element: ItemElement, right: Document) -> bool:
    """Whether nothing else in the document says the element's words, so that it is missing without its section."""
    rest = " ".join(
        [right.title, *(f"{heading} {text}" for heading, text in right.sections if heading != element.text_th)]
    )
    return any(not any(word in rest for word in group) for group in element.words)


def _shared(framework: Framework, item: Item, other: Item) -> float:
    """How much of an item's elements a document of another item would speak of. Unit: share, 0 to 1."""
    said = "".join(f"{heading}{text}" for heading, text in _right(framework, other).sections).replace(" ", "")
    sought = _sought(framework, item)
    told = [each for each in sought if all(any(w.replace(" ", "") in said for w in group) for group in each.words)]
    return len(told) / len(sought)
