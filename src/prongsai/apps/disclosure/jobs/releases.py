"""What the worker puts together: everything of an agency that may be public, as a release."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.disclosure.operations.releases import keep_release
from prongsai.apps.disclosure.queries.building import build
from prongsai.apps.disclosure.queries.releases import release_to_make
from prongsai.base.access import Viewer
from prongsai.base.files import must_be_there
from prongsai.base.jobs import advance, running
from prongsai.base.models import Membership

_STEPS = 3


@task()
def put_release_together(release_id: int) -> None:
    """Put together what a release says, and keep it; its job tells how far it is."""
    release = release_to_make(release_id)
    if release is None or release.job_id is None or release.made_by is None:
        return
    with running(release.job_id) as job, translation.override("th"):
        advance(job, 0, _STEPS, _("กำลังรวบรวมสิ่งที่เผยแพร่ได้"))
        # what is public depends on nobody's rights: it is read as an auditor reads, all of the agency and nothing else
        viewer = Viewer(person=release.made_by, agency=release.agency, role=Membership.Role.AUDITOR)
        built = build(viewer, timezone.localdate())
        advance(job, 1, _STEPS, _("กำลังตรวจไฟล์ที่จะเผยแพร่"))
        must_be_there(file for _path, file, _size in built.files)  # no site with a dead link of its own
        advance(job, 2, _STEPS, _("กำลังเก็บชุดเผยแพร่"))
        keep_release(by=None, at=timezone.now(), release=release, job=job, built=built)
        advance(job, _STEPS, _STEPS, _("จัดทำชุดเผยแพร่แล้ว"))
