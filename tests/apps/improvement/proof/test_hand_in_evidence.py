"""Handing evidence in: kept once under its hash, used for many things, with a day of its own."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from apps.improvement.made import a_measure_row, a_piece_of_evidence, a_plan, a_step_row, a_unit
from apps.improvement.made_proof import a_photo, a_photograph, an_activity, seen_by
from cast import NOW, YEAR, Cast
from prongsai.apps.improvement.models import Change, Evidence, Plan, Proof
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.apps.improvement.queries.proving import Item
from prongsai.base import files
from prongsai.base.models import AuditLine, StoredFile
from prongsai.core.errors import Refused

TAKEN_ON = date(2023, 12, 9)
WEB = "https://www.example.go.th/news/12"


def test_one_piece_proves_many_steps_and_items(cast: Cast) -> None:
    measure = a_measure_row(cast)
    subjects = [measure, a_step_row(measure), a_step_row(measure), Item("o21", YEAR), Item("o27", YEAR)]
    evidence = a_photo(cast, subjects=subjects)
    assert Evidence.objects.get() == evidence
    assert {(each.step_id, each.measure_id, each.item) for each in Proof.objects.all()} == {
        (subjects[1].pk, None, ""),
        (subjects[2].pk, None, ""),
        (None, measure.pk, ""),
        (None, None, "o21"),
        (None, None, "o27"),
    }
    assert set(Proof.objects.values_list("state", flat=True)) == {"offered"}


def test_it_is_audited_and_remembered(cast: Cast) -> None:
    evidence = a_photo(cast)
    line, change = AuditLine.objects.get(), Change.objects.get()
    assert (line.verb, line.subject_kind, line.subject_id) == ("evidence.added", "evidence", evidence.pk)
    assert (change.kind, change.record, change.before) == ("evidence", evidence.pk, None)


def test_the_same_file_again_is_the_same_piece_with_one_more_use(cast: Cast) -> None:
    measure = a_measure_row(cast)
    first = a_photo(cast, subjects=[a_step_row(measure)])
    later = deeds.add_evidence(
        by=seen_by(cast, "clerk"),
        at=NOW + timedelta(hours=1),
        year=YEAR,
        subjects=[a_step_row(measure)],
        files=[("renamed.jpg", a_photograph())],
    )
    assert later == [first]
    assert StoredFile.objects.count() == Evidence.objects.count() == 1
    assert first.proofs.count() == 2
    assert later[0].added_at == NOW, "who handed it in first, and when, stays"


def test_the_same_link_again_is_the_same_piece(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    for _time in range(2):
        deeds.add_evidence(by=seen_by(cast, "officer"), at=NOW, year=YEAR, subjects=[step], links=[WEB])
    assert Evidence.objects.get().url == WEB
    assert Proof.objects.count() == 1


def test_another_agency_keeps_the_same_file_as_its_own(cast: Cast) -> None:
    a_photo(cast)
    deeds.add_evidence(by=cast.viewer("stranger"), at=NOW, year=YEAR, files=[("photo.jpg", a_photograph())])
    assert Evidence.objects.count() == StoredFile.objects.count() == 2


def test_a_photograph_keeps_the_day_it_was_taken_and_a_file_takes_the_day_told(cast: Cast) -> None:
    told = date(2024, 1, 31)
    photo, paper = deeds.add_evidence(
        by=seen_by(cast, "officer"),
        at=NOW,
        year=YEAR,
        files=[("a.jpg", a_photograph(taken_on=TAKEN_ON)), ("b.txt", b"minutes")],
        dated_on=told,
    )
    assert (photo.kind, photo.dated_on) == ("photo", TAKEN_ON)
    assert (paper.kind, paper.dated_on) == ("file", told)


def test_a_camera_that_lives_in_a_year_to_come_is_not_believed(cast: Cast) -> None:
    assert a_photo(cast, taken_on=date(2030, 1, 1)).dated_on is None


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="still to come"):
        a_photo(cast, dated_on=date(2030, 1, 1))
    assert not Evidence.objects.exists()


def test_one_title_for_several_pieces_is_numbered(cast: Cast) -> None:
    pictures = [(f"{colour}.jpg", a_photograph(colour=colour)) for colour in ("navy", "maroon")]
    pieces = deeds.add_evidence(
        by=seen_by(cast, "officer"), at=NOW, year=YEAR, files=pictures, links=[WEB], title="ภาพอบรม"
    )
    assert [each.title for each in pieces] == ["ภาพอบรม (1)", "ภาพอบรม (2)", "ภาพอบรม (3)"]
    assert a_photo(cast, colour="gold", title="ภาพเดียว").title == "ภาพเดียว"
    assert a_photo(cast, colour="pink", name="IMG_7.jpg").title == "IMG_7.jpg"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://www.example.go.th/file",
        "www.example.go.th",
        "https://",
        "https://somebody:secret@www.example.go.th/",
        "https://www.example.go.th/" + "a" * 1000,
        "http://[::1",
        "data:text/html,hello",
    ],
)
def test_a_link_that_is_no_web_address_is_refused(cast: Cast, link: str) -> None:
    with pytest.raises(Refused, match="cannot be taken"):
        deeds.add_evidence(by=seen_by(cast, "officer"), at=NOW, year=YEAR, links=[WEB, link])
    assert not Evidence.objects.exists(), "all or nothing"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"GIF89a" + b"\0" * 40),
        ("photo.jpg", b"<script>alert(1)</script>"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("photo.jpg", a_photograph()[:200]),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("page.pdf", a_photograph()),
        ("empty.jpg", b""),
    ],
)
def test_what_is_not_what_it_says_is_refused_whole(cast: Cast, name: str, content: bytes) -> None:
    with pytest.raises(Refused):
        deeds.add_evidence(
            by=seen_by(cast, "officer"), at=NOW, year=YEAR, files=[("good.jpg", a_photograph()), (name, content)]
        )
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_picture_with_a_page_behind_it_is_shown_without_the_page(cast: Cast) -> None:
    evidence = a_photo(cast, content=a_photograph() + b"<script>alert(1)</script>")
    assert evidence.file is not None
    assert b"<script>" not in files.shown(evidence.file, "small").read_bytes()


def test_neither_file_nor_link_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no evidence yet"):
        deeds.add_evidence(by=seen_by(cast, "officer"), at=NOW, year=YEAR)


def test_an_item_the_year_does_not_have_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no item o43"):
        a_photo(cast, subjects=[Item("o43", YEAR)])
    assert not Proof.objects.exists()


def test_what_comes_with_a_report_is_attached_inside_its_deed(cast: Cast) -> None:
    step, officer = a_step_row(a_measure_row(cast)), seen_by(cast, "officer")
    earlier = a_photo(cast)
    proofs = deeds.attach(
        by=officer,
        at=NOW,
        year=YEAR,
        subject=step,
        files=[("b.jpg", a_photograph(colour="navy"))],
        links=[WEB],
        evidence_ids=[earlier.pk],
    )
    assert [(each.step, each.evidence.kind) for each in proofs] == [(step, "photo"), (step, "link"), (step, "photo")]


def test_a_piece_the_viewer_may_not_see_cannot_be_attached(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    theirs = a_step_row(a_measure_row(cast, owners=(a_unit(cast),)))
    hidden = a_photo(cast, who="clerk", subjects=[theirs])
    with pytest.raises(Http404):
        deeds.attach(by=seen_by(cast, "officer"), at=NOW, year=YEAR, subject=step, evidence_ids=[hidden.pk])


def test_a_returned_piece_handed_in_again_is_offered_again(cast: Cast) -> None:
    step, clerk = a_step_row(a_measure_row(cast)), seen_by(cast, "clerk")
    evidence = a_photo(cast, subjects=[step])
    deeds.return_proof(by=clerk, at=NOW, proof=evidence.proofs.get(), comment="ภาพไม่ชัด")
    a_photo(cast, subjects=[step])
    proof = evidence.proofs.get()
    assert (proof.state, proof.comment) == ("offered", "ภาพไม่ชัด"), "the clerk still sees what was asked for"


def test_a_piece_taken_away_comes_back_to_be_decided_anew(cast: Cast) -> None:
    step, clerk = a_step_row(a_measure_row(cast)), seen_by(cast, "clerk")
    evidence = a_photo(cast, subjects=[step])
    deeds.accept_proof(by=clerk, at=NOW, proof=evidence.proofs.get())
    deeds.remove_evidence(by=clerk, at=NOW, evidence=evidence)
    assert a_photo(cast) == evidence
    assert evidence.proofs.get().state == "offered"


def test_last_years_piece_is_used_again_and_keeps_its_own_day(cast: Cast) -> None:
    before = a_photo(cast, taken_on=TAKEN_ON)
    next_year: Plan = a_plan(cast, year=YEAR + 1)
    step = a_step_row(a_measure_row(cast, plan=next_year))
    deeds.use_evidence(by=seen_by(cast, "clerk"), at=NOW, evidence=before, subjects=[step])
    before.refresh_from_db()
    assert (before.fiscal_year, before.dated_on) == (YEAR, TAKEN_ON)
    assert before.proofs.get().step == step


def test_an_activity_is_shown_by_evidence_too(cast: Cast) -> None:
    activity = an_activity(cast)
    assert a_photo(cast, who="clerk", subjects=[activity]).proofs.get().activity == activity


def test_a_piece_a_paper_speaks_of_is_kept_beside_those_handed_in(cast: Cast) -> None:
    a_piece_of_evidence(cast, kind="words", url="")
    a_photo(cast)
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"words", "photo"}
