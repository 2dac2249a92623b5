"""Drafts: what was typed into a form and not sent yet. Nobody but its person ever sees one (decision 0006).

A screen with a form that saves itself names the form with a key and the version it shows with a basis, puts
``{% include "base/draft.html" with key=... basis=... %}`` into the form, begins it with `initial`, and carries its
operation out inside `accepted`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TypeAlias

from django.db import transaction
from django.http import QueryDict

from prongsai.base.access import DeskRequest, Viewer
from prongsai.base.models import Draft, Person
from prongsai.core.errors import Refused

Content: TypeAlias = dict[str, str | list[str]]

LARGEST = 256 * 1024
"""Of one draft: more than the longest form holds with every field filled to its end. Unit: bytes."""
LONGEST_KEY, LONGEST_BASIS = 200, 64
MOST = 200
"""Of one person; beyond it the oldest goes."""
WISH = "keep"
"""The name of the button that keeps a draft where there is no JavaScript."""
_OURS = "draft-"
_NEVER = {"csrfmiddlewaretoken", WISH}


def keep(*, viewer: Viewer, at: datetime, key: str, basis: str, content: Mapping[str, str | list[str]]) -> Draft:
    """Keep what the viewer has typed so far, instead of what was kept of this form before.

    Raises: Refused for a draft that is too large.
    """
    if len(json.dumps(content, ensure_ascii=False).encode()) > LARGEST:
        raise Refused(
            "ข้อความยาวเกินกว่าที่จะเก็บเป็นร่าง กรุณาแบ่งหรือบันทึกก่อน", "This is too long to keep as a draft; shorten or send it."
        )
    draft, _ = Draft.objects.update_or_create(
        person=viewer.person,
        agency=viewer.agency,
        key=_storable(key),
        defaults={"basis": basis, "content": dict(content), "saved_at": at},
    )
    _let_the_oldest_go(viewer.person)
    return draft


def kept(viewer: Viewer, key: str) -> Draft | None:
    """The viewer's own draft of this form, if there is one."""
    return Draft.objects.filter(person=viewer.person, agency=viewer.agency, key=_storable(key)).first()


def drop(viewer: Viewer, key: str) -> None:
    """Forget the viewer's own draft of this form."""
    Draft.objects.filter(person=viewer.person, agency=viewer.agency, key=_storable(key)).delete()


def initial(viewer: Viewer, key: str, basis: str) -> tuple[Content, bool]:
    """What a form begins with, and whether that is stale: begun from another version than is shown now.

    Shape: every field of the form by name, so it stands in place of the record's values, not beside them: a box that
    is not in it was not ticked. Empty when nothing is kept.
    """
    draft = kept(viewer, key)
    return (draft.content, draft.basis != basis) if draft else ({}, False)


@contextmanager
def accepted(request: DeskRequest, key: str) -> Iterator[None]:
    """Carry out the operation inside and drop the draft it was typed from: both or neither.

    The copy on the person's machine goes only when the answer that says so arrives there.
    """
    with transaction.atomic():
        yield
        drop(request.viewer, key)
    request.accepted_drafts = [*getattr(request, "accepted_drafts", ()), copy_name(request.viewer, key)]


def typed(sent: QueryDict) -> Content:
    """The fields of a form as a draft keeps them: never its token, a password or a file."""
    names = [name for name in sent if name not in _NEVER and not name.startswith(_OURS) and "password" not in name]
    return {_storable(name): _one_or_all([_storable(value) for value in sent.getlist(name)]) for name in names}


def basis_of(sent: QueryDict) -> str:
    """The version that a form with ``base/draft.html`` was begun from."""
    return _storable(sent.get("draft-basis", ""))[:LONGEST_BASIS]


def copy_name(viewer: Viewer, key: str) -> str:
    """What the copy on the person's machine is called: two people at one machine never meet each other's."""
    return f"{viewer.agency.slug}:{viewer.person.pk}:{key}"


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _storable(text: str) -> str:
    """Without NUL, which PostgreSQL keeps in no text."""
    return text.replace("\0", "")


def _let_the_oldest_go(person: Person) -> None:
    beyond = Draft.objects.filter(person=person).values_list("pk", flat=True)[MOST:]
    if surplus := list(beyond):
        Draft.objects.filter(pk__in=surplus).delete()
