"""The database itself refuses what must not be."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from cast import NOW, Cast
from prongsai.base.models import (
    AccessToken,
    Agency,
    AuditLine,
    ClockRun,
    Draft,
    Job,
    Membership,
    OneTimeLink,
    Person,
    StoredFile,
    Unit,
)


def a_file(**changes: Any) -> StoredFile:
    wanted = {"name": "a.txt", "sha256": "0" * 64, "size": 1, "kind": "txt", "uploaded_at": NOW, **changes}
    return StoredFile(content_type="text/plain", **wanted)


def refuses(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


def test_one_role_at_a_time_in_an_agency(cast: Cast) -> None:
    person, more = cast.people["clerk"], {"role": "auditor", "started_at": NOW}
    assert refuses(Membership(person=person, agency=cast.agency, **more))
    assert not refuses(Membership(person=person, agency=cast.agency, ended_at=NOW, **more))
    assert not refuses(Membership(person=person, agency=cast.other_agency, **more))


def test_a_role_is_known_and_ends_after_it_began(cast: Cast) -> None:
    person = cast.people["administrator"]
    assert refuses(Membership(person=person, agency=cast.agency, role="king", started_at=NOW))
    assert refuses(
        Membership(person=person, agency=cast.agency, role="clerk", started_at=NOW, ended_at=NOW - timedelta(days=1))
    )


def test_an_address_belongs_to_one_person_however_it_is_written(cast: Cast) -> None:
    email = cast.people["clerk"].email.upper()
    assert refuses(Person(email=email, name="อีกคน", created_at=NOW))


@pytest.mark.parametrize("changes", [{"name": ""}, {"kind": "kingdom"}, {"slug": "thung-fa-sai"}])
def test_an_agency_has_a_name_a_known_kind_and_a_slug_of_its_own(cast: Cast, changes: dict[str, str]) -> None:
    wanted = {"slug": "new", "name": "ใหม่", "kind": "other", "district": "ก", "province": "ข", **changes}
    assert refuses(Agency(created_at=NOW, **wanted))


def test_a_unit_is_named_once_in_its_agency(cast: Cast) -> None:
    assert refuses(Unit(agency=cast.agency, name=cast.unit.name, position=2))
    assert not refuses(Unit(agency=cast.other_agency, name=cast.unit.name, position=2))


def test_a_file_is_there_once_in_its_agency_and_holds_something(cast: Cast) -> None:
    a_file(agency=cast.agency).save()
    assert refuses(a_file(agency=cast.agency, name="b.txt"))
    assert refuses(a_file(agency=cast.agency, sha256="1" * 64, size=0))
    assert not refuses(a_file(agency=cast.other_agency))


@pytest.mark.parametrize(
    "changes",
    [{"state": "asleep"}, {"done": 2, "total": 1}, {"state": "done"}, {"state": "running", "ended_at": NOW}],
)
def test_a_job_is_in_a_state_that_can_be(cast: Cast, changes: dict[str, Any]) -> None:
    assert refuses(Job(agency=cast.agency, kind="sample", created_at=NOW, **changes))


def test_an_audit_verb_names_noun_and_deed(cast: Cast) -> None:
    assert refuses(AuditLine(at=NOW, agency=cast.agency, verb="something"))


def test_a_link_ends_after_it_was_made(cast: Cast) -> None:
    assert refuses(OneTimeLink(token_hash="x", created_at=NOW, expires_at=NOW))


def test_a_form_has_one_draft_of_a_person_and_a_name(cast: Cast) -> None:
    clerk, officer = cast.people["clerk"], cast.people["officer"]
    assert refuses(Draft(person=clerk, agency=cast.agency, key="", saved_at=NOW))
    assert not refuses(Draft(person=clerk, agency=cast.agency, key="form", saved_at=NOW))
    assert refuses(Draft(person=clerk, agency=cast.agency, key="form", saved_at=NOW))
    assert not refuses(Draft(person=officer, agency=cast.agency, key="form", saved_at=NOW))
    assert not refuses(Draft(person=clerk, agency=cast.other_agency, key="form", saved_at=NOW))


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"expires_at": NOW}, {"revoked_at": NOW - timedelta(days=1)}, {"token_hash": "another's"}]
)
def test_a_token_has_a_name_a_hash_of_its_own_and_days_in_order(cast: Cast, changes: dict[str, Any]) -> None:
    always = {"person": cast.people["clerk"], "agency": cast.agency, "created_at": NOW}
    wanted = {"name": "ตาราง", "token_hash": "own", "expires_at": NOW + timedelta(days=30)}
    assert not refuses(AccessToken(**always, **{**wanted, "token_hash": "another's"}))
    assert refuses(AccessToken(**always, **{**wanted, **changes}))


def test_a_task_of_the_clock_is_taken_once_a_day_and_again_only_later(db: None) -> None:
    times = {"taken_at": NOW, "again_at": NOW + timedelta(hours=1)}
    assert not refuses(ClockRun(task="remind", day=NOW.date(), **times))
    assert refuses(ClockRun(task="remind", day=NOW.date(), **times))
    assert refuses(ClockRun(task="count", day=NOW.date(), taken_at=NOW, again_at=NOW))
