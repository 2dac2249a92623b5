"""Choices of agency A to start a test from."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.urls import reverse
from docx import Document as Word

from apps.improvement.made_proof import a_photograph
from cast import NOW, YEAR, Cast
from prongsai.apps.documents.models import HouseStyle, Signatory, Template
from prongsai.apps.documents.operations import style as deeds
from prongsai.base.files import store_or_find
from prongsai.paper.writing.layouts import layout
from prongsai.paper.writing.style import Wording


def address(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"documents:{name}", args=[cast.agency.slug, YEAR, *more])


def a_choice(**changes: Any) -> deeds.StyleChoice:
    choice: deeds.StyleChoice = {"digits": "thai", "face": "Sarabun", "patterns": {}}
    return {**choice, **changes}  # type: ignore[typeddict-item] # names of a choice


def a_style(cast: Cast, *, version: int = 1, **changes: Any) -> HouseStyle:
    return deeds.edit_style(by=cast.viewer("clerk"), at=NOW, version=version, choice=a_choice(**changes))


def an_emblem_set(cast: Cast) -> HouseStyle:
    return deeds.set_emblem(by=cast.viewer("clerk"), at=NOW, name="ตรา.png", content=a_photograph(kind="PNG"))


def a_signatory(cast: Cast, *, name: str = "นางสาวทดสอบ ระบบดี", position: str = "นายกเทศมนตรี") -> Signatory:
    return deeds.add_signatory(by=cast.viewer("clerk"), at=NOW, name=name, position=position)


def a_wording(cast: Cast, *, version: int = 1, name: str = "plan", **changes: Any) -> None:
    deeds.edit_wording(
        by=cast.viewer("clerk"), at=NOW, layout=layout(name), version=version, wording=Wording(**changes)
    )


def a_docx(*lines: str) -> bytes:
    word, file = Word(), BytesIO()
    for line in lines:
        word.add_paragraph(line)
    word.save(file)
    return file.getvalue()


def a_template_set(cast: Cast, *lines: str) -> Template:
    """A template that is in use, whatever it holds."""
    content = a_docx(*(lines or ("{{ agency }}", "{{ body }}")))
    file = store_or_find(by=cast.viewer("clerk"), at=NOW, name="หัวกระดาษ.docx", content=content, kinds={"docx"})
    return Template.objects.create(
        agency=cast.agency, layout="plan", file=file, added_by=cast.people["clerk"], added_at=NOW
    )
