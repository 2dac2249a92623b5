"""What a program reads: parts of lists, in a number of questions that never grows; the plan; what the API tells."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.improvement.api.made_api import a_program, address
from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
)
from cast import Cast
from prongsai.apps.improvement.models import Measure, Round

LISTS = ["measures", "measures/{measure}/steps", "rounds/{round}/reports", "evidence", "tasks", "rounds", "weak-points"]


def test_a_plan_is_told_with_its_counts(cast: Cast) -> None:
    measure = a_measure_row(cast)
    a_step_row(measure)
    told = a_program(cast, "auditor").get(address(cast, "plan")).json()
    assert (told["state"], told["version"], told["is_open"]) == ("draft", 1, True)
    counts = told["counts"]
    assert (counts["measures"], counts["steps"], counts["rounds"]) == (1, 1, 0)


def test_a_list_is_read_in_slices_that_meet(cast: Cast) -> None:
    plan = a_plan(cast)
    for number in range(5):
        a_measure_row(cast, plan=plan, number=str(number))
    client = a_program(cast, "clerk")
    slices = [client.get(address(cast, "measures"), {"limit": 2, "offset": offset}).json() for offset in (0, 2, 4)]
    assert [each["count"] for each in slices] == [5, 5, 5]
    assert [row["number"] for each in slices for row in each["results"]] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("part", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"offset": 2**63}, {"limit": "x"}])
def test_a_slice_keeps_to_its_bounds(part: dict[str, Any], cast: Cast) -> None:
    assert a_program(cast, "clerk").get(address(cast, "measures"), part).status_code == 422


def test_evidence_is_narrowed_by_kind_and_state(cast: Cast) -> None:
    used, unused = a_piece_of_evidence(cast), a_piece_of_evidence(cast, url="https://www.example.go.th/2")
    a_proof(cast, evidence=used, step=a_step_row(a_measure_row(cast)), state="offered")
    client = a_program(cast, "clerk")
    found = {
        state: [row["id"] for row in client.get(address(cast, "evidence"), {"state": state}).json()["results"]]
        for state in ("offered", "unused", "accepted")
    }
    assert found == {"offered": [used.pk], "unused": [unused.pk], "accepted": []}
    assert client.get(address(cast, "evidence"), {"kind": "photo"}).json()["count"] == 0


@pytest.mark.parametrize(("who", "lists"), [("clerk", LISTS), ("officer", LISTS[:5])])
def test_a_list_asks_the_same_number_of_questions_for_10_rows_and_for_200(
    who: str, lists: Sequence[str], cast: Cast
) -> None:
    measure, round_ = a_measure_row(cast), a_round(cast)
    client, named = a_program(cast, who), {"measure": measure.pk, "round": round_.pk}
    places = [address(cast, path.format(**named)) for path in lists]
    client.get("/api/v1/me")  # the token's use is written once a minute
    filled(cast, measure, round_, 10)
    few = {place: questions(client, place) for place in places}
    filled(cast, measure, round_, 190)
    assert {place: questions(client, place) for place in places} == few


def test_the_description_is_there_for_everybody_in_both_languages() -> None:
    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.")
    for methods in told["paths"].values():
        for each in methods.values():
            assert any("ก" <= letter <= "๙" for letter in each["summary"])
            assert each["description"].isascii()


def filled(cast: Cast, measure: Measure, round_: Round, count: int) -> None:
    """More measures, and more steps of one measure, each reported, with a piece of evidence."""
    for _ in range(count):
        step = a_step_row(measure, owners=(cast.unit,))
        a_report(cast, round_, step, state="accepted")
        a_step_row(a_measure_row(cast))
        number = step.pk
        evidence = a_piece_of_evidence(cast, url=f"https://www.example.go.th/{number}")
        a_proof(cast, evidence=evidence, step=step)


def questions(client: Client, place: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(place, {"limit": 200})
    assert response.status_code == 200
    return len(asked)
