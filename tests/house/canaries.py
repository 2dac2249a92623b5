"""Canaries: texts put into every field of every row, each of which says which field of which model it came from.

A field is private unless it is said to be public, so a new one is watched from the day it is made. Left alone are only
choices (a list in the code says what they can hold) and the codes of `CODES`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pypdfium2
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, models, transaction

CODES: dict[str, str] = {
    "base.agency.slug": "an address, which is public and may not change",
    "base.person.password": "a hash",
    "base.auditline.verb": "a code of site/verbs.py",
    "base.auditline.subject_kind": "the name of a model",
    "base.storedfile.sha256": "a hash, by which the bytes are found",
    "base.storedfile.kind": "a file's ending",
    "base.storedfile.content_type": "a media type",
    "base.job.kind": "the name of a kind of work",
    "base.onetimelink.token_hash": "a hash",
    "base.draft.key": "the name of a form",
    "base.draft.basis": "a version",
    "base.accesstoken.token_hash": "a hash",
    "base.accesstoken.prefix": "the first letters of a token, by chance",
    "base.clockrun.task": "the name of a task, of no agency",
    "documents.housestyle.face": "the name of a typeface",
    "documents.layoutwording.layout": "the name of a layout",
    "documents.template.layout": "the name of a layout",
    "documents.document.layout": "the name of a layout",
    "documents.document.subject": "a key: a kind and a year or id",
    "documents.edition.digest": "a hash",
    "documents.edition.code": "its public code, by chance",
    "documents.editionfile.format": "a format",
    "documents.preview.digest": "a hash",
    "documents.bundle.subject": "a key: a kind and a year or id",
    "assessment.correction.path": "where in a reading",
    "assessment.score.cell": "a code of the framework",
    "assessment.finding.tool": "a code of the framework",
    "assessment.finding.part": "a code of the framework",
    "assessment.finding.code": "a code of the framework",
    "assessment.lostitem.code": "a code of the framework",
    "improvement.change.kind": "the name of a model",
    "improvement.change.deed": "the name of a deed",
    "improvement.noticechoice.feed_hash": "a hash",
    "improvement.notice.subject": "a key: a kind and an id",
    "improvement.notice.stage": "a code",
    "improvement.measure.tool": "a code of the framework",
    "improvement.measure.practice": "the name of a practice",
    "improvement.answer.subject": "a key: a kind and an id",
    "improvement.setaside.subject": "a key: a kind and an id",
    "improvement.proof.item": "a code of the framework",
    "documents.edition.style.face": "the name of a typeface",
    "documents.edition.content.kind": "the kind of an agency, as the law names it",
    "documents.edition.content.verify_address": "an address that is public",
    "disclosure.pagefile.slot": "the name a page knows its file by",
    "disclosure.exhibit.figure": "the code of a figure",
    "disclosure.showing.item": "a code of the framework",
    "disclosure.showing.element": "an element's id",
    "disclosure.visit.content_type": "a media type",
    "disclosure.visit.sha256": "a hash",
    "disclosure.itemduty.item": "a code of the framework",
    "disclosure.elementchange.item": "a code of the framework",
    "disclosure.elementchange.element": "an element's id",
    "disclosure.address.path": "an address that is public",
    "disclosure.address.subject": "a key: a kind and an id",
    "disclosure.siteexport.mark": "a hash",
    "disclosure.withdrawal.subject": "a key: a kind and an id",
    "nation.nationalrun.program_version": "a version",
    "nation.nationalrun.framework_sha256": "a hash",
    "nation.nationalrun.manifest": "what a run's file says of itself: counts, hashes, codes of rules",
    "nation.runagency.code": "the code of an agency in a run",
    "nation.runagency.level": "a level of the framework",
    "nation.runagency.held_by": "codes of the framework",
    "nation.runflag.tool": "a code of the framework",
    "nation.runflag.part": "a code of the framework",
    "nation.runflag.flag": "the code of a flag",
    "nation.itemloss.item": "a code of the framework",
    "nation.movedagency.code": "the code of an agency in a run",
    "nation.movedagency.level_before": "a level of the framework",
    "nation.movedagency.level_after": "a level of the framework",
    "nation.movedscore.subject": "a code of the framework",
    "nation.movedsubject.subject": "a code of the framework",
    "nation.declaredmeasure.agency": "the code of an agency in a run",
    "nation.declaredmeasure.practice": "the name of a practice",
    "nation.measureassociation.practice": "the name of a practice",
    "nation.measureassociation.outcome": "a code of the framework",
}
"""Fields, and parts of JSON fields, that hold a code and never a person's words, and what code it is."""

FROZEN = frozenset({"release", "releasedpage", "releasedtable", "releasedfile"})
"""What is public is made of these: they hold copies of fields that are watched, and nothing of their own."""

_NAME = re.compile(r"canary(?:-[a-z0-9_]+){3,4}")
_SHORT = re.compile(r"cnry[0-9]{3}")
_WORDS = re.compile(r"[\u0e00-\u0e7f\s@]|://")
_UNSEEN = re.compile(r"<wbr\s*/?>|[\u00ad\u200b-\u200f\u2060\ufeff]|&shy;|&#8203;|&ZeroWidthSpace;")
_TAG = re.compile(r"<[^>]*>")


def watched_models() -> list[type[models.Model]]:
    """Every model of the product, and where a person's e-mail is kept besides."""
    ours = [each for each in apps.get_models() if each.__module__.startswith("prongsai.")]
    return [*(each for each in ours if each._meta.model_name not in FROZEN), EmailAddress]


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a model in which somebody's words can stand."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    chosen = [each for each in model._meta.concrete_fields if isinstance(each, kinds) and not each.choices]
    return [each for each in chosen if name_of(model, each) not in CODES]


def name_of(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}.{field.name}"


def every_name() -> list[str]:
    """Every field that gets a canary, by name: a JSON field's parts are named after it."""
    return sorted(name_of(model, field) for model in watched_models() for field in texts_of(model))


def put_into_every_row() -> None:
    """Put a canary into every text of every row that has none yet. One that the database refuses stays as it was."""
    for model in watched_models():
        for row in model._default_manager.order_by("pk"):
            for field in texts_of(model):
                _put(model, row, field)


def _put(model: type[models.Model], row: Any, field: models.Field[Any, Any]) -> None:
    present = getattr(row, field.attname)
    wanted = _made(model, row, field, present)
    if wanted == present:
        return
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{field.name: wanted})
    except IntegrityError:
        assert present == "", f"{name_of(model, field)} can hold no canary"


def _made(model: type[models.Model], row: Any, field: models.Field[Any, Any], present: Any) -> Any:
    name = name_of(model, field)
    if isinstance(field, models.JSONField):
        return _within(present, name, row.pk)
    if present is None or is_canary(str(present)):
        return present
    canary = f"{spelled(name)}~{row.pk}"
    if isinstance(field, models.EmailField):
        return f"{canary}@example.go.th"
    if isinstance(field, models.URLField):
        return f"https://www.example.go.th/{canary}"
    if field.max_length and len(canary) > field.max_length:
        canary = f"{short_of(name)}~{row.pk}"
        assert len(canary) <= field.max_length, f"{name} is too short for a canary: is it a code?"
    return canary


def _within(plain: Any, name: str, pk: int, key: str = "") -> Any:
    """A JSON value whose words are canaries; codes, days and numbers stay."""
    if isinstance(plain, dict):
        return {each: _within(value, name, pk, str(each)) for each, value in plain.items()}
    if isinstance(plain, list):
        return [_within(each, name, pk, key) for each in plain]
    if not isinstance(plain, str) or is_canary(plain) or not _WORDS.search(plain) or f"{name}.{key}" in CODES:
        return plain
    canary = f"{spelled(f'{name}.{key}' if key else name)}~{pk}"
    return f"https://www.example.go.th/{canary}" if "://" in plain else canary


def is_canary(text: str) -> bool:
    return bool(_NAME.search(text) or _SHORT.search(text))


def spelled(name: str) -> str:
    """A field's name as its canary: ``base.person.name`` is ``canary-base-person-name``."""
    app, model, field, *key = name.split(".")
    parts = (app, model, field, *(re.sub(r"[^a-z0-9_]", "_", each.lower()) for each in key))
    return "-".join(("canary", *parts))


def short_of(name: str) -> str:
    """The canary of a field that has no room for the whole one."""
    return f"cnry{every_name().index(name):03d}"


def found_in(content: bytes) -> set[str]:
    """The canaries in an answer or a file, as names of fields: ``base.person.name``."""
    texts = list(ways_to_read(content))
    return {_read(found) for each in texts for found in (*_NAME.findall(each), *_SHORT.findall(each))}


def ways_to_read(content: bytes) -> Iterator[str]:
    """What an answer or a file says, as it stands and as a reader's program would show it: unpacked, unquoted,
    unescaped, with and without its tags, in small letters."""
    if content.startswith(b"PK\x03\x04"):
        with ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.lower()
                yield from ways_to_read(packed.read(name))
        return
    if content.startswith(b"%PDF"):
        content += _pdf_words(content)
    text = content.decode("utf-8", "ignore")
    for each in (text, unquote(text), html.unescape(text)):
        seen = _UNSEEN.sub("", each).lower()
        yield seen
        yield _TAG.sub("", seen)


def _pdf_words(content: bytes) -> bytes:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return b""
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return "".join(re.sub(r"[\s\ufffe\u0002]", "", each) for each in texts).encode()


def _read(canary: str) -> str:
    if canary.startswith("cnry"):
        return every_name()[int(canary[4:])]
    return ".".join(re.sub(r"(-[0-9]+)$", "", canary).split("-")[1:])


def unknown(names: Iterable[str]) -> set[str]:
    """Names that are no field's and no file's."""
    fields = {name_of(model, field) for model in watched_models() for field in model._meta.concrete_fields}
    return {each for each in names if ".".join(each.split(".")[:3]) not in fields and not each.startswith("file.")}


def models_without_a_row() -> list[str]:
    """Models whose texts no row of the sample agency holds."""
    models_of_words = [each for each in watched_models() if texts_of(each)]
    return [each._meta.label for each in models_of_words if not each._default_manager.exists()]
