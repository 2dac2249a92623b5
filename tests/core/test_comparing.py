"""What a paper that came back says otherwise: exactly what was changed, and nothing for how it was typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_finding, a_measure, a_reading, a_result, a_step
from prongsai.core import comparing
from prongsai.core.comparing import Difference, differences, plainly
from prongsai.core.records import (
    Agency,
    Finding,
    Measure,
    PaperKind,
    Period,
    Printed,
    Reading,
    Result,
    Round,
    Status,
    Step,
    Unread,
    Where,
    Written,
)
from prongsai.core.thai import thai_digits
from prongsai.core.versions import Deed

# Few letters and short texts, so that records say the same as others again and again: the hard case of pairing them.
texts = st.text("กข ๑1", max_size=4)
lists = st.lists(st.sampled_from(["กองคลัง", "กองช่าง", "o1", "o2"]), max_size=2).map(tuple)
periods = st.none() | st.builds(Period, st.just("2023-01"), st.just("2023-03"), st.sampled_from(["ม.ค.", "มี.ค."]))
statuses = st.sampled_from(Status)
percents = st.none() | st.integers(0, 2)
points = st.sampled_from([Decimal("84.99"), Decimal("85.00"), Decimal("95.00")])
STEP: dict[str, st.SearchStrategy[Any]] = {
    "number": st.none() | st.sampled_from("12"),
    "text": texts,
    "owners": lists,
    "period": periods,
    "status": statuses,
    "percent": percents,
    "result": texts,
    "suggestion": texts,
    "evidence": lists,
}
MEASURE: dict[str, st.SearchStrategy[Any]] = {
    **{name: field for name, field in STEP.items() if name != "text"},
    "tool": st.sampled_from([None, "IIT", "EIT"]),
    "indicator": st.none() | st.integers(1, 3),
    "codes": lists,
    "title": texts,
    "finding": texts,
    "monitoring": texts,
    "marked": st.lists(statuses, max_size=2).map(tuple),
    "written": st.lists(st.builds(Written, statuses, texts), max_size=1).map(tuple),
}
FINDING: dict[str, st.SearchStrategy[Any]] = {
    "tool": st.sampled_from([None, "OIT"]),
    "part": st.sampled_from([None, "public", "survey"]),
    "indicator": st.none() | st.integers(1, 3),
    "code": st.sampled_from([None, "o1", "o2"]),
    "remark": texts,
    "recommendation": texts,
    "items": lists,
    "missing_elements": st.lists(st.integers(1, 3), max_size=2).map(tuple),
}
RESULT: dict[str, st.SearchStrategy[Any]] = {
    "fiscal_year": st.integers(2564, 2567),
    "total": st.none() | points,
    "level": st.sampled_from([None, "A", "B"]),
    "rank": st.none() | st.integers(1, 3),
}
AGENCY: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(("name", "kind", "district", "province"), texts)
steps = st.builds(Step, **STEP)
measures = st.builds(Measure, **MEASURE, steps=st.lists(steps, max_size=4).map(tuple))
findings = st.builds(Finding, **FINDING)
results = st.builds(Result, **RESULT, tools=st.just({"IIT": Decimal("85.00")}))
readings = st.builds(
    Reading,
    source=st.just(a_reading().source),
    agency=st.builds(Agency, **AGENCY),
    kind=st.none() | st.sampled_from(PaperKind),
    fiscal_year=st.none() | st.integers(2564, 2567),
    round=st.sampled_from([None, Round(6), Round(12)]),
    results=st.lists(results, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=4).map(tuple),
    measures=st.lists(measures, max_size=4).map(tuple),
    unread=st.lists(st.builds(Unread, texts), max_size=3).map(tuple),
)


def _put(record: Any, path: list[str], value: Any) -> Any:
    """The record with the field at a path set."""
    if not path:
        return value
    name, *rest = path
    if isinstance(record, tuple):
        place = int(name)
        return (*record[:place], _put(record[place], rest, value), *record[place + 1 :])
    return replace(record, **{name: _put(getattr(record, name), rest, value)})


def _at(record: Any, path: list[str]) -> Any:
    for name in path:
        record = record[int(name)] if isinstance(record, tuple) else getattr(record, name)
    return record


def places(reading: Reading) -> list[tuple[str, st.SearchStrategy[Any]]]:
    """Every field of a reading with what may stand in it."""
    found: list[tuple[str, st.SearchStrategy[Any]]] = [
        *((f"agency.{name}", field) for name, field in AGENCY.items()),
        ("kind", st.none() | st.sampled_from(PaperKind)),
        ("fiscal_year", st.integers(2560, 2563)),
        ("round", st.sampled_from([None, Round(6), Round(12), Round(6, "2022-10-01")])),
    ]
    for i, measure in enumerate(reading.measures):
        found += [(f"measures.{i}.{name}", field) for name, field in MEASURE.items()]
        for j in range(len(measure.steps)):
            found += [(f"measures.{i}.steps.{j}.{name}", field) for name, field in STEP.items()]
    for i in range(len(reading.findings)):
        found += [(f"findings.{i}.{name}", field) for name, field in FINDING.items()]
    for i in range(len(reading.results)):
        found += [(f"results.{i}.{name}", field) for name, field in RESULT.items()]
    return [*found, *((f"unread.{i}.text", texts) for i in range(len(reading.unread)))]


@given(st.data())
def test_one_changed_field_is_exactly_one_difference(data: st.DataObject) -> None:
    before = data.draw(readings)
    path, field = data.draw(st.sampled_from(places(before)))
    value = data.draw(field)
    was = _at(before, path.split("."))
    after = _put(before, path.split("."), value)
    found = differences(before, after)
    if plainly(was) == plainly(value):
        assert found == ()
    else:
        (only,) = found
        assert (only.deed, only.path, only.name) == (Deed.CHANGED, path, path.rpartition(".")[2])
        assert (only.before, only.after) == (was, value)


@given(readings)
def test_a_reading_does_not_differ_from_itself(reading: Reading) -> None:
    assert differences(reading, reading) == ()


@given(readings, readings)
def test_any_two_readings_can_be_compared_and_nothing_is_told_only_when_they_say_the_same(
    before: Reading, after: Reading
) -> None:
    found = differences(before, after)
    assert found == differences(before, after)
    one, other = (replace(each, source=before.source) for each in (before, after))
    assert bool(found) == (_plain(one) != _plain(other))


def _plain(value: Any) -> Any:
    """Everything a reading of this test says, plainly."""
    if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
        return tuple(_plain(each) for each in value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, Period | Round | Written):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__ if name != "where"}
    return value if isinstance(value, dict) else plainly(value)


def told(before: Reading, after: Reading) -> list[tuple[Deed, str]]:
    return [(each.deed, each.path) for each in differences(before, after)]


def a_plan_of(*titles: str) -> Reading:
    return a_reading(measures=tuple(_titled(each) for each in titles))


def _titled(title: str) -> Measure:
    steps = (a_step(text=f"เตรียมการ{title}"), a_step(number="2", text=f"รายงานผล{title}"))
    return a_measure(title=title, steps=steps, result=f"ทำ{title}แล้ว")


TITLES = ("อบรมจริยธรรม", "เผยแพร่แผนจัดซื้อ", "สำรวจความพึงพอใจ", "ตรวจพัสดุ", "เปิดช่องร้องเรียน")


@pytest.mark.parametrize("place", range(5))
def test_a_measure_that_went_or_came_is_told_once_with_its_steps(place: int) -> None:
    whole, less = a_plan_of(*TITLES), a_plan_of(*TITLES[:place], *TITLES[place + 1 :])
    assert told(whole, less) == [(Deed.REMOVED, "")]
    assert told(less, whole) == [(Deed.ADDED, f"measures.{place}")]


@pytest.mark.parametrize(("now_at", "order"), [(0, (3, 0, 1, 2, 4)), (4, (0, 2, 3, 4, 1)), (1, (0, 2, 1, 3, 4))])
def test_a_measure_that_was_moved_is_told_as_moved_alone(now_at: int, order: tuple[int, ...]) -> None:
    found = differences(a_plan_of(*TITLES), a_plan_of(*(TITLES[each] for each in order)))
    (only,) = found
    assert only.deed is Deed.MOVED
    assert isinstance(only.record, Measure)
    assert only.record.title in {TITLES[order[now_at]], TITLES[order[min(now_at + 1, 4)]]}


def test_steps_come_go_and_move_inside_their_measure() -> None:
    parts = tuple(a_step(text=text) for text in ("ประกาศนโยบาย", "อบรมเจ้าหน้าที่", "ประเมินผล"))
    whole = a_reading(measures=(a_measure(steps=parts),))
    less = a_reading(measures=(a_measure(steps=parts[:2]),))
    turned = a_reading(measures=(a_measure(steps=(parts[2], *parts[:2])),))
    (gone,) = differences(whole, less)
    assert (gone.deed, gone.path, gone.record) == (Deed.REMOVED, "measures.0", parts[2])
    assert told(less, whole) == [(Deed.ADDED, "measures.0.steps.2")]
    assert told(whole, turned) == [(Deed.MOVED, "measures.0.steps.0")]


def test_a_step_that_stands_under_another_measure_now_has_moved_there() -> None:
    step = a_step(number="3", text="ลงพื้นที่ชี้แจงประชาชน")
    first, second = _titled(TITLES[0]), _titled(TITLES[1])
    before = a_reading(measures=(replace(first, steps=(*first.steps, step)), second))
    after = a_reading(measures=(first, replace(second, steps=(*second.steps, replace(step, number="5")))))
    moved, renumbered = differences(before, after)
    assert (moved.deed, moved.path, moved.within) == (Deed.MOVED, "measures.1.steps.2", after.measures[1])
    assert moved.came_from == before.measures[0]
    assert (renumbered.deed, renumbered.name, renumbered.after) == (Deed.CHANGED, "number", "5")


def test_a_measure_written_anew_in_its_place_is_changed_and_not_gone_and_come() -> None:
    before = a_reading(measures=(a_measure(title="เดิม", steps=()), _titled(TITLES[1])))
    after = a_reading(measures=(a_measure(title="ใหม่ทั้งหมดไม่เหมือนกันเลย", steps=()), _titled(TITLES[1])))
    assert told(before, after) == [(Deed.CHANGED, "measures.0.title")]


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: thai_digits(text),
        lambda text: f"\u200b{text}\ufeff",
        lambda text: text.replace(" ", "  \n"),
        lambda text: text.replace("และ", " และ "),
        lambda text: text.replace("ำ", "ํา"),
        lambda text: text.replace("แ", "เเ"),
    ],
)
def test_how_a_text_was_typed_is_no_difference(typed: Callable[[str], str]) -> None:
    before = a_reading(measures=(a_measure(result="แจ้งและดำเนินการแล้ว มีผู้ตอบ 120 คน"),))
    after = a_reading(measures=(replace(before.measures[0], result=typed(before.measures[0].result)),))
    assert differences(before, after) == ()


def test_a_space_between_figures_is_a_difference() -> None:
    before, after = (a_reading(measures=(a_measure(result=text),)) for text in ("ข้อ 1 20", "ข้อ 120"))
    assert told(before, after) == [(Deed.CHANGED, "measures.0.result")]


def test_scores_are_told_cell_by_cell_with_what_is_printed_again() -> None:
    printed = tuple(Printed("IIT", Decimal(each)) for each in ("93.00", "93.00"))
    before = a_reading(results=(a_result(printed=printed),))
    twice = a_result(printed=(printed[0], replace(printed[1], value=Decimal("39.00"))))
    (only,) = differences(before, a_reading(results=(twice,)))
    assert (only.path, only.before, only.after) == (
        "results.0.tools.IIT",
        (Decimal("93.00"), Decimal("93.00")),
        (Decimal("93.00"), Decimal("39.00")),
    )
    less = a_result(indicators={name: each for name, each in a_result().indicators.items() if name != "10"})
    (gone,) = differences(a_reading(results=(a_result(),)), a_reading(results=(less,)))
    assert (gone.path, gone.before, gone.after) == ("results.0.indicators.10", Decimal("100.00"), None)


def test_findings_and_results_come_and_go() -> None:
    more = a_reading(findings=(a_finding(), a_finding(code="o17", remark="ไม่พบแผน")), results=(a_result(),))
    assert told(a_reading(), more) == [(Deed.ADDED, "results.0"), (Deed.ADDED, "findings.1")]
    assert told(more, a_reading()) == [(Deed.REMOVED, ""), (Deed.REMOVED, "")]


def test_ticks_are_told_only_where_the_status_does_not_tell_it() -> None:
    done = a_measure(status=Status.DONE, marked=(Status.DONE,))
    both = replace(done, marked=(Status.DONE, Status.IN_PROGRESS))
    begun = replace(done, status=Status.IN_PROGRESS, marked=(Status.IN_PROGRESS,))
    assert told(a_reading(measures=(done,)), a_reading(measures=(both,))) == [(Deed.CHANGED, "measures.0.marked")]
    assert told(a_reading(measures=(done,)), a_reading(measures=(begun,))) == [(Deed.CHANGED, "measures.0.status")]


def test_where_something_stands_is_no_difference() -> None:
    here, there = (a_reading(measures=(a_measure(where=Where(table=table, row=2)),)) for table in (1, 7))
    assert differences(here, there) == ()


def test_every_field_of_a_record_is_compared() -> None:
    beside = {"where", "steps", "printed_codes"}
    for kind, names in ((Measure, comparing.MEASURE_FIELDS), (Step, comparing.STEP_FIELDS)):
        assert set(kind.__dataclass_fields__) - beside == set(names)
    assert set(Finding.__dataclass_fields__) - beside == set(comparing.FINDING_FIELDS)
    assert set(Agency.__dataclass_fields__) - {"spellings"} == set(comparing.AGENCY_FIELDS)


@pytest.mark.parametrize("change", [lambda number: f"ขั้นตอนที่ {number}", lambda number: f"เรื่องใหม่ {number * 7919}"])
def test_three_hundred_steps_are_compared_within_seconds(change: Callable[[int], str]) -> None:
    def of(words: Callable[[int], str]) -> Reading:
        parts = tuple(a_step(number=str(each), text=words(each) * 8, result="ทำแล้ว " * 20) for each in range(300))
        return a_reading(measures=(a_measure(steps=parts),))

    before, after = of(lambda number: f"ขั้นตอนที่ {number}"), of(change)
    started = time.perf_counter()
    found = differences(before, after)
    assert time.perf_counter() - started < 5
    assert len(found) == (300 if before != after else 0)


def test_a_difference_names_the_record_it_is_about() -> None:
    before = a_reading()
    after = _put(before, ["measures", "0", "steps", "1", "text"], "นำผลไปประชุม")
    (only,) = differences(before, after)
    assert isinstance(only, Difference)
    assert (only.record, only.within) == (after.measures[0].steps[1], after.measures[0])
