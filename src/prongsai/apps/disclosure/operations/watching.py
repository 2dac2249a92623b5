"""Deeds on links: asked to be looked at, and what came back kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from prongsai.apps.disclosure.models import Exhibit, Visit
from prongsai.apps.disclosure.queries.linked_texts import TextSaid
from prongsai.apps.disclosure.queries.visits import outlived
from prongsai.apps.disclosure.queries.watching import JOB_KIND, look_under_way
from prongsai.base.access import Viewer
from prongsai.base.jobs import open_job
from prongsai.base.models import Agency, Job
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.watch import Look

LONGEST_TITLE, LONGEST_TYPE, LARGEST_STATUS = 300, 100, 32_767
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """What came back for one link and what its text says, without the bytes. `at` is when it was looked at."""

    exhibit_id: int
    url: str
    at: datetime
    visit: Visit


def found_of(exhibit_id: int, look: Look, said: TextSaid, at: datetime) -> Found:
    """What is kept of a look at a link."""
    visit = Visit(
        exhibit_id=exhibit_id,
        at=at,
        faults=[each.value for each in look.faults],
        status=look.status if look.status is not None and 0 <= look.status <= LARGEST_STATUS else None,
        final_url=_plain(look.final_url)[:LONGEST_ADDRESS],
        content_type=_plain(look.content_type)[:LONGEST_TYPE],
        size=look.size,
        sha256=look.sha256,
        title=_plain(look.title)[:LONGEST_TITLE],
        changed_on=look.changed_on,
        sought=list(said.sought),
        found=dict(said.found or {}),
        hints=list(said.hints),
        took=look.took_ms,
    )
    return Found(exhibit_id, look.url, at, visit)


@operation("links.asked")
def ask_look(*, by: Viewer, at: datetime) -> Job:
    """Have every link of the viewer's agency looked at now.

    Raises: Refused while that is under way, and when there is no link.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency.pk)
    if look_under_way(by.agency, at):
        raise Refused(
            "กำลังตรวจลิงก์อยู่แล้ว ดูความคืบหน้าได้ในหน้านี้",
            "The links are being looked at already; this page shows how far it is.",
        )
    if not Exhibit.objects.filter(agency=by.agency, kind=Exhibit.Kind.LINK, removed_at=None).exists():
        raise Refused(
            "ยังไม่มีลิงก์ให้ตรวจ กรุณาเพิ่มลิงก์ในข้อ OIT ก่อน", "There is no link to look at yet; add one to an item first."
        )
    job = open_job(agency=by.agency, kind=JOB_KIND, at=at)
    note(by.agency)
    return job


@operation("links.looked_at")
def keep_visits(*, by: Viewer | None, at: datetime, agency: Agency, found: Sequence[Found]) -> int:
    """Keep what came back for the links of an agency, and forget visits that nobody needs any more; how many are kept.

    A link that was taken out or changed while it was looked at gets nothing. Unit: visits.
    """
    there = set(
        Exhibit.objects.filter(
            agency=agency, kind=Exhibit.Kind.LINK, removed_at=None, pk__in=[each.exhibit_id for each in found]
        ).values_list("pk", "url")
    )
    visits = [each.visit for each in found if (each.exhibit_id, each.url) in there]
    Visit.objects.bulk_create(visits, batch_size=500)
    forgotten = _forget(agency, at)
    down = sum(bool(each.faults) for each in visits)
    note(agency, count=len(visits), with_faults=down, forgotten=forgotten)
    return len(visits)


def _forget(agency: Agency, at: datetime) -> int:
    gone: Collection[int] = outlived(Exhibit.objects.filter(agency=agency).values_list("pk", flat=True), at)
    Visit.objects.filter(pk__in=gone).delete()
    return len(gone)


def _plain(text: str) -> str:
    """A text without what PostgreSQL cannot keep."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
