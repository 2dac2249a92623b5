"""Searching the release in force: every word must be on the page, in Thai or Arabic digits, capitals or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from prongsai.apps.disclosure.models import ReleasedPage
from prongsai.apps.disclosure.queries.hiding import hidden
from prongsai.apps.disclosure.queries.published import InForce, pages_in_sight
from prongsai.core.publication import Said, from_json, text_of
from prongsai.core.thai import arabic, normal, thai_digits

A_PAGE = 20
"""Unit: results."""
MOST_WORDS = 8
_AROUND = 70
"""Unit: characters before and after what was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page with the words sought; `excerpt` shows them in their place, marked."""

    path: str
    kind: str
    title: Said
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Findings:
    """One page of what was found. Unit: `count` pages of the site, `number` and `last` pages of results."""

    asked: str
    found: tuple[Found, ...]
    count: int
    number: int
    last: int

    @property
    def first(self) -> int:
        """The place of the first of these among all that were found."""
        return (self.number - 1) * A_PAGE + 1

    @property
    def before(self) -> int:
        """The page of results before this one."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The page of results after this one."""
        return self.number + 1


def findings(force: InForce, asked: str, number: int = 1) -> Findings:
    """The pages that have every word asked for, those with all of them in the title first; two questions
    (one more while anything is withdrawn)."""
    words = normal(asked).split()[:MOST_WORDS]
    if not words:
        return Findings(asked, (), 0, 1, 1)
    having = reduce(and_, (reduce(or_, (Q(text__icontains=each) for each in spellings(word))) for word in words))
    titles = _titles(force, pages_in_sight(force).filter(having), words)
    ranked = sorted(titles, key=lambda key: (_rank(titles[key], words), key))
    last = max(1, -(-len(ranked) // A_PAGE))
    number = min(max(1, number), last)
    shown = ranked[(number - 1) * A_PAGE : number * A_PAGE]
    pages = {row.pk: row for row in force.release.pages.filter(pk__in=shown)}
    found = tuple(
        Found(pages[key].path, pages[key].kind, titles[key], excerpt(_text(force, pages[key]), words)) for key in shown
    )
    return Findings(asked, found, len(ranked), number, last)


def spellings(word: str) -> list[str]:
    """A word with its digits both ways."""
    return list(dict.fromkeys((word, arabic(word), thai_digits(word))))


def excerpt(text: str, words: list[str]) -> SafeString:
    """The first line that has a word, cut around it, with every word marked; safe whatever the text says."""
    sought = re.compile("|".join(re.escape(each) for word in words for each in spellings(word)), re.IGNORECASE)
    lines = text.split("\n")[1:] or [text]
    line = next((each for each in lines if sought.search(each)), lines[0])
    found = sought.search(line)
    start = max(0, found.start() - _AROUND) if found else 0
    end = min(len(line), (found.end() if found else 0) + _AROUND)
    cut = line[start:end]
    pieces, at = [], 0
    for each in sought.finditer(cut):
        pieces.append((cut[at : each.start()], each[0]))
        at = each.end()
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    before, after = "… " if start else "", " …" if end < len(line) else ""
    return format_html("{}{}{}{}", before, marked, cut[at:], after)


def _titles(force: InForce, rows: QuerySet[ReleasedPage], words: list[str]) -> dict[int, Said]:
    """The titles of pages by their key; while anything is withdrawn, only of those that have the words without it."""
    if not force.withdrawals:
        return {key: Said(title["th"], title["en"]) for key, title in rows.values_list("pk", "content__title")}
    low = {row.pk: (from_json(row.content).title, _text(force, row).lower()) for row in rows}
    return {
        key: title
        for key, (title, text) in low.items()
        if all(any(each.lower() in text for each in spellings(word)) for word in words)
    }


def _text(force: InForce, row: ReleasedPage) -> str:
    """Every word of a page as it is seen: the words of what is withdrawn meanwhile are not among them."""
    if not force.withdrawals:
        return row.text
    return text_of(hidden(from_json(row.content), force.withdrawn_paths))


def _rank(title: Said, words: list[str]) -> int:
    """The fewer, the sooner: how many of the words the title does not have."""
    low = normal(f"{title.th} {title.en}").lower()
    return sum(not any(each.lower() in low for each in spellings(word)) for word in words)
