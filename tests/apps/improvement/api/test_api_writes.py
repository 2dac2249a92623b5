"""What a program writes: measures and steps from a version, reports, evidence; in one deed, and nothing half done."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.improvement.api.made_api import LETTER, a_filled_year, a_program, address, ask
from apps.improvement.made import a_measure_row, a_plan, a_round, a_step_row, an_issued_plan
from cast import Cast
from house.api import read
from prongsai.apps.improvement.models import Change, Evidence, Measure, Plan, Proof, Report, Step
from prongsai.base.models import AuditLine

LONG = "ก" * 4001


def test_a_measure_is_written_with_its_steps_owners_and_months(cast: Cast) -> None:
    sent = {
        "title": "  สำรวจความพึงพอใจ ณ จุดบริการ ",
        "indicator": 8,
        "codes": ["o13", "e5", "o13"],
        "period": {"first_month": "2023-10", "last_month": "2024-03"},
        "owners": [{"unit_id": cast.unit.pk}, {"name": "ผู้ใหญ่บ้าน"}],
        "steps": [{"text": "ออกแบบแบบสำรวจ", "owners": [{"person_id": cast.people["officer"].pk}]}],
    }
    response = ask(a_program(cast, "clerk"), "post", address(cast, "measures"), sent)
    assert response.status_code == 201
    told = response.json()
    assert (told["title"], told["tool"], told["codes"]) == ("สำรวจความพึงพอใจ ณ จุดบริการ", "EIT", ["o13", "e5"])
    assert told["period"] == {
        "first_month": "2023-10",
        "last_month": "2024-03",
        "text": "ต.ค. 2566 - มี.ค. 2567",
    }
    assert [each["name"] for each in told["owners"]] == ["สำนักปลัด", "ผู้ใหญ่บ้าน"]
    assert told["steps"][0]["owners"][0]["person_id"] == cast.people["officer"].pk
    assert Plan.objects.get(agency=cast.agency).measures.count() == 1
    assert [each.verb for each in AuditLine.objects.filter(agency=cast.agency)] == ["measure.created"]


def test_a_change_leaves_what_was_not_sent(cast: Cast) -> None:
    named = a_filled_year(cast)
    client, place = a_program(cast, "clerk"), address(cast, f"measures/{named['measure_id']}")
    before = client.get(place).json()
    after = ask(client, "patch", place, {"version": 1, "monitoring": "รายงานทุกเดือน"}).json()
    assert after == {**before, "monitoring": "รายงานทุกเดือน", "version": 2}


def test_a_name_that_is_a_units_is_that_unit(cast: Cast) -> None:
    sent = {"title": "จัดช่องทางรับฟัง", "owners": [{"name": cast.unit.name}, {"name": "ผู้ใหญ่บ้าน"}]}
    told = ask(a_program(cast, "clerk"), "post", address(cast, "measures"), sent).json()
    assert [each["unit_id"] for each in told["owners"]] == [cast.unit.pk, None]


def test_owners_are_written_anew_only_when_they_are_sent(cast: Cast) -> None:
    named = a_filled_year(cast)
    client, place = a_program(cast, "clerk"), address(cast, f"steps/{named['step_id']}")
    assert len(ask(client, "patch", place, {"version": 1, "number": "1"}).json()["owners"]) == 1
    assert ask(client, "patch", place, {"version": 2, "owners": []}).json()["owners"] == []


def test_null_takes_a_period_and_an_indicator_away(cast: Cast) -> None:
    named = a_filled_year(cast)
    place = address(cast, f"measures/{named['measure_id']}")
    told = ask(a_program(cast, "clerk"), "patch", place, {"version": 1, "period": None, "indicator": None}).json()
    assert (told["period"], told["indicator"]) == (None, None)


@pytest.mark.parametrize("kind", ["measure", "step"])
def test_who_comes_second_is_shown_the_record_as_it_is_and_overwrites_nothing(kind: str, cast: Cast) -> None:
    named = a_filled_year(cast)
    client, place = a_program(cast, "clerk"), address(cast, f"{kind}s/{named[f'{kind}_id']}")
    assert ask(client, "patch", place, {"version": 1, "number": "1"}).status_code == 200
    second = ask(client, "patch", place, {"version": 1, "number": "2"})
    assert second.status_code == 409
    assert second.json()["record"] == client.get(place).json()
    assert (second.json()["record"]["number"], second.json()["record"]["version"]) == ("1", 2)


def test_who_reports_second_is_shown_the_report_that_is_there(cast: Cast) -> None:
    named = a_filled_year(cast)
    place = address(cast, f"rounds/{named['round_id']}/steps/{named['step_id']}/report")
    sent = {"version": 0, "status": "in_progress", "result": "เขียนทับ"}
    response = ask(a_program(cast, "officer"), "put", place, sent)
    assert response.status_code == 409
    assert response.json()["record"]["id"] == named["report_id"]
    assert Report.objects.get().result != "เขียนทับ"


def test_a_plan_that_is_signed_is_not_written_and_the_program_is_told_what_to_do(cast: Cast) -> None:
    measure = a_measure_row(cast, plan=an_issued_plan(cast))
    response = ask(a_program(cast, "clerk"), "delete", address(cast, f"measures/{measure.pk}"))
    assert response.status_code == 422
    assert "อนุมัติแล้ว" in response.json()["th"]
    assert Measure.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": " \n "}, "title"),
        ({"title": LONG}, "title"),
        ({"title": "ก\x00ข"}, "title"),
        ({"title": "ก\x1bข"}, "title"),
        ({"title": "ก\ud800"}, "title"),
        ({"title": 5}, "title"),
        ({"title": "ก", "indicator": 11}, "indicator"),
        ({"title": "ก", "indicator": "8"}, "indicator"),
        ({"title": "ก", "indicator": True}, "indicator"),
        ({"title": "ก", "codes": ["o99"]}, "codes"),
        ({"title": "ก", "codes": ["O1"]}, "codes.0"),
        ({"title": "ก", "period": {"first_month": "2024-13", "last_month": "2024-12"}}, "period.first_month"),
        ({"title": "ก", "period": {"first_month": "2024-03", "last_month": "2024-02"}}, "period"),
        ({"title": "ก", "period": {"first_month": "2024-03"}}, "period"),
        ({"title": "ก", "owners": [{}]}, "owners.0"),
        ({"title": "ก", "owners": [{"unit_id": 1, "person_id": 1}]}, "owners.0"),
        ({"title": "ก", "owners": [{"unit_id": 2**63}]}, "owners.0.unit_id"),
        ({"title": "ก", "titel": "ข"}, "titel"),
        ({"title": "ก", "ก\udcff": 1}, None),
        ({"title": "ก", "steps": [{"text": "ก"}] * 51}, "steps"),
    ],
)
def test_what_is_not_well_formed_is_refused_by_the_name_of_its_field(sent: Any, field: str | None, cast: Cast) -> None:
    response = ask(a_program(cast, "clerk"), "post", address(cast, "measures"), sent)
    assert (response.status_code, response.json().get("field")) == (422, field)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("body", ["{", "", "[]", "null", "NaN", "\xff", "[" * 100_000])
def test_what_is_no_record_at_all_is_refused(body: str, cast: Cast) -> None:
    content = body.encode("latin-1")
    place = address(cast, "measures")
    response = a_program(cast, "clerk").post(place, content, content_type="application/json")
    assert response.status_code in {400, 422}
    assert {"th", "en"} <= response.json().keys()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"status": "unknown"}, "status"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
        ({"percent": 50.5}, "percent"),
        ({"version": -1}, "version"),
        ({"result": "ก" * 10_001}, "result"),
    ],
)
def test_a_report_keeps_to_its_bounds(sent: Any, field: str, cast: Cast) -> None:
    named = a_filled_year(cast)
    place = address(cast, f"rounds/{named['round_id']}/steps/{named['step_id']}/report")
    whole = {"version": 1, "status": "in_progress", **sent}
    response = ask(a_program(cast, "officer"), "put", place, whole)
    assert (response.status_code, response.json()["field"]) == (422, field)


def test_a_report_goes_back_and_forth_between_owner_and_clerk(cast: Cast) -> None:
    step, round_ = a_step_row(a_measure_row(cast)), a_round(cast)
    officer, clerk = a_program(cast, "officer"), a_program(cast, "clerk")
    place = address(cast, f"rounds/{round_.pk}/steps/{step.pk}/report")
    (task,) = officer.get(address(cast, "tasks")).json()["results"]
    assert (task["round_id"], task["step_id"], task["state"]) == (round_.pk, step.pk, "missing")

    sent = {"version": 0, "status": "done", "percent": 50, "result": "จัดทำแบบสำรวจแล้ว"}
    told = ask(officer, "put", place, sent).json()
    assert [each["code"] for each in told["checks"]] == ["status.contradiction", "status.no_evidence"]
    number = told["report"]["id"]

    back = {"version": 1, "comment": "ขอภาพถ่าย"}
    assert ask(clerk, "post", address(cast, f"reports/{number}/return"), back).json()["state"] == "returned"
    assert officer.get(address(cast, "tasks")).json()["results"][0]["comment"] == "ขอภาพถ่าย"

    again = {**sent, "version": 2, "percent": 100}
    assert ask(officer, "put", place, again).json()["report"]["version"] == 3
    accepted = ask(clerk, "post", address(cast, f"reports/{number}/accept"), {"version": 3}).json()
    assert (accepted["state"], accepted["decided_by"]) == ("accepted", "clerk")
    assert Step.objects.get().percent == 100
    assert clerk.get(address(cast, f"rounds/{round_.pk}")).json()["counts"]["accepted"] == 1


def test_work_done_without_a_result_is_refused(cast: Cast) -> None:
    named = a_filled_year(cast)
    place = address(cast, f"rounds/{named['round_id']}/steps/{named['step_id']}/report")
    response = ask(a_program(cast, "officer"), "put", place, {"version": 1, "status": "done"})
    assert response.status_code == 422
    assert "ผล" in response.json()["th"]


def test_a_piece_goes_back_while_its_report_is_accepted(cast: Cast) -> None:
    named = a_filled_year(cast)
    sent = {"version": 1, "returned": [{"proof_id": named["proof_id"], "comment": "ไม่ใช่ของปีนี้"}]}
    ask(a_program(cast, "clerk"), "post", address(cast, f"reports/{named['report_id']}/accept"), sent)
    proof = Proof.objects.get()
    assert (proof.state, proof.comment) == ("returned", "ไม่ใช่ของปีนี้")


def test_a_file_is_handed_in_told_what_it_proves_and_taken_away_as_it_came(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    client = a_program(cast, "officer")
    form = {
        "file": SimpleUploadedFile("ผล.txt", LETTER),
        "title": "ผลสำรวจ",
        "dated_on": "2024-02-29",
        "step_ids": [step.pk],
        "items": ["o13", "o14"],
    }
    told = client.post(address(cast, "evidence/files"), form).json()
    assert (told["kind"], told["title"], told["dated_on"]) == ("file", "ผลสำรวจ", "2024-02-29")
    assert [(each["step_id"], each["item"]) for each in told["proofs"]] == [(step.pk, ""), (None, "o13"), (None, "o14")]
    answer = client.get(address(cast, f"evidence/{told['id']}/file"))
    assert b"".join(answer) == LETTER
    assert answer.headers["Content-Disposition"].startswith("attachment")
    read(answer)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "file"),
        ({"file": "ไม่ใช่ไฟล์"}, "file"),
        ({"dated_on": "29/02/2567"}, "dated_on"),
        ({"dated_on": "2024-02-30"}, "dated_on"),
        ({"step_ids": ["x"]}, "step_ids.0"),
        ({"step_ids": [2**63]}, "step_ids.0"),
        ({"items": ["o99"]}, "items"),
    ],
)
def test_a_form_that_is_not_well_formed_is_refused(form: Any, field: str, cast: Cast) -> None:
    whole = form if field == "file" else {"file": SimpleUploadedFile("ผล.txt", LETTER), **form}
    response = a_program(cast, "officer").post(address(cast, "evidence/files"), whole)
    assert (response.status_code, response.json()["field"]) == (422, field)
    assert not Evidence.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused(cast: Cast) -> None:
    form = {"file": SimpleUploadedFile("ภาพ.jpg", LETTER)}
    response = a_program(cast, "officer").post(address(cast, "evidence/files"), form)
    assert response.status_code == 422
    assert {"th", "en"} == response.json().keys()


def test_a_broken_form_is_told_in_our_shape(cast: Cast) -> None:
    response = a_program(cast, "officer").post(
        address(cast, "evidence/files"), b"--x\r\n", content_type="multipart/form-data"
    )
    assert (response.status_code, {"th", "en"} <= response.json().keys()) == (400, True)


def test_evidence_that_proves_nothing_more_is_refused(cast: Cast) -> None:
    named = a_filled_year(cast)
    response = ask(a_program(cast, "clerk"), "post", address(cast, f"evidence/{named['evidence_id']}/proofs"), {})
    assert response.status_code == 422


def test_each_write_leaves_one_audit_line_and_its_history(cast: Cast) -> None:
    named = a_filled_year(cast)
    before = AuditLine.objects.count()
    ask(a_program(cast, "clerk"), "patch", address(cast, f"steps/{named['step_id']}"), {"version": 1, "number": "9"})
    assert AuditLine.objects.count() == before + 1
    line, change = AuditLine.objects.first(), Change.objects.first()
    assert line is not None
    assert change is not None
    assert (line.verb, line.person) == ("step.edited", cast.people["clerk"])
    assert (change.deed, change.after) == ("step.edited", {"number": "9"})


def test_a_method_that_an_address_does_not_take_is_told_in_our_shape(cast: Cast) -> None:
    a_plan(cast)
    response = ask(a_program(cast, "clerk"), "put", address(cast, "plan"), {})
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert json.loads(response.content).keys() == {"th", "en"}


def test_an_address_that_is_not_there_is_told_in_our_shape_and_other_pages_are_not(cast: Cast) -> None:
    client = a_program(cast, "clerk")
    assert client.get("/api/v1/nothing").json().keys() == {"th", "en"}
    assert client.get("/nothing").headers["Content-Type"].startswith("text/html")


def test_nobody_keeps_what_the_api_answers(cast: Cast) -> None:
    a_plan(cast)
    answer = a_program(cast, "clerk").get(address(cast, "plan"))
    assert answer.headers["Cache-Control"] == "private, no-store"
