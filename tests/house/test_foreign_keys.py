"""Foreign keys point down the tower. A key named by a string slips past import contracts, so the models are asked."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import ForeignKey

FLOORS = ("base", "documents", "assessment", "improvement", "channels", "disclosure", "nation")
"""From the ground up; `documents` and what is above `assessment` are yet to come."""


def ours() -> list[str]:
    return [each.label for each in apps.get_app_configs() if each.name.startswith("prongsai.")]


def keys() -> Iterable[tuple[str, str]]:
    """Every foreign key between apps of ours. Shape: the app that holds it, the app it points to."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model._meta.app_label in ours():
                yield model._meta.app_label, field.related_model._meta.app_label


def pointing_up(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys from a lower floor to a higher one; apps of others' making stand in the cellar."""
    return [(holder, target) for holder, target in found if holder in FLOORS and floor(holder) < floor(target)]


def floor(label: str) -> int:
    return FLOORS.index(label)


def test_every_app_of_ours_has_a_floor() -> None:
    assert set(ours()) <= set(FLOORS)


def test_foreign_keys_point_down() -> None:
    assert pointing_up(keys()) == []


def test_there_are_keys_to_judge() -> None:
    assert ("assessment", "base") in set(keys())


def test_a_planted_key_upwards_is_seen() -> None:
    assert pointing_up([("base", "assessment"), ("assessment", "base"), ("base", "base")]) == [("base", "assessment")]
