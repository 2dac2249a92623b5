"""Tokens, and a year of agency A in which every path of the API finds something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_proof,
    a_report,
    a_round,
    a_step_row,
)
from cast import YEAR, Cast
from house.api import JSON, program
from prongsai.base import files
from prongsai.base.links import hash_of
from prongsai.base.models import AccessToken, Agency
from prongsai.site.api import HERE

LETTER = "บันทึกผลการสำรวจ".encode()


def a_token(
    cast: Cast, who: str, *, agency: Agency | None = None, scopes: list[str] | None = None, **changes: Any
) -> str:
    """A token of one of the cast, of every scope unless told otherwise."""
    token = f"{who} {AccessToken.objects.count()}"
    own = cast.other_agency if who == "stranger" else cast.agency
    words: dict[str, Any] = {
        "created_at": _moment() - timedelta(days=1),
        "expires_at": _moment() + timedelta(days=30),
        **changes,
    }
    AccessToken.objects.create(
        person=cast.people[who],
        agency=agency or own,
        name="โปรแกรมทดสอบ",
        token_hash=hash_of(token),
        prefix=token[:8],
        scopes=list(settings.API_SCOPES) if scopes is None else scopes,
        **words,
    )
    return token


def a_program(cast: Cast, who: str, **token: Any) -> Client:
    """A program that asks for one of the cast; a citizen's has no token."""
    return program("" if who == "citizen" else a_token(cast, who, **token))


def address(cast: Cast, path: str, *, year: int = YEAR) -> str:
    return f"/{HERE}agencies/{cast.agency.slug}/years/{year}/{path}"


def ask(client: Client, method: str, place: str, sent: Any = None) -> Any:
    """What comes back to a request with a body of JSON."""
    return getattr(client, method)(place, json.dumps(sent), content_type=JSON)


def a_filled_year(cast: Cast) -> Mapping[str, Any]:
    """A draft plan with work of the officer's unit, an open round with a report, a file that proves a step.

    `whole_id` is a measure without steps, `other_id` another with one.
    """
    measure, whole, other = a_measure_row(cast), a_measure_row(cast), a_measure_row(cast)
    step = a_step_row(measure, owners=(cast.unit,))
    a_step_row(other)
    round_ = a_round(cast)
    file = files.store(by=cast.viewer("officer"), at=_moment(), name="บันทึก.txt", content=LETTER)
    evidence = a_piece_of_evidence(cast, kind="file", url="", file=file)
    return {
        "measure_id": measure.pk,
        "whole_id": whole.pk,
        "other_id": other.pk,
        "step_id": step.pk,
        "round_id": round_.pk,
        "report_id": a_report(cast, round_, step).pk,
        "evidence_id": evidence.pk,
        "proof_id": a_proof(cast, evidence=evidence, step=step, state="offered").pk,
        "unit_id": cast.unit.pk,
    }


def a_photo_form(named: Mapping[str, Any]) -> dict[str, Any]:
    """A file as a form sends it."""
    file = SimpleUploadedFile("สรุป.txt", "สรุปผลการสำรวจ".encode())
    return {"file": file, "title": "สรุปผล", "step_ids": [named["step_id"]], "items": ["o13", "o14"]}


def _moment() -> datetime:
    """The real clock: tokens end by it."""
    return timezone.now()
