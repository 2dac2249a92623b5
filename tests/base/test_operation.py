from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, Cast
from prongsai.base.models import Agency, AuditLine, Person, Unit
from prongsai.base.operation import By, note, one_at_most, operation


@operation("unit.planted")
def plant_unit(*, by: By, at: datetime, agency: Agency, name: str = "กองช่าง") -> Unit:
    note(name=name)
    return Unit.objects.create(agency=agency, name=name, position=9)


@operation("agency.touched")
def touch(*, by: By, at: datetime, agency: Agency) -> None:
    pass


@operation("agency.nested")
def plant_inside(*, by: By, at: datetime, agency: Agency) -> None:
    plant_unit(by=by, at=at, agency=agency)


def test_leaves_one_audit_line_that_says_who_what_when_and_on_what(cast: Cast) -> None:
    unit = plant_unit(by=cast.viewer("clerk"), at=NOW, agency=cast.agency)
    line = AuditLine.objects.get()
    assert (line.verb, line.at, line.person, line.agency) == ("unit.planted", NOW, cast.people["clerk"], cast.agency)
    assert (line.subject_kind, line.subject_id, line.changes) == ("unit", unit.pk, {"name": "กองช่าง"})


def test_subject_is_the_argument_called_like_the_noun_when_nothing_comes_back(cast: Cast) -> None:
    touch(by=cast.people["administrator"], at=NOW, agency=cast.agency)
    line = AuditLine.objects.get()
    assert (line.subject_kind, line.subject_id, line.agency) == ("agency", cast.agency.pk, cast.agency)


def test_the_system_may_do_it_too(cast: Cast) -> None:
    touch(by=None, at=NOW, agency=cast.agency)
    assert AuditLine.objects.get().person is None


def test_leaves_nothing_when_it_fails(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        plant_unit(by=None, at=NOW, agency=cast.agency, name=cast.unit.name)
    assert AuditLine.objects.count() == 0


def test_refuses_to_be_called_by_another(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="called by another"):
        plant_inside(by=None, at=NOW, agency=cast.agency)
    assert AuditLine.objects.count() == 0
    assert not Unit.objects.filter(name="กองช่าง").exists()


def test_is_refused_as_the_second_of_a_request(cast: Cast) -> None:
    with one_at_most():
        touch(by=None, at=NOW, agency=cast.agency)
        with pytest.raises(RuntimeError, match="one request"):
            touch(by=None, at=NOW, agency=cast.agency)


def test_outside_a_request_there_may_be_many(cast: Cast) -> None:
    for _ in range(3):
        touch(by=None, at=NOW, agency=cast.agency)
    assert AuditLine.objects.count() == 3


def test_nothing_can_be_noted_outside() -> None:
    with pytest.raises(RuntimeError, match="no operation"):
        note(anything=1)


def positional(by: By, at: datetime) -> None: ...


def without_time(*, by: By) -> None: ...


@pytest.mark.parametrize("function", [positional, without_time])
def test_is_not_made_of_a_function_with_positions_or_without_by_and_at(function: Any) -> None:
    with pytest.raises(TypeError, match="keywords only"):
        operation("thing.done")(function)


def test_a_viewer_acts_for_their_agency_even_on_a_person(cast: Cast) -> None:
    @operation("person.touched")
    def touch_person(*, by: By, at: datetime, person: Person) -> None:
        pass

    touch_person(by=cast.viewer("clerk"), at=NOW, person=cast.people["stranger"])
    assert AuditLine.objects.get().agency == cast.agency
