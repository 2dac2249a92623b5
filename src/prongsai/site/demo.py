"""The demo: five agencies with their people, their papers handed in, read and accepted as anybody's would be, what may
be public of them published, and a made-up country in which they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from prongsai.apps.assessment import jobs
from prongsai.apps.assessment import operations as assessment
from prongsai.apps.disclosure.jobs.releases import put_release_together
from prongsai.apps.disclosure.operations import releases
from prongsai.apps.nation.jobs import import_at_once
from prongsai.apps.nation.jobs.comparing import relate_at_once
from prongsai.base import operations as base
from prongsai.base.access import Viewer, viewer_in
from prongsai.base.models import Agency, Membership, Person

PASSWORD = "prongsai-demo"  # noqa: S105 - the demo's only: made anew in a folder of its own, served to this machine alone
UNITS = ("สำนักปลัด", "กองคลัง")
COUNTRY = ("nation/2567.zip", "nation/2568.zip")
"""A made-up country of two years, written by tools/make_nation_samples.py; the agencies of the papers are in it."""
MEASURES, MEASURED_YEAR = "nation/measures.csv", 2568
"""What its agencies declared in the first year, to change the second."""
MADE_UP = "ข้อมูลสังเคราะห์: ประเทศสมมติเพื่อสาธิต ไม่ใช่คะแนนจริงของหน่วยงานใด (synthetic: made up to show, nobody's real scores)"
SAMPLES = resources.files("prongsai") / "samples"


def fill() -> list[str]:
    """Fill an empty installation with the sample agencies; a bar tells how far it is.

    Shape: the lines that say who can sign in, and with which password.
    """
    at = timezone.now()
    administrator = "administrator@prongsai.example"
    base.add_person(by=None, at=at, email=administrator, name="ผู้ดูแลระบบ", is_administrator=True)
    samples = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["paper"]
    with Progress(console=Console(stderr=True), transient=True) as bar:
        agencies = [_settled(each, at) for each in bar.track(samples, description="กำลังอ่านเอกสารตัวอย่าง")]
        for name in bar.track(COUNTRY, description="กำลังนำเข้าประเทศสมมติ"):
            with resources.as_file(SAMPLES / name) as file:
                import_at_once(file, MADE_UP)
        with resources.as_file(SAMPLES / MEASURES) as file:
            relate_at_once(file, MEASURED_YEAR)
    # One password, hashed once: hashing is slow by design, and thirty times it was half of the demo's start.
    Person.objects.update(password=make_password(PASSWORD))
    return [*_lines(agencies), f"  {administrator}  {PASSWORD}"]


def _settled(sample: dict[str, Any], at: datetime) -> Agency:
    """An agency with its people, whose clerk has handed in and accepted its paper and published what it says."""
    agency = base.create_agency(
        by=None,
        at=at,
        slug=sample["slug"],
        name=sample["agency"],
        kind=_kind(sample["agency"]),
        district=sample["district"],
        province=sample["province"],
    )
    clerk = _people(agency, at)
    _hand_in(clerk, SAMPLES / sample["file"], sample["fiscal_year"], at)
    _publish(clerk)
    return agency


def _kind(name: str) -> str:
    """The kind of agency that a name begins with."""
    return next((kind.value for kind in Agency.Kind if name.startswith(str(kind.label))), Agency.Kind.OTHER)


def _people(agency: Agency, at: datetime) -> Viewer:
    """One of each of the cast, and an officer in each unit; the clerk is who goes on."""
    units = [base.add_unit(by=None, at=at, agency=agency, name=name) for name in UNITS]
    clerk = None
    for number, (role, unit) in enumerate([*_heads(), *(("officer", unit) for unit in units)]):
        name = f"{Membership.Role(role).label} {unit or ''}".strip()
        email = f"{role}{number - 2 if unit else ''}@{agency.slug}.example"
        person = base.add_person(by=None, at=at, email=email, name=name, agency=agency, role=role, unit=unit)
        clerk = clerk or person
    assert clerk is not None  # noqa: S101 - the clerk is the first of the heads
    return viewer_in(clerk, agency.slug)


def _heads() -> list[tuple[str, None]]:
    return [("clerk", None), ("executive", None), ("auditor", None)]


def _hand_in(clerk: Viewer, file: Traversable, year: int, at: datetime) -> None:
    paper = assessment.upload_paper(by=clerk, at=at, fiscal_year=year, name=file.name, content=file.read_bytes())
    jobs.read_paper.call(paper.pk)
    paper.refresh_from_db()
    assessment.accept_paper(by=clerk, at=timezone.now(), paper=paper)


def _publish(clerk: Viewer) -> None:
    made = releases.make_release(by=clerk, at=timezone.now())
    put_release_together.call(made.pk)
    releases.submit_release(by=clerk, at=timezone.now(), release=made, reason="ข้อมูลตัวอย่าง")
    head = Membership.objects.get(agency=clerk.agency, role=Membership.Role.EXECUTIVE).person
    executive = viewer_in(head, clerk.agency.slug)
    releases.apply_release(by=executive, at=timezone.now(), release=made, submission=made.deeds.get().pk)


def _lines(agencies: list[Agency]) -> Iterator[str]:
    yield "เข้าสู่ระบบได้ด้วยรหัสผ่านเดียวกันทุกคน (sign in as anyone of these):"
    for agency in agencies:
        yield f"  {agency.name} (/{agency.slug}/)"
        for role in ("clerk", "officer1", "officer2", "executive", "auditor"):
            yield f"    {role}@{agency.slug}.example  {PASSWORD}"
