"""Names that papers print as owners and that nobody of the agency answers to yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prongsai.apps.improvement.models import Ownership, Plan
from prongsai.apps.improvement.queries.plans import plan_in
from prongsai.base.access import Viewer
from prongsai.base.models import Person, Unit
from prongsai.core.thai import expanded, is_misspelling, key

Owner = dict[str, Any]
"""Who does something. Shape: ``name``, ``unit_id``, ``person_id``, as ownerships are remembered."""

SHORTEST_ALIKE = 4
"""A name this long may stand inside another and be meant. Unit: letters of its key."""


@dataclass(frozen=True)
class Place:
    """A measure or a step that a name is printed for."""

    text: str
    measure_id: int
    step_id: int | None


@dataclass(frozen=True)
class PrintedName:
    """A name nobody answers to yet, where it stands, and the units that it may mean, the likeliest first."""

    name: str
    places: tuple[Place, ...]
    alike: tuple[Unit, ...]

    @property
    def step_count(self) -> int:
        """Unit: steps of which it is the owner."""
        return sum(each.step_id is not None for each in self.places)

    @property
    def count_words(self) -> str:
        """How much it owns, in words."""
        steps, measures = self.step_count, len(self.places) - self.step_count
        parts = [
            _("%s ขั้นตอน") % steps if steps else "",
            _("%s มาตรการ") % measures if measures else "",
        ]
        return " ".join(part for part in parts if part)


def unmatched_names(viewer: Viewer, year: int) -> tuple[PrintedName, ...]:
    """The names of a year's plan that nobody answers to yet. Shape: what owns most comes first."""
    plan = plan_in(viewer, year)
    places: dict[str, list[Place]] = {}
    for each in _unmatched(viewer).filter(_in_plan(plan)) if plan else ():
        places.setdefault(each.name, []).append(_place(each))
    units = list(viewer.agency.units.all())
    names = (PrintedName(name, tuple(stand), _alike(name, units)) for name, stand in places.items())
    return tuple(sorted(names, key=lambda each: (-len(each.places), each.name)))


def unmatched_count(viewer: Viewer, year: int) -> int:
    """How many names of a year's plan nobody answers to yet. Unit: names."""
    plan = plan_in(viewer, year)
    return _unmatched(viewer).filter(_in_plan(plan)).values("name").distinct().count() if plan else 0


def ownerships_named(viewer: Viewer, name: str) -> list[Ownership]:
    """Every place of the viewer's agency, of every year, where nobody answers to this printed name."""
    return list(_unmatched(viewer).filter(name=name))


def members_of(viewer: Viewer) -> QuerySet[Person]:
    """The people who work for the viewer's agency today. Shape: by name."""
    return Person.objects.filter(memberships__agency=viewer.agency, memberships__ended_at=None)


def owners_named(viewer: Viewer) -> Callable[[Iterable[str]], tuple[Owner, ...]]:
    """A way to make owners of printed names: the unit or person called so in any spelling, or matched to it before.

    Shape: one owner of each name.
    """
    known = {**_matched_before(viewer), **_called_so(viewer)}

    def owners(names: Iterable[str]) -> tuple[Owner, ...]:
        nobody = {"unit_id": None, "person_id": None}
        return tuple({"name": name, **known.get(key(expanded(name)), nobody)} for name in dict.fromkeys(names))

    return owners


def _called_so(viewer: Viewer) -> dict[str, Owner]:
    """The units and people of the agency by their own names; a unit goes before a person."""
    people = {key(expanded(each.name)): _person(each.pk) for each in members_of(viewer)}
    units = {key(expanded(each.name)): _unit(each.pk) for each in viewer.agency.units.all()}
    return people | units


def _matched_before(viewer: Viewer) -> dict[str, Owner]:
    """Whom printed names were matched to in any year, the latest match last; who has left is nobody."""
    members = set(members_of(viewer).values_list("pk", flat=True))
    own = Q(measure__agency=viewer.agency) | Q(step__agency=viewer.agency)
    matched = Ownership.objects.filter(own).exclude(unit=None, person=None).order_by("pk")
    found: dict[str, Owner] = {}
    for name, unit, person in matched.values_list("name", "unit_id", "person_id"):
        if unit or person in members:
            found[key(expanded(name))] = _unit(unit) if unit else _person(person)
    return found


def _unit(unit_id: int) -> Owner:
    return {"unit_id": unit_id, "person_id": None}


def _person(person_id: int) -> Owner:
    return {"unit_id": None, "person_id": person_id}


def _unmatched(viewer: Viewer) -> QuerySet[Ownership]:
    own = Q(measure__agency=viewer.agency) | Q(step__agency=viewer.agency)
    there = Q(measure__removed_at=None, step__removed_at=None, step__measure__removed_at=None)
    nobody = Ownership.objects.filter(own & there, unit=None, person=None)
    return nobody.select_related("measure", "step").order_by("pk")


def _in_plan(plan: Plan) -> Q:
    return Q(measure__plan=plan) | Q(step__measure__plan=plan)


def _place(ownership: Ownership) -> Place:
    if ownership.step:
        return Place(ownership.step.text, ownership.step.measure_id, ownership.step.pk)
    return Place(str(ownership.measure), ownership.measure_id or 0, None)


def _alike(name: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that a name may mean: misspelt, shortened or lengthened."""
    return tuple(each for each in units if _is_alike(name, each.name))


def _is_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((key(expanded(one)), key(expanded(other))), key=len)
    return is_misspelling(one, other) or (len(shorter) >= SHORTEST_ALIKE and shorter in longer)
