"""Operations are keyword-only, documented, audited, and each verb has words of the office."""

import inspect
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings

from house.tree import PRODUCT
from prongsai.base.operation import operation

Deed = Callable[..., Any]


def rooms() -> list[ModuleType]:
    paths = [*PRODUCT.rglob("operations.py"), *PRODUCT.rglob("operations/__init__.py")]
    names = [path.relative_to(PRODUCT.parent).with_suffix("").parts for path in paths]
    return [import_module(".".join(parts).removesuffix(".__init__")) for parts in sorted(names)]


def public_functions(room: Any) -> list[Deed]:
    found = inspect.getmembers(room, inspect.isfunction)
    exported = getattr(room, "__all__", None)
    return [
        function
        for name, function in found
        if not name.startswith("_") and (name in exported if exported else function.__module__ == room.__name__)
    ]


def faults(deed: Deed) -> list[str]:
    """What an operation lacks."""
    taken = inspect.signature(deed).parameters.values()
    checks = {
        "audited": hasattr(deed, "verb"),
        "documented": bool(inspect.getdoc(deed)),
        "keyword-only": all(each.kind is each.KEYWORD_ONLY for each in taken),
        "told in words": getattr(deed, "verb", None) in settings.AUDIT_WORDS,
    }
    return [f"{deed.__name__} is not {what}" for what, holds in checks.items() if not holds]


def test_every_operation_is_keyword_only_documented_audited_and_has_words() -> None:
    assert [fault for room in rooms() for deed in public_functions(room) for fault in faults(deed)] == []


def test_there_are_operations_to_judge() -> None:
    assert len([deed for room in rooms() for deed in public_functions(room)]) > 10


def behind_the_door(room: ModuleType) -> set[Deed]:
    """The deeds in the files of a room that is a folder."""
    files = [path for path in Path(str(room.__file__)).parent.glob("*.py") if hasattr(room, "__path__")]
    parts = [import_module(f"{room.__name__}.{path.stem}") for path in files if path.stem != "__init__"]
    return {each for part in parts for _name, each in inspect.getmembers(part, lambda found: hasattr(found, "verb"))}


def test_a_room_of_several_files_has_all_its_deeds_at_its_door() -> None:
    missing = {each.__name__ for room in rooms() for each in behind_the_door(room) - set(public_functions(room))}
    assert missing == set()
    assert any(behind_the_door(room) for room in rooms())


def test_no_verb_has_words_that_nothing_says() -> None:
    said = {deed.verb for room in rooms() for deed in public_functions(room)}  # type: ignore[attr-defined]
    assert set(settings.AUDIT_WORDS) - said == set()


def test_no_two_operations_leave_the_same_verb() -> None:
    said = [deed.verb for room in rooms() for deed in public_functions(room)]  # type: ignore[attr-defined]
    assert sorted(said) == sorted(set(said))


def test_a_planted_bare_function_is_named_with_all_it_lacks() -> None:
    def planted(anything: int) -> None:
        pass

    assert faults(planted) == [
        f"planted is not {what}" for what in ("audited", "documented", "keyword-only", "told in words")
    ]


def test_a_planted_verb_without_words_is_named() -> None:
    @operation("planted.done")
    def planted(*, by: None, at: datetime) -> None:
        """Do what was planted."""

    assert faults(planted) == ["planted is not told in words"]
