"""What machines follow of the public site: newest pages as RSS, every address as a sitemap, what robots may read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree as Tree

from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Site
from prongsai.apps.disclosure.queries.published import InForce, pages_in_sight
from prongsai.apps.disclosure.queries.rendering import LANGUAGES, Language, Linker
from prongsai.core.publication import Said

NEWEST = 30
"""Unit: entries of a feed."""
MOST_ADDRESSES = 50_000
"""In one sitemap. Source: the sitemap protocol 0.9 (sitemaps.org)."""
MOST_PARTS = 1000
"""Of the index of all agencies: far more than there are."""
LISTS = ("home", "measures", "items", "activities", "papers", "news-list", "data", "contents", "verify", "notice")
"""Kinds that only lead to others: no news by themselves."""
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class _Feed(Rss201rev2Feed):
    """A feed that was built when what is seen last changed, not when somebody asks."""

    def latest_post_date(self) -> datetime:
        built: datetime = self.feed["seen_since"]
        return built


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the release as a feed tells of it."""

    subject: str
    path: str
    kind: str
    title: Said
    summary: Said
    changed_on: date


def newest(force: InForce, count: int = NEWEST) -> list[Entry]:
    """The pages that changed last, newest first; one question."""
    pages = pages_in_sight(force).exclude(kind__in=LISTS).order_by("-content__changed_on", "-pk")
    told = ("subject", "path", "kind", "content__title", "content__summary", "content__changed_on")
    return [
        Entry(subject, path, kind, Said(**title), Said(**summary), date.fromisoformat(day))
        for subject, path, kind, title, summary, day in pages.values_list(*told)[:count]
    ]


def rss(force: InForce, entries: Iterable[Entry], language: Language, linker: Linker) -> str:
    """The newest pages as RSS 2.0. An entry is a new one whenever its page changed."""
    name = _in(force.name, language)
    with translation.override(language):
        feed = _Feed(
            title=name,
            link=linker.canonical("", language),
            description=_("ข้อมูลที่ %(agency)s เผยแพร่ล่าสุด") % {"agency": name},
            language=language,
            feed_url=linker.canonical("feed.xml", language),
            seen_since=timezone.localtime(force.seen_since),
        )
    for entry in entries:
        address = linker.canonical(entry.path, language)
        feed.add_item(
            title=_in(entry.title, language),
            link=address,
            description=_in(entry.summary, language),
            pubdate=_noon(entry.changed_on),
            unique_id=f"{address}#{entry.changed_on.isoformat()}",
            unique_id_is_permalink=False,
        )
    return str(feed.writeString("utf-8"))


def sitemap(force: InForce, linker: Linker) -> str:
    """Every page of the site in both languages, each naming the other; the newest where they are too many.

    One question.
    """
    root = Tree.Element(f"{{{_MAP}}}urlset")
    pages = pages_in_sight(force).order_by("-content__changed_on", "pk").values_list("path", "content__changed_on")
    for path, day in pages[: MOST_ADDRESSES // len(LANGUAGES)]:
        for language in LANGUAGES:
            url = Tree.SubElement(root, f"{{{_MAP}}}url")
            Tree.SubElement(url, f"{{{_MAP}}}loc").text = linker.canonical(path, language)
            Tree.SubElement(url, f"{{{_MAP}}}lastmod").text = day
            for other in LANGUAGES:
                named = {"rel": "alternate", "hreflang": other, "href": linker.canonical(path, other)}
                Tree.SubElement(url, f"{{{_XHTML}}}link", named)
    return _document(root)


def sitemap_index(address: str, part: int = 1) -> str | None:
    """The sitemaps of every agency with a published site, so many an index; None for a part that is not there.

    One question. `address` is the installation's own.
    """
    if not 1 <= part <= MOST_PARTS:
        return None
    first = (part - 1) * MOST_ADDRESSES
    sites = Site.objects.filter(current__isnull=False).order_by("pk")
    rows = list(sites.values_list("agency__slug", "current__applied_at")[first : first + MOST_ADDRESSES])
    if not rows and part > 1:
        return None
    root = Tree.Element(f"{{{_MAP}}}sitemapindex")
    for slug, applied_at in rows:
        entry = Tree.SubElement(root, f"{{{_MAP}}}sitemap")
        Tree.SubElement(entry, f"{{{_MAP}}}loc").text = f"{address}/{slug}/sitemap.xml"
        if applied_at:
            Tree.SubElement(entry, f"{{{_MAP}}}lastmod").text = applied_at.isoformat("T", "seconds")
    return _document(root)


def robots(address: str, closed: Iterable[str]) -> str:
    """What robots may read: the public sites; `closed` are the first words of addresses that are not for them."""
    count = Site.objects.filter(current__isnull=False).count()
    parts = range(2, max(1, -(-count // MOST_ADDRESSES)) + 1)
    maps = [f"{address}/sitemap.xml", *(f"{address}/sitemap-{part}.xml" for part in parts)]
    lines = ["User-agent: *", *(f"Disallow: /{word}/" for word in closed), "Disallow: /*/search/", ""]
    return "\n".join([*lines, *(f"Sitemap: {each}" for each in maps), ""])


def _document(root: Tree.Element) -> str:
    Tree.register_namespace("", _MAP)
    Tree.register_namespace("xhtml", _XHTML)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Tree.tostring(root, encoding="unicode")


def _in(text: Said, language: Language) -> str:
    """Without the control characters that XML cannot hold, and those that make a text lie, whoever typed them."""
    words = text.en if language == "en" and text.en else text.th
    return _UNPRINTABLE.sub("", words)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
