"""Releases: made by a job, put before the executive, returned or applied, dropped.

What is put together stands still: what the executive read and approved is what the public sees, whatever was changed
on the desk since; that is in the next release. Only what was withdrawn meanwhile must not come back with an old
release, so one made before a withdrawal is refused and has to be made again.

Something may be published while items still lack elements: the site shows them as lacking, and an agency must be able
to publish what it has. It is not published without anybody noticing: whoever puts it forward says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db.models import Max

from prongsai.apps.disclosure.models import (
    Address,
    Release,
    ReleaseDeed,
    ReleasedFile,
    ReleasedPage,
    ReleasedTable,
    Site,
)
from prongsai.apps.disclosure.queries.building import Built
from prongsai.apps.disclosure.queries.releases import (
    MAY_FOLLOW,
    can_be_made_again,
    gaps_in,
    pages_of,
    withdrawn_since,
)
from prongsai.base.access import Viewer
from prongsai.base.files import must_be_there
from prongsai.base.jobs import open_job
from prongsai.base.models import Agency, Job
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.publication import as_json, digest_of, text_of
from prongsai.core.publication_paths import file_subject
from prongsai.core.tables import CATALOGUES, FORMATS

JOB = "release.made"

_STANDS = {
    Release.State.MAKING: (
        "ระบบกำลังจัดทำชุดเผยแพร่นี้ กรุณารอให้เสร็จก่อน",
        "This release is being made; wait until it is.",
    ),
    Release.State.READY: (
        "ชุดเผยแพร่นี้จัดทำเสร็จแล้วและยังไม่ได้เสนอ ต้องเสนอผู้บริหารก่อน",
        "This release is made and was not put forward yet; put it before the executive first.",
    ),
    Release.State.SUBMITTED: (
        "ชุดเผยแพร่นี้เสนอผู้บริหารแล้ว รอผู้บริหารอนุมัติหรือส่งกลับ",
        "This release is before the executive, who applies or returns it.",
    ),
    Release.State.RETURNED: (
        "ผู้บริหารส่งชุดเผยแพร่นี้กลับแล้ว กรุณาแก้ไขแล้วจัดทำใหม่ก่อนเสนอ",
        "The executive returned this release; put things right and make it again.",
    ),
    Release.State.APPLIED: ("ชุดนี้เผยแพร่แล้ว แก้ไขไม่ได้", "This release is applied and changes no more."),
    Release.State.DROPPED: ("ชุดเผยแพร่นี้ยกเลิกแล้ว กรุณาจัดทำชุดใหม่", "This release was dropped; make a new one."),
}


@operation("release.made")
def make_release(*, by: Viewer, at: datetime) -> Release:
    """Have everything that may be public put together by a job: as a new release, or once more into the one that is
    open, whose earlier content it replaces.

    Raises: Refused while one is being made, or is before the executive.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency.pk)  # two who press at once open one release
    held = Release.objects.select_for_update().filter(agency=by.agency, state__in=MAY_FOLLOW["drop"]).first()
    if held and held.state != Release.State.MAKING and "make" not in _deeds_after(held):
        raise Refused(*_STANDS[Release.State(held.state)])
    if held and held.state == Release.State.MAKING and not can_be_made_again(held, at):
        raise Refused(*_STANDS[Release.State.MAKING])
    release = held or Release(agency=by.agency, number=_next_number(by.agency))
    release.state, release.made_by, release.made_at = Release.State.MAKING, by.person, at
    release.job, release.digest = open_job(agency=by.agency, kind=JOB, at=at), ""
    release.save()
    note(release, number=release.number)
    return release


@operation("release.kept")
def keep_release(*, by: None, at: datetime, release: Release, job: Job, built: Built) -> None:
    """Keep what was put together, in the place of whatever the release held before; it is ready to be put forward.

    What a job brings whose release was given to another since is left where it is.
    """
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.state != Release.State.MAKING or held.job_id != job.pk:
        return note(held, number=held.number, count=0)
    _clear(held)
    _keep_pages(held, built)
    ReleasedFile.objects.bulk_create(
        ReleasedFile(release=held, path=path, file=file, size=size) for path, file, size in built.files
    )
    ReleasedTable.objects.bulk_create(
        ReleasedTable(release=held, code=each.table.code, rows=list(each.rows), digest=digest_of(each.rows))
        for each in built.tables
    )
    held.state, held.digest = Release.State.READY, built.digest
    said = asdict(built.site)
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=["state", "digest", *said])
    return note(held, number=held.number, count=len(built.pages))


@operation("release.submitted")
def submit_release(*, by: Viewer, at: datetime, release: Release, reason: str = "") -> None:
    """Put a release before the executive.

    Raises: Refused when it is not ready, changes nothing of what is public, or shows something that is not complete
    and no reason is given.
    """
    held = _held(release, "submit")
    current = Site.objects.filter(agency=held.agency_id).values_list("current__digest", flat=True).first()
    if current == held.digest:
        raise Refused(
            "ชุดเผยแพร่นี้เหมือนกับที่เผยแพร่อยู่ทุกประการ จึงไม่มีอะไรให้อนุมัติ",
            "This release says exactly what is public already; there is nothing to approve.",
        )
    gaps = gaps_in(pages_of(held))
    if gaps and not reason.strip():
        raise Refused(
            f"ยังมีสิ่งที่ไม่ครบ {len(gaps)} เรื่อง กรุณาทำให้ครบแล้วจัดทำใหม่ หรือบอกเหตุผลที่เผยแพร่ทั้งที่ยังไม่ครบ",
            f"{len(gaps)} things are not complete; complete them and make the release again, or say why it is published"
            " as it is.",
        )
    _do(held, "submit", ReleaseDeed.Kind.SUBMITTED, by, at, reason)
    note(held, number=held.number, count=len(gaps))


@operation("release.returned")
def return_release(*, by: Viewer, at: datetime, release: Release, reason: str) -> None:
    """Send a release back. Raises: Refused when it was not put forward, or without a reason."""
    held = _held(release, "return")
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลว่าต้องแก้อะไร ก่อนส่งกลับ", "Please say what is to be changed before returning it.")
    _do(held, "return", ReleaseDeed.Kind.RETURNED, by, at, reason)
    note(held, number=held.number)


@operation("release.applied")
def apply_release(*, by: Viewer, at: datetime, release: Release, submission: int | None) -> None:
    """Let the public see a release as it was put forward: all of it from one moment to the next.

    `submission` is the deed by which the release was put forward that the executive read.
    Raises: Refused when it was not put forward, was returned and put forward again since, or something was withdrawn
    after it was made; Lost when the bytes of one of its files are gone.
    """
    held = _held(release, "apply")
    latest = held.deeds.filter(deed=ReleaseDeed.Kind.SUBMITTED).order_by("-pk").first()
    if latest is None or latest.pk != submission:
        raise Refused(
            "ชุดเผยแพร่นี้เสนอใหม่หลังจากที่ท่านเปิดหน้านี้ กรุณาอ่านชุดล่าสุดแล้วกดอนุมัติอีกครั้ง",
            "The release was put forward anew since this page was opened; read it again, then approve.",
        )
    site = Site.objects.get_or_create(agency=held.agency)[0]
    Site.objects.select_for_update().get(pk=site.pk)  # whoever withdraws something holds it too: before this, or after
    _must_bring_nothing_back(held)
    must_be_there(each.file for each in held.files.select_related("file"))
    held.applied_at = at
    _do(held, "apply", ReleaseDeed.Kind.APPLIED, by, at)
    Site.objects.filter(pk=site.pk).update(current=held)
    _remember_addresses(held, at)
    note(held, number=held.number)


@operation("release.dropped")
def drop_release(*, by: Viewer, at: datetime, release: Release, reason: str = "") -> None:
    """Give up a release that is not applied; what is public stays as it is.

    Raises: Refused while a job is at work on it, and when it is applied or dropped already.
    """
    held = _held(release, "drop")
    if held.state == Release.State.MAKING and not can_be_made_again(held, at):
        raise Refused(*_STANDS[Release.State.MAKING])
    _clear(held)
    _do(held, "drop", ReleaseDeed.Kind.DROPPED, by, at, reason)
    note(held, number=held.number)


def _held(release: Release, deed: str) -> Release:
    """The release as it is saved, its row held: of two who press at once the second finds the state changed."""
    held = Release.objects.select_for_update().get(pk=release.pk)
    if deed not in _deeds_after(held):
        raise Refused(*_STANDS[Release.State(held.state)])
    return held


def _deeds_after(release: Release) -> frozenset[str]:
    return frozenset(deed for deed, states in MAY_FOLLOW.items() if release.state in states)


def _do(held: Release, deed: str, kind: ReleaseDeed.Kind, by: Viewer, at: datetime, reason: str = "") -> None:
    held.state = _LEADS_TO[deed]
    held.save(update_fields=["state", "applied_at"])
    ReleaseDeed.objects.create(release=held, deed=kind, reason=reason.strip(), by=by.person, at=at)


_LEADS_TO = {
    "submit": Release.State.SUBMITTED,
    "return": Release.State.RETURNED,
    "apply": Release.State.APPLIED,
    "drop": Release.State.DROPPED,
}


def _next_number(agency: Agency) -> int:
    latest: int | None = Release.objects.filter(agency=agency).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def _clear(release: Release) -> None:
    for rows in (release.pages, release.files, release.tables):
        rows.all().delete()


def _keep_pages(release: Release, built: Built) -> None:
    plain = [(page, as_json(page)) for page in built.pages]
    ReleasedPage.objects.bulk_create(
        ReleasedPage(
            release=release,
            subject=page.subject,
            path=page.path,
            kind=page.kind,
            content=content,
            text=text_of(page),
            digest=digest_of(content),
        )
        for page, content in plain
    )


def _must_bring_nothing_back(held: Release) -> None:
    """A release made before something was withdrawn still says it: what it says is frozen."""
    if title := withdrawn_since(held):
        raise Refused(
            f"มีการถอน “{title}” หลังจากจัดทำชุดเผยแพร่นี้ กรุณาส่งกลับให้จัดทำใหม่ เพื่อไม่ให้สิ่งที่ถอนแล้วกลับมา",
            f"“{title}” was withdrawn after this release was made; return it to be made again, so that it does not come"
            " back.",
        )


def _remember_addresses(release: Release, at: datetime) -> None:
    """Every path that the public has seen, and what stood there last."""
    wanted = dict(_addresses(release))
    known = {each.path: each for each in Address.objects.filter(agency=release.agency_id)}
    changed = [known[path] for path, subject in wanted.items() if path in known and known[path].subject != subject]
    for each in changed:
        each.subject, each.since = wanted[each.path], at
    Address.objects.bulk_update(changed, ["subject", "since"])
    Address.objects.bulk_create(
        Address(agency_id=release.agency_id, path=path, subject=subject, since=at)
        for path, subject in wanted.items()
        if path not in known
    )


def _addresses(release: Release) -> Iterable[tuple[str, str]]:
    """Pages, files, and the tables in each of their formats. Shape: path and subject."""
    yield from release.pages.values_list("path", "subject")
    for path in release.files.values_list("path", flat=True):
        yield path, file_subject(path)
    for code in release.tables.values_list("code", flat=True):
        yield from ((f"tables/{code}.{form}", f"table-{code}") for form in FORMATS)
    yield from ((path, "data") for path in CATALOGUES)
