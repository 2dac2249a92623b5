from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.assessment.made import a_sheet
from apps.disclosure.made import an_exhibit
from apps.disclosure.made_agency import a_full_agency, an_edition_with_files
from apps.disclosure.made_pages import a_page
from apps.disclosure.releases.made_releases import (
    a_made_release,
    a_release_put_forward,
    an_applied_release,
    fresh,
    submission_of,
)
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.jobs import releases as jobs
from prongsai.apps.disclosure.models import Address, Page, Release, ReleaseDeed, Site
from prongsai.apps.disclosure.operations import releases as deeds
from prongsai.apps.disclosure.operations.withdrawing import withdraw
from prongsai.apps.disclosure.queries.building import build
from prongsai.apps.documents.operations.editions import withdraw_edition
from prongsai.base.files import Lost, folder
from prongsai.base.models import AuditLine, Job
from prongsai.core.errors import Refused
from prongsai.core.publication_paths import file_subject

LATER = NOW + timedelta(hours=1)


def current(cast: Cast) -> Release | None:
    site = Site.objects.filter(agency=cast.agency).select_related("current").first()
    return site.current if site else None


def test_a_release_keeps_what_was_built(cast: Cast) -> None:
    a_full_agency(cast)
    release = a_made_release(cast)
    built = build(cast.viewer("clerk"), timezone.localdate())
    assert (release.state, release.number, release.digest) == ("ready", 1, built.digest)
    assert [each.path for each in release.pages.all()] == [each.path for each in built.pages]
    assert {each.path for each in release.files.all()} == {path for path, _file, _size in built.files}
    assert release.tables.count() == len(built.tables)
    assert release.job is not None
    assert release.job.state == Job.State.DONE


def test_making_is_refused_while_it_is_made_and_while_it_is_before_the_executive(cast: Cast) -> None:
    clerk = cast.viewer("clerk")
    deeds.make_release(by=clerk, at=NOW)
    with pytest.raises(Refused, match="being made"):
        deeds.make_release(by=clerk, at=NOW)
    jobs.put_release_together.func(Release.objects.get().pk)
    deeds.submit_release(by=clerk, at=NOW, release=Release.objects.get())
    with pytest.raises(Refused, match="before the executive"):
        deeds.make_release(by=clerk, at=NOW)


def test_making_again_replaces_what_the_open_release_says(cast: Cast) -> None:
    first = a_made_release(cast)
    a_sheet(cast)
    again = a_made_release(cast, LATER)
    assert (again.pk, again.number) == (first.pk, 1)
    assert again.pages.filter(subject=f"result-{YEAR}").exists()
    assert again.digest != first.digest


def test_a_job_that_broke_off_lets_the_release_be_made_again(cast: Cast) -> None:
    clerk = cast.viewer("clerk")
    deeds.make_release(by=clerk, at=NOW)
    patience = NOW + timedelta(minutes=11)
    again = deeds.make_release(by=clerk, at=patience)
    assert Job.objects.count() == 2
    jobs.put_release_together.func(again.pk)
    assert fresh(again).state == "ready"


def test_a_job_whose_release_was_given_to_another_keeps_nothing(cast: Cast) -> None:
    clerk = cast.viewer("clerk")
    release = deeds.make_release(by=clerk, at=NOW)
    stale: Any = release.job
    deeds.make_release(by=clerk, at=NOW + timedelta(minutes=11))
    deeds.keep_release(by=None, at=NOW, release=release, job=stale, built=build(clerk, NOW.date()))
    assert (fresh(release).state, release.pages.count()) == ("making", 0)


def test_a_release_with_a_lost_file_is_not_made_and_says_which(cast: Cast) -> None:
    full = a_full_agency(cast)
    (folder() / full.file.path).unlink()
    release = deeds.make_release(by=cast.viewer("clerk"), at=NOW)
    jobs.put_release_together.func(release.pk)
    job = fresh(release).job
    assert job is not None
    assert (job.state, fresh(release).state) == (Job.State.FAILED, "making")
    assert full.file.name in job.message


def test_what_is_not_complete_is_put_forward_only_with_a_reason(cast: Cast) -> None:
    an_exhibit(cast, places=[("o1", "")])
    release = a_made_release(cast)
    with pytest.raises(Refused, match="not complete"):
        deeds.submit_release(by=cast.viewer("clerk"), at=NOW, release=release)
    deeds.submit_release(by=cast.viewer("clerk"), at=NOW, release=release, reason="ที่เหลือจะตามมา")
    assert release.deeds.get().reason == "ที่เหลือจะตามมา"


def test_a_release_that_changes_nothing_is_not_put_forward(cast: Cast) -> None:
    a_sheet(cast)
    an_applied_release(cast)
    again = a_made_release(cast, LATER)
    with pytest.raises(Refused, match="nothing to approve"):
        deeds.submit_release(by=cast.viewer("clerk"), at=LATER, release=again)


def test_a_release_is_returned_with_a_reason_and_made_again(cast: Cast) -> None:
    release, executive = a_release_put_forward(cast), cast.viewer("executive")
    with pytest.raises(Refused, match="say what"):
        deeds.return_release(by=executive, at=NOW, release=release, reason=" ")
    deeds.return_release(by=executive, at=NOW, release=release, reason="ขาดข่าว")
    assert fresh(release).state == "returned"
    with pytest.raises(Refused, match="make it again"):
        deeds.submit_release(by=cast.viewer("clerk"), at=NOW, release=release)
    assert a_made_release(cast, LATER).pk == release.pk


def test_nothing_is_public_before_a_release_is_applied(cast: Cast) -> None:
    release = a_release_put_forward(cast)
    assert current(cast) is None
    deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=release, submission=submission_of(release))
    assert current(cast) == release
    assert (fresh(release).state, fresh(release).applied_at) == ("applied", LATER)


def test_what_was_approved_is_applied_whatever_was_written_since(cast: Cast) -> None:
    release = a_release_put_forward(cast)
    digest = release.digest
    a_page(cast, "text", title_th="เขียนหลังจากเสนอ")
    deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=release, submission=submission_of(release))
    assert fresh(release).digest == digest
    assert not release.pages.filter(text__contains="เขียนหลังจากเสนอ").exists()


def test_a_release_whose_file_was_lost_since_is_not_applied(cast: Cast) -> None:
    full = a_full_agency(cast)
    release = a_release_put_forward(cast)
    (folder() / full.file.path).unlink()
    with pytest.raises(Lost, match=full.file.name):
        deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=release, submission=submission_of(release))
    assert current(cast) is None


def test_only_the_putting_forward_that_was_read_is_approved(cast: Cast) -> None:
    release, executive = a_release_put_forward(cast), cast.viewer("executive")
    read = submission_of(release)
    deeds.return_release(by=executive, at=NOW, release=release, reason="แก้")
    a_sheet(cast)
    again = a_release_put_forward(cast, LATER)
    for submission in (read, None):
        with pytest.raises(Refused, match="put forward anew"):
            deeds.apply_release(by=executive, at=LATER, release=again, submission=submission)
    assert current(cast) is None


def test_every_path_of_a_release_is_remembered_for_good(cast: Cast) -> None:
    a_full_agency(cast)
    release = an_applied_release(cast)
    known = dict(Address.objects.filter(agency=cast.agency).values_list("path", "subject"))
    assert known.items() >= dict(release.pages.values_list("path", "subject")).items()
    for path in release.files.values_list("path", flat=True):
        assert known[path] == file_subject(path)
    assert known["tables/measures.csv"] == "table-measures"
    assert known["tables/catalog.jsonld"] == "data"
    Page.objects.update(removed_at=NOW)
    again = a_release_put_forward(cast, LATER)
    deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=again, submission=submission_of(again))
    assert dict(Address.objects.filter(agency=cast.agency).values_list("path", "subject")).items() >= known.items()


def test_an_address_that_another_thing_took_over_names_that(cast: Cast) -> None:
    Address.objects.create(agency=cast.agency, path=f"{YEAR}/", subject="something-else", since=NOW)
    a_sheet(cast)
    an_applied_release(cast)
    assert Address.objects.get(agency=cast.agency, path=f"{YEAR}/").subject == f"result-{YEAR}"


def test_a_release_made_before_a_withdrawal_does_not_bring_it_back(cast: Cast) -> None:
    page = a_page(cast, "text", text_th="ข้อความ")
    an_applied_release(cast)
    a_sheet(cast)
    release = a_release_put_forward(cast, LATER)
    after = LATER + timedelta(minutes=1)
    withdraw(by=cast.viewer("clerk"), at=after, subject=f"page-{page.pk}", title="หน้าหนึ่ง", reason="มีชื่อบุคคล")
    executive = cast.viewer("executive")
    with pytest.raises(Refused, match="withdrawn after"):
        deeds.apply_release(by=executive, at=after, release=release, submission=submission_of(release))
    deeds.return_release(by=executive, at=after, release=release, reason="มีการถอน")
    again = a_release_put_forward(cast, after + timedelta(minutes=1))
    assert again.pages.get(subject=f"page-{page.pk}").kind == "notice"
    deeds.apply_release(by=executive, at=after, release=again, submission=submission_of(again))


def test_a_release_made_before_a_paper_was_withdrawn_does_not_bring_it_back(cast: Cast) -> None:
    edition = an_edition_with_files(cast)
    release = a_release_put_forward(cast)
    withdraw_edition(by=cast.viewer("clerk"), at=LATER, edition=edition, reason="เลขที่ผิด")
    with pytest.raises(Refused, match="1/2567"):
        deeds.apply_release(by=cast.viewer("executive"), at=LATER, release=release, submission=submission_of(release))


@pytest.mark.parametrize("stage", [a_made_release, a_release_put_forward])
def test_a_release_that_is_not_applied_can_be_dropped(cast: Cast, stage: Any) -> None:
    release = stage(cast)
    deeds.drop_release(by=cast.viewer("clerk"), at=NOW, release=release)
    assert (fresh(release).state, release.pages.count()) == ("dropped", 0)
    assert a_made_release(cast, LATER).number == 2


def test_a_release_that_is_being_made_is_not_dropped(cast: Cast) -> None:
    release = deeds.make_release(by=cast.viewer("clerk"), at=NOW)
    with pytest.raises(Refused, match="being made"):
        deeds.drop_release(by=cast.viewer("clerk"), at=NOW, release=release)


@pytest.mark.parametrize("deed", ["submit", "return", "apply", "drop"])
def test_an_applied_release_changes_no_more(cast: Cast, deed: str) -> None:
    release, by = an_applied_release(cast), cast.viewer("executive")
    done: dict[str, Any] = {
        "submit": lambda: deeds.submit_release(by=by, at=NOW, release=release, reason="x"),
        "return": lambda: deeds.return_release(by=by, at=NOW, release=release, reason="x"),
        "apply": lambda: deeds.apply_release(by=by, at=NOW, release=release, submission=submission_of(release)),
        "drop": lambda: deeds.drop_release(by=by, at=NOW, release=release),
    }
    with pytest.raises(Refused, match="applied"):
        done[deed]()
    assert ReleaseDeed.objects.count() == 2


def test_each_deed_leaves_a_line_without_personal_content(cast: Cast) -> None:
    an_applied_release(cast)
    lines = AuditLine.objects.filter(verb__startswith="release.").order_by("pk")
    assert [each.verb for each in lines] == ["release.made", "release.kept", "release.submitted", "release.applied"]
    assert all(set(each.changes) <= {"number", "count"} for each in lines)
