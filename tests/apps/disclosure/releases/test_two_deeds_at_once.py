"""Two people at the same release: one deed is done, and who comes second is told what the first did."""

from __future__ import annotations

from apps.assessment.made import a_sheet
from apps.disclosure.made import a_release
from apps.disclosure.releases.made_releases import a_release_put_forward, fresh, submission_of
from apps.documents.issuing.test_two_deeds_at_once import at_once
from cast import NOW, Cast
from prongsai.apps.disclosure.models import Address, Release, ReleaseDeed, Site, Withdrawal
from prongsai.apps.disclosure.operations import releases as deeds
from prongsai.apps.disclosure.operations.withdrawing import withdraw


def test_of_two_who_apply_one_does(cast: Cast, transactional_db: None) -> None:
    a_sheet(cast)
    release, executive = a_release_put_forward(cast), cast.viewer("executive")
    submission = submission_of(release)

    def apply() -> None:
        deeds.apply_release(by=executive, at=NOW, release=release, submission=submission)

    first, second = at_once(apply, apply)
    assert first == "done"
    assert "applied" in second
    assert ReleaseDeed.objects.filter(deed="applied").count() == 1
    assert Site.objects.get(agency=cast.agency).current == release
    assert Address.objects.filter(agency=cast.agency, path="").count() == 1


def test_what_is_returned_while_it_is_applied_is_one_or_the_other(cast: Cast, transactional_db: None) -> None:
    release, executive = a_release_put_forward(cast), cast.viewer("executive")
    submission = submission_of(release)
    told = at_once(
        lambda: deeds.apply_release(by=executive, at=NOW, release=release, submission=submission),
        lambda: deeds.return_release(by=executive, at=NOW, release=release, reason="แก้"),
    )
    assert told.count("done") == 1
    is_public = Site.objects.filter(agency=cast.agency, current=release).exists()
    assert (fresh(release).state, is_public) in {("applied", True), ("returned", False)}


def test_of_two_who_make_one_release_is_opened(cast: Cast, transactional_db: None) -> None:
    clerk = cast.viewer("clerk")

    def make() -> None:
        deeds.make_release(by=clerk, at=NOW)

    first, second = at_once(make, make)
    assert first == "done"
    assert "being made" in second
    assert Release.objects.count() == 1


def test_of_two_who_withdraw_the_same_one_does(cast: Cast, transactional_db: None) -> None:
    a_release(cast)
    clerk = cast.viewer("clerk")

    def take_out() -> None:
        withdraw(by=clerk, at=NOW, subject="measure-17", title="ก", reason="ข")

    first, second = at_once(take_out, take_out)
    assert first == "done"
    assert "already" in second
    assert Withdrawal.objects.count() == 1
