"""A visitor who looks at every page they open: title and heading, ids, labels, language, nothing inline, no question
to the database while the page is being drawn."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from lxml import html
from lxml.html import HtmlElement

from prongsai.base.models import Person

UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}


class Visitor:
    """Opens pages as a person (or as nobody) and checks what comes back."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client()
        if person:
            self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def get(self, address: str, query: Mapping[str, Any] | None = None, **headers: str) -> Any:
        return self._looked_at(lambda: self.client.get(address, query, headers=headers or None))

    def post(self, address: str, sent: Mapping[str, Any] | None = None, **headers: str) -> Any:
        return self._looked_at(lambda: self.client.post(address, sent, headers=headers or None))

    def _looked_at(self, ask: Callable[[], Any]) -> Any:
        with connection.execute_wrapper(refuse_while_drawing):
            response = ask()
            if response.streaming:
                response = whole(response)
        assert faults_of(response) == []
        return response


def whole(response: Any) -> HttpResponse:
    """A file that was sent in pieces, in one. Read to its end it is closed by the client, which keeps the connection to
    the database open as it does so."""
    return HttpResponse(b"".join(response), status=response.status_code, headers=response.headers)


def faults_of(response: HttpResponse) -> list[str]:
    """What is wrong with an answer, when it is a page or a part of one."""
    if not response["Content-Type"].startswith("text/html") or not (text := response.content.decode()).strip():
        return []
    return faults_in(text)


def faults_in(text: str) -> list[str]:
    """What is wrong with a page; a part of a page has no head to look at."""
    is_whole = text.lstrip().lower().startswith("<!doctype")
    root = html.document_fromstring(text) if is_whole else html.fragment_fromstring(text, create_parent="div")
    checks = (ids, references, labels, inline, posts, *((head,) if is_whole else ()))
    return [fault for check in checks for fault in check(root)]


def head(root: HtmlElement) -> Iterator[str]:
    """Language, one heading, and a title that says it."""
    if not root.get("lang"):
        yield "no language"
    headings = [words(each) for each in root.iter("h1")]
    title = words(root.find(".//title"))
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif not headings[0] or headings[0] not in title:
        yield f"title {title!r} does not say the heading {headings[0]!r}"


def ids(root: HtmlElement) -> Iterator[str]:
    """Every id once."""
    counted = Counter(each.get("id") for each in root.iter() if each.get("id"))
    yield from (f"id {name} {count} times" for name, count in counted.items() if count > 1)


def references(root: HtmlElement) -> Iterator[str]:
    """What names an id finds it; a part of a page may name one outside itself."""
    if root.tag != "html":
        return
    known = {each.get("id") for each in root.iter()}
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for each in root.xpath(f"//*[@{attribute}]"):
            yield from (
                f"{attribute}={name} finds nothing" for name in each.get(attribute).split() if name not in known
            )
    for each in root.xpath("//a[starts-with(@href, '#')]"):
        if each.get("href")[1:] not in known:
            yield f"link to {each.get('href')} finds nothing"


def labels(root: HtmlElement) -> Iterator[str]:
    """Every input has a name that is read out."""
    labelled = {each.get("for") for each in root.iter("label")}
    for each in root.iter("input", "select", "textarea"):
        named = each.get("id") in labelled or each.get("aria-label") or each.get("aria-labelledby")
        inside = any(parent.tag == "label" for parent in each.iterancestors())
        if each.get("type") not in UNLABELLED_TYPES and not named and not inside:
            yield f"input {each.get('name') or each.get('id')} has no label"


def inline(root: HtmlElement) -> Iterator[str]:
    """No style and no script inside the page: the content security policy forbids both."""
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        yield from (f"{each.tag} has {name}" for name in each.attrib if name.startswith("on") or name == "style")
        if each.tag == "style" or (each.tag == "script" and not each.get("src")):
            yield f"inline {each.tag}"


def posts(root: HtmlElement) -> Iterator[str]:
    """Every form that changes something carries its token."""
    for form in root.iter("form"):
        if form.get("method", "get").lower() == "post" and not form.xpath(".//input[@name='csrfmiddlewaretoken']"):
            yield "a form without its token"


def refuse_while_drawing(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Let no template ask the database: pages are handed finished values."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_filename.endswith("django/template/base.py"):
            raise AssertionError(f"a template asked the database: {sql}")
    return execute(sql, params, many, context)


def words(element: HtmlElement | None) -> str:
    """The text of an element, its white space folded."""
    return "" if element is None else " ".join(element.text_content().split())
