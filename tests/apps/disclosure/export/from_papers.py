"""Papers as offices hand them in, read, accepted, approved and published, each as the site of an agency of its own."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from apps.disclosure.made_agency import a_full_agency
from apps.disclosure.releases.made_releases import an_applied_release
from cast import build_cast
from prongsai.apps.assessment import jobs as reading
from prongsai.apps.assessment import operations as assessment
from prongsai.apps.assessment.models import Paper
from prongsai.apps.disclosure.jobs.releases import put_release_together
from prongsai.apps.disclosure.operations import releases
from prongsai.apps.improvement.models import Plan
from prongsai.apps.improvement.operations import signing
from prongsai.base import operations as base
from prongsai.base.access import Viewer, viewer_in

REASON = "เผยแพร่เท่าที่มี"


def publish(paper: Path, slug: str) -> None:
    """A site of what a paper says."""
    at = timezone.now()
    agency = base.create_agency(
        by=None, at=at, slug=slug, name=f"เทศบาลตำบลตัวอย่าง {slug}", kind="other", district="เมือง", province="สระบุรี"
    )
    clerk, executive = (
        viewer_in(
            base.add_person(
                by=None, at=at, email=f"{role}@{slug}.example", name=role, password="x" * 20, agency=agency, role=role
            ),
            slug,
        )
        for role in ("clerk", "executive")
    )
    _accept(clerk, paper)
    for plan in Plan.objects.filter(agency=agency):
        signing.submit_plan(by=clerk, at=timezone.now(), plan=plan, reason=REASON)
        submission = plan.sign_offs.latest("pk").pk
        signing.approve_plan(by=executive, at=timezone.now(), plan=plan, submission=submission)
    _release(clerk, executive)


def _accept(clerk: Viewer, paper: Path) -> None:
    at = timezone.now()
    handed_in = assessment.upload_paper(by=clerk, at=at, fiscal_year=2566, name=paper.name, content=paper.read_bytes())
    reading.read_paper.call(handed_in.pk)
    assessment.accept_paper(by=clerk, at=timezone.now(), paper=Paper.objects.get(pk=handed_in.pk))


def _release(clerk: Viewer, executive: Viewer) -> None:
    made = releases.make_release(by=clerk, at=timezone.now())
    put_release_together.call(made.pk)
    releases.submit_release(by=clerk, at=timezone.now(), release=made, reason=REASON)
    releases.apply_release(by=executive, at=timezone.now(), release=made, submission=made.deeds.get().pk)


def publish_everything() -> None:
    """The site of agency A with something of everything."""
    cast = build_cast()
    a_full_agency(cast)
    an_applied_release(cast)
