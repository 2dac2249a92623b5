"""Everything that anybody can open, found by following every link from the public addresses of a site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

MOST_ANSWERS = 3000
_LINKS = re.compile(r"""(?:href|src|action)=["']([^"']+)["']""")
_PLACES = re.compile(r"<(?:loc|link|guid[^>]*)>([^<]+)<")
_CAPPED = frozenset({"search", "search-english"})
"""Routes that answer every question: what is asked of them is chosen here, and links that ask further are not."""


@dataclass(frozen=True)
class Answer:
    """What came back: `told` are the words of its head."""

    address: str
    status: int
    kind: str
    content: bytes
    told: str

    @property
    def whole(self) -> bytes:
        """Its head and its body, for whoever looks for a word anywhere in it."""
        return self.content if self.content[:4] in (b"PK\x03\x04", b"%PDF") else self.content + self.told.encode()


@dataclass
class Crawl:
    """All answers by address, and the names of the routes that gave them."""

    answers: dict[str, Answer] = field(default_factory=dict)
    routes: set[str] = field(default_factory=set)


def crawl(starts: Iterable[str], host: str, is_wanted: Callable[[str], bool]) -> Crawl:
    """Open these addresses as nobody, and every address of this host that an answer names and that is wanted."""
    client, found, waiting = Client(), Crawl(), list(starts)
    while waiting:
        address = waiting.pop()
        if address in found.answers:
            continue
        assert len(found.answers) < MOST_ANSWERS, "a crawl that does not end"
        answer = _opened(client, address)
        found.answers[address] = answer
        found.routes.add(_route(address))
        waiting += [each for each in _leads(answer, host) if is_wanted(each) and not _asks_on(each)]
    return found


def _opened(client: Client, address: str) -> Answer:
    response: Any = client.get(address)
    content = b"".join(response) if response.streaming else response.content  # read to its end, it closes itself
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return Answer(address, response.status_code, response.get("Content-Type", ""), content, head)


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def _asks_on(address: str) -> bool:
    return bool(urlsplit(address).query) and _route(address).removeprefix("site:") in _CAPPED


def _leads(answer: Answer, host: str) -> Iterator[str]:
    """The addresses of the host that an answer names, as paths."""
    for each in _named(answer):
        whole = urlsplit(urldefrag(urljoin(f"{host}{answer.address}", each)).url)
        if f"{whole.scheme}://{whole.netloc}" == host:
            yield f"{whole.path}?{whole.query}" if whole.query else whole.path


def _named(answer: Answer) -> Iterator[str]:
    if answer.status in (301, 302):
        yield from (line.partition(": ")[2] for line in answer.told.splitlines() if line.startswith("Location: "))
    text = answer.content.decode("utf-8", "ignore")
    if answer.kind.startswith("text/html"):
        yield from (unescape(each) for each in _LINKS.findall(text))
    elif "xml" in answer.kind:
        yield from (unescape(each) for each in _PLACES.findall(text))
    elif "json" in answer.kind:
        yield from _strings(json.loads(text))


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str) and plain.startswith("http"):
        yield plain
    for each in plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ():
        yield from _strings(each)
