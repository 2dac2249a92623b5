"""The database itself refuses what must not be."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from cast import NOW, Cast
from prongsai.base.models import Agency, AuditLine, Job, Membership, OneTimeLink, Person, StoredFile, Unit


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
