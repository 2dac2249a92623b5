"""The files that go with papers: evidence that was accepted and photographs, safely named, telling no place."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

import pytest
from PIL import Image

from apps.improvement.made import a_measure_row, a_plan, a_proof, a_round, a_step_row
from apps.improvement.made_proof import HELD_ON, a_photo, a_photograph, an_activity, seen_by
from cast import NOW, YEAR, Cast
from prongsai.apps.documents.queries.subjects import Attachment, attachments_of
from prongsai.apps.improvement.models import Evidence, Proof, Round
from prongsai.apps.improvement.operations.evidence import add_evidence
from prongsai.apps.improvement.operations.rounds import close_round


def attached(cast: Cast, key: str) -> tuple[Attachment, ...]:
    return attachments_of(cast.viewer("clerk"), YEAR, key)


def a_file(cast: Cast, *, content: bytes = b"report", title: str = "สรุปผล") -> Evidence:
    """A text handed in as evidence."""
    return add_evidence(by=seen_by(cast, "clerk"), at=NOW, year=YEAR, files=[("report.txt", content)], title=title)[0]


def a_round_with_evidence(cast: Cast) -> Round:
    """Two measures; a text and a photograph accepted for a step, one piece offered, a link, one text of a measure."""
    plan = a_plan(cast)
    first, second = a_measure_row(cast, plan=plan), a_measure_row(cast, plan=plan, number="๗/ก")
    step = a_step_row(second, number="2")
    a_proof(cast, step=step, evidence=a_file(cast))
    a_proof(cast, step=step, evidence=a_photo(cast, who="clerk", taken_on=HELD_ON, title="ภาพ"))
    a_proof(cast, step=step, evidence=a_file(cast, content=b"offered"), state="offered")
    a_proof(cast, step=step)
    a_proof(cast, measure=first, evidence=a_file(cast, content=b"whole", title="../ราย/งาน: \u202eปี*"))
    return a_round(cast, plan=plan)


NAMES = ["หลักฐาน/1-ราย งาน ปี.txt", "หลักฐาน/๗ ก-2-สรุปผล.txt", "หลักฐาน/๗ ก-2-ภาพ.jpg"]


def test_the_accepted_files_of_an_open_round_come_in_the_order_of_the_plan(cast: Cast) -> None:
    round_ = a_round_with_evidence(cast)
    assert [each.name for each in attached(cast, f"round-{round_.pk}")] == NAMES


def test_a_closed_round_keeps_the_files_it_closed_with(cast: Cast) -> None:
    round_ = a_round_with_evidence(cast)
    close_round(by=cast.viewer("clerk"), at=NOW, round_=round_)
    Proof.objects.filter(state="offered").update(state="accepted", decided_by=cast.people["clerk"], decided_at=NOW)
    Evidence.objects.update(removed_at=NOW)
    assert [each.name for each in attached(cast, f"round-{round_.pk}")] == NAMES


def test_each_file_is_there_and_is_what_its_hash_says(cast: Cast) -> None:
    for each in attached(cast, f"round-{a_round_with_evidence(cast).pk}"):
        assert hashlib.sha256(each.path.read_bytes()).hexdigest() == each.sha256


def test_no_photograph_that_goes_along_tells_where_it_was_taken(cast: Cast) -> None:
    original = a_photograph(taken_on=HELD_ON)
    assert b"GPS" in original or b"Exif" in original
    activity = an_activity(cast)
    a_photo(cast, content=original, subjects=[activity])
    for key in (f"round-{a_round_with_evidence(cast).pk}", f"activities-{YEAR}"):
        pictures = [each for each in attached(cast, key) if each.name.endswith(".jpg")]
        assert pictures
        for each in pictures:
            with Image.open(each.path) as picture:
                assert not picture.getexif()


def test_files_of_the_same_title_are_numbered_apart(cast: Cast) -> None:
    plan = a_plan(cast)
    step = a_step_row(a_measure_row(cast, plan=plan))
    for content in (b"one", b"two", b"three"):
        a_proof(
            cast, step=step, evidence=a_file(cast, content=content, title="Report" if content == b"two" else "report")
        )
    names = [each.name for each in attached(cast, f"round-{a_round(cast, plan=plan).pk}")]
    assert names == ["หลักฐาน/1-1-report.txt", "หลักฐาน/1-1-Report (2).txt", "หลักฐาน/1-1-report (3).txt"]


@pytest.mark.parametrize("title", ["..", "...", "/", "C:\\x", "ก" * 300, "\x00\n", "a\u200bb", "CON"])
def test_no_title_leads_out_of_its_folder_or_hides_anything(cast: Cast, title: str) -> None:
    plan = a_plan(cast)
    piece = a_file(cast)
    Evidence.objects.filter(pk=piece.pk).update(title=title.replace("\x00", "\x01"))
    a_proof(cast, measure=a_measure_row(cast, plan=plan), evidence=piece)
    (each,) = attached(cast, f"round-{a_round(cast, plan=plan).pk}")
    folder, name = PurePosixPath(each.name).parts
    assert (folder, name.startswith("1-")) == ("หลักฐาน", True)
    assert len(name) < 100
    assert name.isprintable()


def test_photographs_of_activities_are_named_by_day_and_title(cast: Cast) -> None:
    activity = an_activity(cast)
    a_photo(cast, colour="red", subjects=[activity])
    a_photo(cast, colour="blue", subjects=[activity])
    assert [each.name for each in attached(cast, f"activities-{YEAR}")] == [
        "ภาพกิจกรรม/2023-12-09-อบรมจริยธรรมเจ้าหน้าที่-1.jpg",
        "ภาพกิจกรรม/2023-12-09-อบรมจริยธรรมเจ้าหน้าที่-2.jpg",
    ]


def test_a_plan_and_a_result_bring_no_files(cast: Cast) -> None:
    a_round_with_evidence(cast)
    assert attached(cast, f"plan-{YEAR}") == attached(cast, f"result-{YEAR}") == ()
