"""Editions issued with a number, written into files, withdrawn."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from django.conf import settings
from django.utils import timezone

from prongsai.apps.documents.models import Deed, Document, Edition, EditionFile
from prongsai.apps.documents.operations.signing import do, held_for
from prongsai.apps.documents.queries.checking import errors_in
from prongsai.apps.documents.queries.editions import can_be_made_again, file_name
from prongsai.apps.documents.queries.numbers import is_taken
from prongsai.apps.documents.queries.subjects import subjects_in
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.jobs import open_job
from prongsai.base.models import Agency
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.paper.writing.content import as_json, from_json

LONGEST_NUMBER = 80
_GROUPS, _GROUP = 4, 4
JOB = "edition.files"


@operation("document.issued")
def issue_document(
    *, by: Viewer, at: datetime, document: Document, number: str, issued_on: date, reason: str = ""
) -> Edition:
    """Issue a signed document: number, day and code are fixed for good, and a job waits to write its files.

    Raises: Refused when it is not signed or issued already; when its content contradicts itself or may still change
    and no reason is given; for a number that is missing or borne by another paper of the layout and year; for a day
    before it was signed or still to come.
    """
    held = held_for("issue", document)
    edition = held.editions.get(version=held.version)
    errors = _must_be_sound(by, held, edition, reason)
    _must_be_its_day(edition, issued_on, at)
    edition.number = _must_be_free(held, number)
    edition.issued_on, edition.issued_at, edition.issued_by = issued_on, at, by.person
    edition.reason, edition.code = reason.strip(), _code(held, edition)
    edition.content = _imprinted(held, edition)
    edition.job = open_job(agency=held.agency, kind=JOB, at=at)
    edition.save()
    do(held, "issue", Deed.Kind.ISSUED, by, at, reason)
    note(held, version=held.version, count=errors)
    return edition


@operation("edition.queued")
def make_files_again(*, by: Viewer, at: datetime, edition: Edition) -> None:
    """Give an edition whose files came to nothing a new job. Raises: Refused while one is at work, and once they are
    there."""
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if not can_be_made_again(held, at):
        raise Refused(
            "ระบบกำลังจัดทำไฟล์ของฉบับนี้ หรือจัดทำครบแล้ว", "The files of this edition are being written, or are there already."
        )
    held.job = open_job(agency=held.agency, kind=JOB, at=at)
    held.save(update_fields=["job"])
    note(held, version=held.version)


@operation("edition.filed")
def keep_edition_files(*, by: Viewer | None, at: datetime, edition: Edition, contents: Mapping[str, bytes]) -> None:
    """Keep an issued edition in its formats, all of them or none; what is there already stays.

    Shape: `contents` are the sealed bytes by format.
    """
    held = Edition.objects.select_for_update().select_related("agency", "document").get(pk=edition.pk)
    present = set(held.files.values_list("format", flat=True))
    for form, content in contents.items():
        if form not in present:
            name = file_name(held, form)
            file = files.keep_made(agency=held.agency, at=at, name=name, content=BytesIO(content))
            EditionFile.objects.create(edition=held, format=form, file=file)
    note(held, version=held.version, count=len(set(contents) - present))


@operation("edition.withdrawn")
def withdraw_edition(*, by: Viewer, at: datetime, edition: Edition, reason: str) -> None:
    """Withdraw an issued edition; it stays where it is, and says so with its reason to whoever checks it.

    Raises: Refused when it is not issued or withdrawn already, or without a reason.
    """
    document = Document.objects.select_for_update().get(pk=edition.document_id)
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.issued_at is None or held.withdrawn_at is not None:
        raise Refused(
            "ถอนได้เฉพาะฉบับที่ออกแล้วและยังไม่ถอน", "Only an edition that is issued, and not withdrawn yet, can be withdrawn."
        )
    if not reason.strip():
        raise Refused(
            "กรุณาบอกเหตุผลที่ถอน ผู้ตรวจสอบเอกสารจะเห็นเหตุผลนี้", "Please say why; whoever checks the paper will read it."
        )
    held.withdrawn_at, held.withdrawn_reason = at, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    Deed.objects.create(
        document=document, version=held.version, deed=Deed.Kind.WITHDRAWN, reason=reason.strip(), by=by.person, at=at
    )
    note(held, version=held.version)


def _must_be_sound(by: Viewer, held: Document, edition: Edition, reason: str) -> int:
    """How many errors the paper goes out with. Unit: errors."""
    errors = len(errors_in(from_json(edition.content).reading))
    if reason.strip():
        return errors
    if errors:
        raise Refused(
            f"เอกสารมีข้อขัดแย้ง {errors} เรื่อง กรุณาเปิดแก้เป็นฉบับใหม่ หรือบอกเหตุผลที่ออกทั้งที่ยังไม่แก้",
            f"The document contradicts itself in {errors} places; open a new version, or say why it is issued.",
        )
    subjects = subjects_in(by, held.fiscal_year)
    if unsettled := next((each.unsettled for each in subjects if each.key == held.subject), ""):
        raise Refused(
            f"{unsettled} กรุณารอให้เรียบร้อย หรือบอกเหตุผลที่ออกก่อน",
            f"{unsettled} Wait until it is settled, or say why the document is issued before.",
        )
    return errors


def _must_be_its_day(edition: Edition, issued_on: date, at: datetime) -> None:
    sign_off = from_json(edition.content).imprint.sign_off
    if issued_on > timezone.localdate(at):
        raise Refused("วันที่ออกเอกสารอยู่ในอนาคต กรุณาตรวจวันที่", "The day of issue is still to come; check it.")
    if sign_off and sign_off.on and issued_on < sign_off.on:
        raise Refused(
            "วันที่ออกเอกสารอยู่ก่อนวันที่ลงนาม กรุณาตรวจวันที่", "The day of issue lies before the document was signed; check it."
        )


def _must_be_free(held: Document, number: str) -> str:
    """The number as it will be printed; of two who take the same at once the second finds it taken."""
    Agency.objects.select_for_update(no_key=True).get(pk=held.agency_id)
    wanted = " ".join(number.split())
    if not wanted or len(wanted) > LONGEST_NUMBER or not wanted.isprintable():
        raise Refused(
            f"กรุณาใส่เลขที่เอกสาร ไม่เกิน {LONGEST_NUMBER} ตัวอักษร",
            f"Please give the document a number of at most {LONGEST_NUMBER} characters.",
        )
    if is_taken(held, wanted):
        raise Refused(
            f"เลขที่ {wanted} ใช้กับเอกสารอื่นของปีนี้แล้ว กรุณาตรวจทะเบียนแล้วใส่เลขอื่น",
            f"Another paper of this year has the number {wanted}; look into the register and give another.",
        )
    return wanted


def _code(held: Document, edition: Edition) -> str:
    """The name of an edition in public: the same whenever it is computed, and nothing one could count up to."""
    named = f"{held.agency.slug}|{held.pk}|{edition.version}|{edition.digest}"
    letters = base64.b32encode(hashlib.sha256(named.encode()).digest()).decode()[: _GROUPS * _GROUP]
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def _imprinted(held: Document, edition: Edition) -> dict[str, object]:
    """The frozen content with what an issued paper says of itself."""
    content = from_json(edition.content)
    revised = held.deeds.filter(deed=Deed.Kind.REVISED, version=edition.version).last()
    imprint = replace(
        content.imprint,
        state="issued",
        number=edition.number,
        version=edition.version,
        issued_on=edition.issued_on,
        code=edition.code or "",
        digest=edition.digest,
        verify_address=f"{settings.ADDRESS}/verify/{edition.code}/",
        reason=edition.reason or (revised.reason if revised else ""),
    )
    return as_json(replace(content, imprint=imprint))
