"""National runs taken over from their files, and withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from prongsai.apps.nation.models import NationalRun, RunAgency, RunFlag, RunImport
from prongsai.apps.nation.queries.reading import ReadRun, looked_at
from prongsai.base.files import keep_for_all
from prongsai.base.jobs import open_job
from prongsai.base.models import Person, StoredFile
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused, Unreadable

JOB = "nation.import"
_AT_ONCE = 400


@operation("nation.brought")
def bring_run(*, by: Person | None, at: datetime, name: str, content: BinaryIO, about: str = "") -> RunImport:
    """Keep the file of a run; a job waits to take it over. `about` will stand on every page of the run.

    Raises: Refused for what is no run as it was written, and for one that is taken over already.
    """
    file = _kept(by, at, name, content)
    _must_be_new(file)
    return RunImport.objects.create(
        file=file, job=open_job(agency=None, kind=JOB, at=at), brought_by=by, brought_at=at, about=about.strip()
    )


@operation("nation.imported")
def import_run(
    *, by: Person | None, at: datetime, file: StoredFile, read: ReadRun, brought: RunImport | None = None
) -> NationalRun:
    """Take over a run that was read from a kept file: all of it or nothing.

    Raises: Refused when the file is taken over already.
    """
    _must_be_new(file)
    counts = read.manifest.counts
    run = NationalRun.objects.create(
        fiscal_year=read.manifest.fiscal_year,
        program_version=read.manifest.program[:40],
        framework_sha256=read.manifest.frameworks.get(read.manifest.fiscal_year, ""),
        manifest=read.plain,
        file=file,
        is_assumed=read.manifest.supposed.is_anything,
        about=brought.about if brought else "",
        agency_count=len(read.agencies),
        ranked_count=sum("country_rank" in each for each in read.agencies),
        respondent_count=sum(counts.respondents.values()),
        imported_by=by,
        imported_at=at,
    )
    for start in range(0, len(read.agencies), _AT_ONCE):
        RunAgency.objects.bulk_create(_agency(run, each) for each in read.agencies[start : start + _AT_ONCE])
    RunFlag.objects.bulk_create(_flags(run, read), batch_size=_AT_ONCE)
    if brought:
        brought.run = run
        brought.save(update_fields=["run"])
    note(run, year=run.fiscal_year, count=run.agency_count)
    return run


@operation("nation.withdrawn")
def withdraw_run(*, by: Person | None, at: datetime, run: NationalRun, reason: str) -> None:
    """Withdraw a run: its pages are gone, its row and file stay with the reason.

    Raises: Refused when it is withdrawn already, or without a reason.
    """
    held = NationalRun.objects.select_for_update().get(pk=run.pk)
    if held.withdrawn_at is not None:
        raise Refused("ถอนผลการคำนวณนี้ไปแล้ว", "This run is withdrawn already.")
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลที่ถอน", "Please say why it is withdrawn.")
    held.withdrawn_at, held.withdrawn_reason = at, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note(held, year=held.fiscal_year)


def _kept(by: Person | None, at: datetime, name: str, content: BinaryIO) -> StoredFile:
    """The file, once it is seen to be a run: nothing else is ever kept."""
    try:
        looked_at(content)
    except Unreadable as trouble:
        raise Refused(trouble.th, trouble.en) from trouble
    stem = name.removesuffix(".zip").removesuffix(".ZIP")
    return keep_for_all(by=by, at=at, name=f"{stem}.zip", content=content)


def _must_be_new(file: StoredFile) -> None:
    if NationalRun.objects.filter(file=file, withdrawn_at=None).exists():
        raise Refused(
            "ไฟล์นี้นำเข้าไว้แล้ว จึงไม่นำเข้าซ้ำ ถ้าต้องการนำเข้าใหม่ให้ถอนผลเดิมก่อน",
            "This very file is imported already; withdraw that run before importing it again.",
        )


def _flags(run: NationalRun, read: ReadRun) -> Iterator[RunFlag]:
    """The flags, each with its agency as the database knows it now."""
    known = dict(RunAgency.objects.filter(run=run).values_list("code", "pk"))
    for code, flags in read.flags.items():
        for flag in flags:
            yield RunFlag(agency_id=known[code], **flag)


def _agency(run: NationalRun, fields: dict[str, Any]) -> RunAgency:
    return RunAgency(run=run, **fields | {"scores": json.loads(fields["scores"])})
