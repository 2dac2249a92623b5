"""What the worker and the clock do about links: look at them politely, read what is behind them, keep what came back.

No transaction is open while the network is asked. The clock only hands the agencies over; one worker looks at one
agency after the other, so that the host of a vendor who serves many is asked by one at a time. Papers that people wait
for are read in between: looking is of low priority.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.disclosure.operations.watching import Found, found_of, keep_visits
from prongsai.apps.disclosure.queries.linked_texts import UNREADABLE, LinkAsked, Reader, TextSaid, links_asked
from prongsai.apps.disclosure.queries.watching import JOB_KIND, agencies_with_links, look_under_way, policy
from prongsai.base.jobs import advance, open_job, running
from prongsai.base.models import Agency, Job
from prongsai.watch import Look, look_at_all

_log = logging.getLogger(__name__)


@task(priority=-50)
def look_at_links(job_id: int) -> None:
    """Look at every link of a job's agency and keep what came back; the job tells how far it is."""
    with running(job_id) as job, translation.override("th"):
        agency = job.agency
        assert agency is not None  # noqa: S101 - whoever asks for this job names one
        found = _looked_at(agency, job)
        keep_visits(by=None, at=timezone.now(), agency=agency, found=found)
        advance(job, len(found), len(found), _("ตรวจลิงก์ครบแล้ว"))


def look_at_every_agency(at: datetime) -> None:
    """Have the links of every agency looked at, unless they are being looked at already.

    An agency that fails keeps none of the others back. Raises: whatever the last one failed with, once all were tried.
    """
    trouble: Exception | None = None
    for agency in agencies_with_links():
        try:
            if not look_under_way(agency, at):
                look_at_links.enqueue(open_job(agency=agency, kind=JOB_KIND, at=at).pk)
        except Exception as failed:  # whatever it is, the next agency has its turn
            _log.exception("the links of an agency could not be handed over")
            trouble = failed
    if trouble:
        raise trouble


def _looked_at(agency: Agency, job: Job) -> list[Found]:
    """What came back for each link, read; without the bytes."""
    links = {each.url: each for each in links_asked(agency)}
    found: list[Found] = []
    reader = Reader(timezone.localdate())
    advance(job, 0, len(links), _("กำลังเปิดลิงก์"))
    for look in look_at_all(links, policy(), timezone.now()):
        link = links[look.url]
        found.append(found_of(link.exhibit_id, look, _read(reader, look, link), timezone.now()))
        advance(job, len(found), len(links), _("กำลังเปิดลิงก์และอ่านเนื้อหา"))
    return found


def _read(reader: Reader, look: Look, link: LinkAsked) -> TextSaid:
    """What the text behind a link says; one that breaks our readers is told as unreadable and keeps no other back."""
    try:
        return reader.said_by(look, link)
    except Exception:  # whatever a file does to a reader, the round goes on; the log tells the place and not the words
        _log.exception("the text behind a link could not be read")
        return UNREADABLE
