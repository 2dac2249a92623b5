"""What the clock does here: reading papers that were handed in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.assessment import operations
from prongsai.apps.assessment.queries.papers import paper_to_read
from prongsai.base.files import open_stored
from prongsai.base.jobs import advance, running
from prongsai.base.models import StoredFile
from prongsai.core.errors import Problem
from prongsai.paper import reading as reader
from prongsai.paper.reading.blocks import Document, document_json
from prongsai.paper.reading.container import open_bytes

STEPS = 3


@task()
def read_paper(paper_id: int) -> None:
    """Read a paper; its job tells how far it is. A paper that is read already stays as it is."""
    paper = paper_to_read(paper_id)
    if paper is None or paper.job_id is None:
        return
    with running(paper.job_id) as job:
        try:
            advance(job, 1, STEPS, _("กำลังเปิดไฟล์"))
            document = _document_of(paper.file)
            advance(job, 2, STEPS, _("กำลังอ่านตารางและย่อหน้า"))
            reading = reader.read_document(document)
            advance(job, STEPS, STEPS, _("อ่านเสร็จแล้ว"))
        except Problem as problem:
            operations.give_up_paper(by=None, at=_now(), paper=paper, problem=problem)
            raise
        operations.keep_reading(by=None, at=_now(), paper=paper, document=document_json(document), reading=reading)


def _document_of(file: StoredFile) -> Document:
    with open_stored(file) as content:
        return open_bytes(file.name, content.read())


def _now() -> datetime:
    return timezone.now()
