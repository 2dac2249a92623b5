"""Each use of a piece is taken or sent back by itself; who may take what away, and what stands still."""

from datetime import date, timedelta

import pytest

from apps.improvement.made import a_measure_row, a_piece_of_evidence, a_proof, a_round, a_step_row
from apps.improvement.made_proof import a_photo, seen_by
from cast import NOW, Cast
from prongsai.apps.improvement.models import Change, Proof, Round, Step
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.apps.improvement.operations import undo_change
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused

LATER = NOW + timedelta(days=1)


def a_step(cast: Cast) -> Step:
    return a_step_row(a_measure_row(cast))


def close(cast: Cast, round_: Round) -> None:
    round_.closed_at, round_.closed_by, round_.snapshot = LATER, cast.people["clerk"], {}
    round_.save()


def test_one_use_is_accepted_while_another_is_returned(cast: Cast) -> None:
    measure = a_measure_row(cast)
    evidence = a_photo(cast, subjects=[a_step_row(measure), a_step_row(measure)])
    one, other = evidence.proofs.all()
    clerk = seen_by(cast, "clerk")
    deeds.accept_proof(by=clerk, at=NOW, proof=one)
    deeds.return_proof(by=clerk, at=NOW, proof=other, comment=" ภาพไม่ชัด ")
    assert list(evidence.proofs.values_list("state", "comment", "decided_by__name")) == [
        ("accepted", "", "clerk"),
        ("returned", "ภาพไม่ชัด", "clerk"),
    ]
    assert [each.verb for each in AuditLine.objects.all()] == ["proof.returned", "proof.accepted", "evidence.added"]


def test_nothing_is_returned_without_a_word(cast: Cast) -> None:
    proof = a_proof(cast, state="offered", step=a_step(cast))
    with pytest.raises(Refused, match="what is missing"):
        deeds.return_proof(by=seen_by(cast, "clerk"), at=NOW, proof=proof, comment="  ")


def test_what_a_paper_only_speaks_of_is_not_accepted(cast: Cast) -> None:
    words = a_piece_of_evidence(cast, kind="words", url="")
    proof = a_proof(cast, evidence=words, state="offered", step=a_step(cast))
    with pytest.raises(Refused, match="only speaks of"):
        deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=proof)
    proof.refresh_from_db()
    assert proof.state == "offered"


def test_handing_in_is_not_undone_once_the_piece_is_accepted(cast: Cast) -> None:
    evidence = a_photo(cast, subjects=[a_step(cast)])
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=evidence.proofs.get())
    made = Change.objects.get(kind="evidence", record=evidence.pk, before__isnull=True)
    with pytest.raises(Refused):
        undo_change(by=seen_by(cast, "officer"), at=LATER, change=made)
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_not_even_the_clerk_undoes_the_handing_in_of_what_a_closed_round_rests_on(cast: Cast) -> None:
    step = a_step(cast)
    evidence = a_photo(cast, subjects=[step])
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=evidence.proofs.get())
    close(cast, a_round(cast, plan=step.measure.plan))
    with pytest.raises(Refused):
        undo_change(
            by=seen_by(cast, "clerk"), at=LATER, change=Change.objects.get(kind="evidence", before__isnull=True)
        )


def test_a_piece_is_taken_away_and_remembered(cast: Cast) -> None:
    evidence = a_photo(cast)
    deeds.remove_evidence(by=seen_by(cast, "officer"), at=LATER, evidence=evidence)
    evidence.refresh_from_db()
    assert evidence.removed_at == LATER
    change = Change.objects.first()
    assert change is not None
    assert (change.deed, change.before) == ("evidence.removed", {"removed_at": None})


def test_an_officer_does_not_take_away_what_somebody_else_handed_in(cast: Cast) -> None:
    step = a_step(cast)
    evidence = a_photo(cast, who="clerk", subjects=[step])
    officer = seen_by(cast, "officer")
    for deed in (
        lambda: deeds.remove_evidence(by=officer, at=NOW, evidence=evidence),
        lambda: deeds.edit_evidence(by=officer, at=NOW, evidence=evidence, title="อื่น", dated_on=None),
        lambda: deeds.remove_proof(by=officer, at=NOW, proof=evidence.proofs.get()),
    ):
        with pytest.raises(Refused, match="Somebody else"):
            deed()
    evidence.refresh_from_db()
    assert (evidence.removed_at, evidence.title, evidence.proofs.count()) == (None, "photo.jpg", 1)


def test_an_officer_does_not_take_away_what_is_accepted(cast: Cast) -> None:
    evidence = a_photo(cast, subjects=[a_step(cast)])
    proof = evidence.proofs.get()
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=proof)
    officer = seen_by(cast, "officer")
    with pytest.raises(Refused):
        deeds.remove_evidence(by=officer, at=NOW, evidence=evidence)
    with pytest.raises(Refused):
        deeds.remove_proof(by=officer, at=NOW, proof=proof)
    assert evidence.proofs.count() == 1


def test_what_was_accepted_in_a_round_that_is_closed_stands_still(cast: Cast) -> None:
    step, clerk = a_step(cast), seen_by(cast, "clerk")
    evidence = a_photo(cast, subjects=[step])
    proof = evidence.proofs.get()
    deeds.accept_proof(by=clerk, at=NOW, proof=proof)
    close(cast, a_round(cast, plan=step.measure.plan))
    for deed in (
        lambda: deeds.remove_evidence(by=clerk, at=LATER, evidence=evidence),
        lambda: deeds.remove_proof(by=clerk, at=LATER, proof=proof),
        lambda: deeds.return_proof(by=clerk, at=LATER, proof=proof, comment="ไม่ชัด"),
    ):
        with pytest.raises(Refused, match="closed"):
            deed()
    evidence.refresh_from_db()
    proof.refresh_from_db()
    assert (evidence.removed_at, proof.state) == (None, "accepted")


def test_a_measures_own_proof_stands_still_as_well(cast: Cast) -> None:
    measure, clerk = a_measure_row(cast), seen_by(cast, "clerk")
    evidence = a_photo(cast, subjects=[measure])
    deeds.accept_proof(by=clerk, at=NOW, proof=evidence.proofs.get())
    close(cast, a_round(cast, plan=measure.plan))
    with pytest.raises(Refused, match="closed"):
        deeds.remove_evidence(by=clerk, at=LATER, evidence=evidence)


def test_what_was_accepted_after_the_round_closed_may_still_be_returned(cast: Cast) -> None:
    step, clerk = a_step(cast), seen_by(cast, "clerk")
    close(cast, a_round(cast, plan=step.measure.plan))
    proof = a_photo(cast, subjects=[step]).proofs.get()
    deeds.accept_proof(by=clerk, at=LATER + timedelta(hours=1), proof=proof)
    deeds.return_proof(by=clerk, at=LATER + timedelta(hours=2), proof=proof, comment="ไม่ชัด")
    assert Proof.objects.get().state == "returned"


def test_a_use_is_removed_and_the_piece_stays(cast: Cast) -> None:
    evidence = a_photo(cast, subjects=[a_step(cast)])
    deeds.remove_proof(by=seen_by(cast, "officer"), at=NOW, proof=evidence.proofs.get())
    evidence.refresh_from_db()
    assert (evidence.removed_at, evidence.proofs.count()) == (None, 0)


def test_title_and_day_are_set_right_and_remembered(cast: Cast) -> None:
    evidence = a_photo(cast)
    day = date(2023, 12, 1)
    deeds.edit_evidence(by=seen_by(cast, "officer"), at=NOW, evidence=evidence, title="ภาพอบรม", dated_on=day)
    change = Change.objects.first()
    assert change is not None
    assert change.before == {"title": "photo.jpg", "dated_on": None}
    assert change.after == {"title": "ภาพอบรม", "dated_on": "2023-12-01"}
    with pytest.raises(Refused, match="still to come"):
        deeds.edit_evidence(
            by=seen_by(cast, "officer"), at=NOW, evidence=evidence, title="x", dated_on=date(2031, 1, 1)
        )
