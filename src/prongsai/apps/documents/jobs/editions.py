"""What the worker writes: the files of an issued edition, sealed."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.documents.models import Edition
from prongsai.apps.documents.operations.editions import keep_edition_files
from prongsai.apps.documents.queries.editions import edition_to_file
from prongsai.apps.documents.queries.printed import printed_of
from prongsai.apps.documents.queries.printing import print_of
from prongsai.base.jobs import advance, running
from prongsai.base.models import Job
from prongsai.paper.sealing import SealingKey, seal
from prongsai.paper.writing import FORMATS


@task()
def make_edition_files(edition_id: int) -> None:
    """Write an issued edition in every format; its job tells how far it is. Files that are there already stay."""
    edition = edition_to_file(edition_id)
    if edition is None or edition.job_id is None:
        return
    with running(edition.job_id) as job, translation.override("th"):
        contents = _contents(edition, job)
        keep_edition_files(by=None, at=timezone.now(), edition=edition, contents=contents)
        advance(job, len(FORMATS), len(FORMATS), _("จัดทำไฟล์ครบแล้ว"))


def _contents(edition: Edition, job: Job) -> dict[str, bytes]:
    """The sealed bytes of an edition by format: all from what was frozen, none from what is there now."""
    key = SealingKey.from_hex(settings.SEALING_KEY)
    printed = printed_of(edition.document, edition)
    contents = {}
    for done, form in enumerate(FORMATS):
        advance(job, done, len(FORMATS), _("กำลังจัดทำไฟล์ของเอกสาร"))
        contents[form] = seal(print_of(edition.agency, printed, form), key)
    return contents
