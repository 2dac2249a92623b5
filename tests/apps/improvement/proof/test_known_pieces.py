"""A piece that somebody else handed in before: an officer learns what to do, and meets no missing page."""

from __future__ import annotations

import json

from apps.improvement.api.made_api import a_program
from apps.improvement.made import a_measure_row, a_piece_of_evidence, a_step_row, address
from cast import YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Evidence, Proof


def test_an_officer_is_asked_for_the_work_it_proves(cast: Cast) -> None:
    known = a_piece_of_evidence(cast, added_by=cast.people["clerk"])
    step = a_step_row(a_measure_row(cast))
    officer, there = Visitor(cast.person("officer")), address(cast, "evidence-add")
    refused = officer.post(there, {"links": known.url})
    assert refused.status_code == 422
    assert "โดยผู้อื่นเป็นผู้ส่ง" in refused.content.decode()
    assert known.url in refused.content.decode()
    taken = officer.post(there, {"links": known.url, "step": step.pk})
    assert officer.get(taken["Location"]).status_code == 200
    assert (Evidence.objects.get(), Proof.objects.get().step) == (known, step)


def test_a_program_is_told_the_same(cast: Cast) -> None:
    known = a_piece_of_evidence(cast, added_by=cast.people["clerk"])
    answer = a_program(cast, "officer").post(
        f"/api/v1/agencies/{cast.agency.slug}/years/{YEAR}/evidence",
        json.dumps({"url": known.url}),
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert "from somebody else" in answer.json()["en"]


def test_no_more_links_are_taken_at_once_than_a_person_types(cast: Cast) -> None:
    links = "\n".join(f"https://example.go.th/{number}" for number in range(1000))
    answer = Visitor(cast.person("officer")).post(address(cast, "evidence-add"), {"links": links})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()
