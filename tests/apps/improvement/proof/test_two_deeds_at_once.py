"""Two people at the same piece or activity: who comes second is told what the first did, and undoes nothing of it.

Whoever comes second holds a record as it was before: that is what a screen gives an operation that had to wait.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection

from apps.improvement.made import a_measure_row, a_piece_of_evidence, a_step_row, address
from apps.improvement.made_proof import a_photo, an_activity, seen_by
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Evidence, Proof
from prongsai.apps.improvement.operations import activities, undo_change
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.base import files
from prongsai.core.errors import Refused

LATER = NOW + timedelta(days=1)


def a_proof_as_it_was(cast: Cast) -> Proof:
    """A photograph that the officer offered for a step, read before anybody did anything with it."""
    a_photo(cast, subjects=[a_step_row(a_measure_row(cast))])
    return Proof.objects.select_related("evidence").get()


def test_an_officer_takes_no_use_away_that_was_accepted_meanwhile(cast: Cast) -> None:
    before = a_proof_as_it_was(cast)
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=Proof.objects.get())
    with pytest.raises(Refused, match="accepted already"):
        deeds.remove_proof(by=seen_by(cast, "officer"), at=LATER, proof=before)
    assert Proof.objects.get().state == "accepted"


def test_a_use_taken_away_meanwhile_is_neither_accepted_nor_returned(cast: Cast) -> None:
    before = a_proof_as_it_was(cast)
    Proof.objects.all().delete()
    clerk = seen_by(cast, "clerk")
    with pytest.raises(Refused, match="taken away"):
        deeds.accept_proof(by=clerk, at=LATER, proof=before)
    with pytest.raises(Refused, match="taken away"):
        deeds.return_proof(by=clerk, at=LATER, proof=before, comment="ภาพไม่ชัด")
    assert not Proof.objects.exists()


def test_a_piece_taken_away_meanwhile_is_not_accepted(cast: Cast) -> None:
    before = a_proof_as_it_was(cast)
    clerk = seen_by(cast, "clerk")
    deeds.remove_evidence(by=seen_by(cast, "officer"), at=NOW, evidence=Evidence.objects.get())
    with pytest.raises(Refused, match="taken away"):
        deeds.accept_proof(by=clerk, at=LATER, proof=before)
    with pytest.raises(Refused, match="taken away"):
        deeds.accept_evidence(by=clerk, at=LATER, pieces=[before.evidence])
    assert Proof.objects.get().state == "offered"


def test_a_piece_is_taken_away_once_and_not_renamed_afterwards(cast: Cast) -> None:
    before, officer = a_photo(cast), seen_by(cast, "officer")
    deeds.remove_evidence(by=officer, at=NOW, evidence=Evidence.objects.get())
    with pytest.raises(Refused, match="taken away"):
        deeds.remove_evidence(by=officer, at=LATER, evidence=before)
    with pytest.raises(Refused, match="taken away"):
        deeds.edit_evidence(by=officer, at=LATER, evidence=before, title="ชื่อใหม่", dated_on=None)
    assert Evidence.objects.get().removed_at == NOW
    assert Change.objects.filter(kind="evidence").count() == 2


def test_a_link_that_stands_twice_is_met_by_its_first(cast: Cast) -> None:
    first, _second = a_piece_of_evidence(cast), a_piece_of_evidence(cast)
    (met,) = deeds.add_evidence(by=seen_by(cast, "clerk"), at=NOW, year=YEAR, links=[first.url])
    assert met == first


def test_of_two_who_hand_the_same_link_in_at_once_one_piece_is_kept(cast: Cast, transactional_db: None) -> None:
    clerk = seen_by(cast, "clerk")
    met: list[Evidence] = []

    def hand_in() -> None:
        ready = Event()
        while not ready.wait(0.01):  # SQLite lets nobody read while another writes: whoever it turns away comes again
            with suppress(OperationalError):
                met.extend(deeds.add_evidence(by=clerk, at=NOW, year=YEAR, links=["https://example.go.th/same"]))
                ready.set()
        connection.close()

    threads = [Thread(target=hand_in) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert met == [Evidence.objects.get()] * 2


def test_an_activity_taken_away_meanwhile_does_not_come_back_by_an_edit(cast: Cast) -> None:
    before = an_activity(cast)
    clerk = seen_by(cast, "clerk")
    found = type(before).objects.get()
    activities.remove_activity(by=clerk, at=NOW, activity=found)
    held = activities.Held("ชื่อใหม่", before.held_on, before.place, before.purpose)
    with pytest.raises(Refused, match="taken away"):
        activities.edit_activity(by=clerk, at=LATER, activity=before, version=before.version, held=held)
    with pytest.raises(Refused, match="taken away"):
        activities.remove_activity(by=clerk, at=LATER, activity=before)
    found.refresh_from_db()
    assert (found.removed_at, found.title) == (NOW, before.title)
    assert Change.objects.filter(kind="activity").count() == 1


def test_taking_an_activity_away_can_still_be_undone(cast: Cast) -> None:
    found, clerk = an_activity(cast), seen_by(cast, "clerk")
    activities.remove_activity(by=clerk, at=NOW, activity=found)
    undo_change(by=clerk, at=LATER, change=Change.objects.get())
    found.refresh_from_db()
    assert found.removed_at is None


@pytest.mark.parametrize(("name", "link"), [("virus.exe", ""), ("note.txt", "javascript:alert(1)")])
def test_what_is_refused_leaves_no_bytes_behind(cast: Cast, name: str, link: str) -> None:
    pieces = [("a.txt", b"first"), (name, b"second")]
    with pytest.raises(Refused):
        deeds.add_evidence(by=seen_by(cast, "officer"), at=NOW, year=YEAR, files=pieces, links=[link] if link else [])
    assert not files.folder().exists() or not [each for each in files.folder().rglob("*") if each.is_file()]


@pytest.mark.parametrize("wish", ["999", "improvement:plan", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_is_an_address_of_ours_or_the_list(cast: Cast, wish: str) -> None:
    answer = Visitor(cast.person("clerk")).post(address(cast, "evidence-accept"), {"next": wish})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert not answer["Location"].startswith("javascript:")


def test_an_address_with_a_nul_begins_an_empty_form(cast: Cast) -> None:
    page = Visitor(cast.person("officer")).get(address(cast, "evidence-add"), {"step": "\0"})
    assert page.status_code == 200
