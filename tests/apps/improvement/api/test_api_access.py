"""Every path and method of the API by the whole cast, without its scope, by forged ids, after a token's end."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.improvement.api.made_api import a_filled_year, a_program, a_token, address, ask
from apps.improvement.made import a_measure_row, a_plan, a_round, a_step_row, a_unit
from cast import EVERYBODY, YEAR, Cast, a_member
from house.api import ApiRow, api_rows, program, read
from pages import Visitor
from prongsai.apps.improvement.models import Change, Plan
from prongsai.base.models import Agency, Membership, Unit
from prongsai.site.roles import API_SCOPES

ROWS = api_rows()
WITH_IDS = [each for each in ROWS if "_id}" in each.path]
BIGGEST = 2**63 - 1


def row_name(row: ApiRow) -> str:
    return f"{row.method} {row.path.removeprefix('/api/v1/agencies/{agency}/years/{year}')}"


def expected(row: ApiRow, who: str) -> int:
    """The status that one of the cast must meet; an administrator who is no member can have no token.

    What names no agency tells a stranger of their own.
    """
    if who in row.may:
        return row.status
    if who in {"citizen", "administrator"}:
        return 401
    if who == "stranger":
        return 404 if "{agency}" in row.path else row.status
    return 403


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("row", ROWS, ids=row_name)
def test_endpoint_by_cast(row: ApiRow, who: str, cast: Cast) -> None:
    named = row.named(cast)
    response = read(row.ask(a_program(cast, who), row.address(named, cast.agency.slug), named))
    assert response.status_code == expected(row, who)
    if response.status_code >= 400:
        assert {"th", "en"} <= response.json().keys()


@pytest.mark.parametrize("row", [each for each in ROWS if each.scope], ids=row_name)
def test_a_token_without_the_scope_is_forbidden_and_told_which_is_missing(row: ApiRow, cast: Cast) -> None:
    named = row.named(cast)
    others = [each for each in API_SCOPES if each != row.scope]
    response = row.ask(a_program(cast, "clerk", scopes=others), row.address(named, cast.agency.slug), named)
    assert response.status_code == 403
    assert row.scope in response.json()["en"]


@pytest.mark.parametrize("row", [each for each in ROWS if each.scope], ids=row_name)
def test_a_scope_gives_no_right_that_its_person_has_not(row: ApiRow, cast: Cast) -> None:
    named = row.named(cast)
    for who in {"officer", "auditor"} - row.may:
        response = row.ask(a_program(cast, who, scopes=[row.scope]), row.address(named, cast.agency.slug), named)
        assert response.status_code == 403


@pytest.mark.parametrize("row", WITH_IDS, ids=row_name)
def test_what_is_another_agencys_is_not_found_at_ones_own(row: ApiRow, cast: Cast) -> None:
    """The stranger is the clerk of agency B: at B's addresses, A's records do not exist."""
    named = row.named(cast)
    before = Change.objects.count()
    response = row.ask(a_program(cast, "stranger"), row.address(named, cast.other_agency.slug), named)
    assert response.status_code == 404
    assert Change.objects.count() == before


@pytest.mark.parametrize("row", WITH_IDS, ids=row_name)
def test_an_id_that_is_not_there_is_not_found_and_one_that_cannot_be_is_refused(row: ApiRow, cast: Cast) -> None:
    named, client = row.named(cast), a_program(cast, "clerk")
    for number, status in ((BIGGEST, 404), (BIGGEST + 1, 422), (10**40, 422), (0, 422)):
        forged = {**named, **{name: number for name in named if f"{{{name}}}" in row.path}}
        assert row.ask(client, row.address(forged, cast.agency.slug), named).status_code == status


@pytest.mark.parametrize("row", [each for each in ROWS if "{agency}" in each.path], ids=row_name)
def test_an_agency_or_a_year_that_is_not_there_is_not_found(row: ApiRow, cast: Cast) -> None:
    named, client = row.named(cast), a_program(cast, "clerk")
    for agency, year in (("nowhere", YEAR), (cast.agency.slug, 2701), (cast.agency.slug, 2549)):
        assert row.ask(client, row.address(named, agency, year), named).status_code == 404


@pytest.mark.parametrize("path", ["measures/{measure_id}", "steps/{step_id}", "rounds/{round_id}"])
def test_what_belongs_to_another_year_is_not_found(path: str, cast: Cast) -> None:
    named = a_filled_year(cast)
    a_plan(cast, year=YEAR + 1)
    assert a_program(cast, "clerk").get(address(cast, path.format(**named), year=YEAR + 1)).status_code == 404


def test_an_officer_neither_sees_nor_reports_another_units_work(cast: Cast) -> None:
    measure = a_measure_row(cast, owners=(a_unit(cast),))
    step, whole, round_ = a_step_row(measure), a_measure_row(cast, owners=(a_unit(cast),)), a_round(cast)
    client = a_program(cast, "officer")
    assert client.get(address(cast, "measures")).json()["count"] == 0
    for path in (f"measures/{measure.pk}", f"steps/{step.pk}", f"rounds/{round_.pk}/steps/{step.pk}/report"):
        assert client.get(address(cast, path)).status_code == 404
    for path in (f"rounds/{round_.pk}/steps/{step.pk}/report", f"rounds/{round_.pk}/measures/{whole.pk}/report"):
        sent = {"version": 0, "status": "done", "result": "ทำแล้ว"}
        assert ask(client, "put", address(cast, path), sent).status_code == 404
    used = {"url": "https://www.example.go.th/x", "step_ids": [step.pk]}
    assert ask(client, "post", address(cast, "evidence"), used).status_code == 404


def test_a_step_is_not_moved_into_a_measure_of_another_agency_or_year(cast: Cast) -> None:
    named = a_filled_year(cast)
    later = a_measure_row(cast, plan=a_plan(cast, year=YEAR + 1))
    theirs = measure_of_agency_b(cast)
    client = a_program(cast, "clerk")
    for measure_id in (later.pk, theirs, BIGGEST):
        place = address(cast, f"steps/{named['step_id']}/move")
        assert ask(client, "post", place, {"measure_id": measure_id}).status_code == 404
    assert client.get(address(cast, f"steps/{named['step_id']}")).json()["measure_id"] == named["measure_id"]


def test_owners_of_another_agency_do_not_exist(cast: Cast) -> None:
    unit = Unit.objects.create(agency=cast.other_agency, name="กองคลัง", position=1)
    client = a_program(cast, "clerk")
    for owner in ({"unit_id": unit.pk}, {"person_id": cast.people["stranger"].pk}):
        sent = {"title": "จัดช่องทางรับฟัง", "owners": [owner]}
        assert ask(client, "post", address(cast, "measures"), sent).status_code == 404


@pytest.mark.parametrize(
    "token",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
    ],
    ids=["expired", "revoked"],
)
def test_a_token_that_has_ended_opens_nothing(token: dict[str, Any], cast: Cast) -> None:
    response = a_program(cast, "clerk", **token).get("/api/v1/me")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_ends_with_its_persons_membership(cast: Cast) -> None:
    client = a_program(cast, "clerk")
    assert client.get("/api/v1/me").status_code == 200
    Membership.objects.filter(person=cast.people["clerk"]).update(ended_at=timezone.now())
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_follows_its_persons_role(cast: Cast) -> None:
    client = a_program(cast, "clerk")
    Membership.objects.filter(person=cast.people["clerk"]).update(role="auditor")
    assert ask(client, "post", address(cast, "measures"), {"title": "จัดช่องทางรับฟัง"}).status_code == 403


def test_a_session_opens_nothing_without_a_token(cast: Cast) -> None:
    a_plan(cast)
    assert Visitor(cast.person("clerk")).get(address(cast, "plan")).status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic Y2xlcms6eA==", "Bearer ไม่ใช่รหัส", "Token x"])
def test_what_is_no_token_opens_nothing(header: str, cast: Cast) -> None:
    client = Client(headers={"Authorization": header.encode().decode("latin-1")})
    assert client.get(address(cast, "plan")).status_code == 401


def test_a_person_of_two_agencies_needs_a_token_for_each(cast: Cast) -> None:
    Membership.objects.create(
        person=cast.people["clerk"], agency=cast.other_agency, role="clerk", started_at=timezone.now()
    )
    a_plan(cast)
    client = program(a_token(cast, "clerk", agency=cast.other_agency))
    assert client.get(address(cast, "plan")).status_code == 404
    assert client.get("/api/v1/me").json()["agency"]["slug"] == cast.other_agency.slug


def measure_of_agency_b(cast: Cast) -> int:
    return their_measure(cast.other_agency, a_member(cast.other_agency, "clerk"))


def their_measure(agency: Agency, person: Any) -> int:
    now = timezone.now()
    plan = Plan.objects.create(agency=agency, fiscal_year=YEAR, result_year=YEAR, created_by=person, created_at=now)
    return plan.measures.create(agency=agency, position=1, title="ของหน่วยงานอื่น", created_at=now).pk
