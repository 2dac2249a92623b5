"""What changed between two versions of a plan, measure by measure and step by step."""

from dataclasses import replace

from builders import a_measure, a_reading, a_step
from prongsai.core.records import Measure, Reading, Where
from prongsai.core.versions import Deed, changes_between

FIRST = a_step(text="ประกาศนโยบาย", where=Where(table=1, row=11))
SECOND = a_step(number="2", text="รายงานผล", where=Where(table=1, row=12))


def measure(key: int, **changes: object) -> Measure:
    return a_measure(where=Where(table=key), steps=(), **changes)


def plan(*measures: Measure) -> Reading:
    return a_reading(measures=measures)


def told(before: Reading, after: Reading) -> list[tuple[Deed, int | None, int | None]]:
    """Each change as its deed, the measure it stands in and the step it is about."""
    return [(each.deed, each.measure.where.table, each.record.where.row) for each in changes_between(before, after)]


def test_the_same_plan_has_no_changes() -> None:
    same = plan(replace(measure(1), steps=(FIRST, SECOND)), measure(2))
    assert changes_between(same, same) == ()


def test_a_changed_field_is_told_from_what_to_what() -> None:
    before, after = measure(1, title="สำรวจ"), measure(1, title="สำรวจทุกไตรมาส", owners=("กองช่าง",))
    (change,) = changes_between(plan(before), plan(after))
    assert (change.deed, change.record, change.measure) == (Deed.CHANGED, after, after)
    assert [(each.name, each.before, each.after) for each in change.fields] == [
        ("title", "สำรวจ", "สำรวจทุกไตรมาส"),
        ("owners", ("สำนักปลัด",), ("กองช่าง",)),
    ]


def test_what_came_and_what_went_is_told_once_with_its_steps() -> None:
    whole = replace(measure(1), steps=(FIRST,))
    assert told(plan(), plan(whole)) == [(Deed.ADDED, 1, None), (Deed.ADDED, 1, 11)]
    assert told(plan(whole), plan()) == [(Deed.REMOVED, 1, None)]
    assert told(plan(whole), plan(measure(1))) == [(Deed.REMOVED, 1, 11)]


def test_a_step_under_another_measure_has_moved_even_when_its_words_changed_too() -> None:
    before = plan(replace(measure(1), steps=(FIRST, SECOND)), measure(2))
    after = plan(replace(measure(1), steps=(SECOND,)), replace(measure(2), steps=(replace(FIRST, text="ลงนาม"),)))
    (change,) = changes_between(before, after)
    assert change.came_from is not None
    assert (change.deed, change.came_from.where.table, change.measure.where.table) == (Deed.MOVED, 1, 2)
    assert [each.name for each in change.fields] == ["text"]


def test_another_order_alone_changes_nothing() -> None:
    assert told(plan(measure(1), measure(2)), plan(measure(2), measure(1))) == []
