from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.disclosure import ElementState, PeriodKind, Shown, Span, item_state, span_of, state_of
from prongsai.core.framework import YEARS, load

OCTOBER, JANUARY, APRIL, AFTER = date(2024, 10, 1), date(2025, 1, 1), date(2025, 4, 1), date(2025, 10, 1)
LAST_OCTOBER = date(2023, 10, 1)
TODAY = date(2025, 5, 2)


def span_2568(code: str) -> Span:
    framework = load(2568)
    item = framework.item(code)
    assert item is not None
    span = span_of(framework, item)
    assert span is not None
    return span


YEAR = span_2568("o6")
BEFORE = span_2568("o7")
HALF = Span(OCTOBER, APRIL, APRIL, PeriodKind.AT_LEAST_FIRST_HALF, YEAR.confidence)


def shown(*covers: date, dated_on: date | None = None, is_reachable: bool = True) -> Shown:
    return Shown((covers[0], covers[1]) if covers else None, dated_on, is_reachable)


days = st.dates(date(2022, 1, 1), date(2027, 1, 1))
covers = st.none() | st.tuples(days, st.integers(1, 900)).map(lambda at: (at[0], at[0] + timedelta(days=at[1])))
things = st.builds(Shown, covers, st.none() | days, st.booleans())
every_span = [
    span
    for year in YEARS
    for framework in [load(year)]
    for item in framework.items
    for span in [span_of(framework, item)]
]
spans = st.sampled_from(sorted(set(every_span), key=str))


@pytest.mark.parametrize(
    ("span", "thing", "state"),
    [
        (YEAR, shown(OCTOBER, AFTER), ElementState.THERE),
        (YEAR, shown(date(2022, 10, 1), date(2027, 10, 1)), ElementState.THERE),
        (YEAR, shown(date(2024, 1, 1), JANUARY), ElementState.THERE),
        (YEAR, shown(LAST_OCTOBER, OCTOBER), ElementState.STALE),
        (YEAR, shown(AFTER, date(2026, 10, 1)), ElementState.STALE),
        (YEAR, shown(dated_on=OCTOBER), ElementState.THERE),
        (YEAR, shown(dated_on=date(2024, 9, 30)), ElementState.STALE),
        (YEAR, shown(OCTOBER, AFTER, dated_on=date(2020, 1, 1)), ElementState.THERE),
        (YEAR, shown(), ElementState.THERE),
        (BEFORE, shown(LAST_OCTOBER, OCTOBER), ElementState.THERE),
        (BEFORE, shown(OCTOBER, AFTER), ElementState.STALE),
        (BEFORE, shown(dated_on=date(2024, 11, 20)), ElementState.THERE),
        (BEFORE, shown(dated_on=date(2023, 9, 30)), ElementState.STALE),
        (HALF, shown(OCTOBER, APRIL), ElementState.THERE),
        (HALF, shown(OCTOBER, AFTER), ElementState.THERE),
        (HALF, shown(OCTOBER, JANUARY), ElementState.STALE),
        (HALF, shown(JANUARY, APRIL), ElementState.STALE),
        (HALF, shown(LAST_OCTOBER, OCTOBER), ElementState.STALE),
        (HALF, shown(dated_on=date(2025, 4, 20)), ElementState.THERE),
        (None, shown(dated_on=date(2001, 1, 1)), ElementState.THERE),
        (None, shown(is_reachable=False), ElementState.UNREACHABLE),
        (YEAR, shown(OCTOBER, AFTER, is_reachable=False), ElementState.UNREACHABLE),
    ],
)
def test_one_thing_shown_is_judged_by_the_time_it_tells_of(
    span: Span | None, thing: Shown, state: ElementState
) -> None:
    assert state_of([thing], span, TODAY) is state


def test_two_quarterly_reports_tell_of_the_first_six_months_together_and_a_gap_is_seen() -> None:
    first, second = shown(OCTOBER, JANUARY), shown(JANUARY, APRIL)
    assert state_of([second, first], HALF, TODAY) is ElementState.THERE
    assert state_of([first, shown(date(2025, 1, 2), APRIL)], HALF, TODAY) is ElementState.STALE
    assert state_of([first, shown(JANUARY, APRIL, is_reachable=False)], HALF, TODAY) is ElementState.UNREACHABLE


def test_a_short_report_inside_a_longer_one_takes_nothing_away() -> None:
    march = date(2025, 3, 1)
    pieces = [shown(OCTOBER, march), shown(date(2024, 11, 1), date(2024, 12, 1)), shown(march, APRIL)]
    assert state_of(pieces, HALF, TODAY) is ElementState.THERE


def test_nothing_shown_is_missing_once_it_can_be_there_and_not_due_before() -> None:
    assert state_of([], HALF, date(2025, 3, 31)) is ElementState.NOT_DUE
    assert state_of([], HALF, APRIL) is ElementState.MISSING
    assert state_of([], YEAR, date(2024, 9, 30)) is ElementState.NOT_DUE
    assert state_of([], YEAR, OCTOBER) is ElementState.MISSING
    assert state_of([], None, date(2000, 1, 1)) is ElementState.MISSING


def test_what_is_not_of_the_time_yet_is_not_due_rather_than_stale() -> None:
    assert state_of([shown(OCTOBER, JANUARY)], HALF, date(2025, 3, 31)) is ElementState.NOT_DUE
    assert state_of([shown(OCTOBER, JANUARY)], HALF, APRIL) is ElementState.STALE


@given(st.lists(things, max_size=4), st.lists(things, max_size=4), spans, days)
def test_what_is_there_stays_there_whatever_else_is_shown(
    some: list[Shown], others: list[Shown], span: Span | None, today: date
) -> None:
    if state_of(some, span, today) is ElementState.THERE:
        assert state_of([*others, *some], span, today) is ElementState.THERE


@given(st.lists(things, max_size=4), spans, days, st.randoms())
def test_the_order_of_what_is_shown_changes_nothing(
    some: list[Shown], span: Span | None, today: date, chance: object
) -> None:
    assert state_of(some[::-1], span, today) is state_of(some, span, today)


@given(st.lists(things, max_size=4), spans, days)
def test_a_state_says_what_is_shown(some: list[Shown], span: Span | None, today: date) -> None:
    state = state_of(some, span, today)
    opens = [each for each in some if each.is_reachable]
    early = span is not None and today < span.due_on
    if state is ElementState.THERE:
        assert opens
    elif state is ElementState.UNREACHABLE:
        assert len(opens) < len(some)
    else:
        assert len(opens) == len(some)
        assert state is (ElementState.NOT_DUE if early else ElementState.STALE if some else ElementState.MISSING)


@given(st.lists(things, min_size=1, max_size=4), spans, days)
def test_nothing_that_does_not_open_makes_an_element_there(some: list[Shown], span: Span | None, today: date) -> None:
    closed = [Shown(each.covers, each.dated_on, is_reachable=False) for each in some]
    assert state_of(closed, span, today) is ElementState.UNREACHABLE


@given(st.lists(things.filter(lambda thing: thing.is_reachable), max_size=4), spans, days)
def test_a_thing_of_which_nobody_said_the_time_is_taken_as_it_is(
    some: list[Shown], span: Span | None, today: date
) -> None:
    assert state_of([*some, shown()], span, today) is ElementState.THERE


@given(
    st.lists(covers.filter(bool), max_size=5), spans.filter(lambda span: span is not None and span.kind.is_first_half)
)
def test_six_months_are_told_when_every_day_of_them_is(pieces: list[tuple[date, date]], span: Span) -> None:
    told = {first + timedelta(days=each) for first, after in pieces for each in range((after - first).days)}
    asked = {span.starts_on + timedelta(days=each) for each in range((span.ends_on - span.starts_on).days)}
    state = state_of([shown(*piece) for piece in pieces], span, span.due_on)
    assert (state is ElementState.THERE) == (asked <= told)


@given(covers.filter(bool), spans.filter(lambda span: span is not None and not span.kind.is_first_half))
def test_a_year_is_told_when_a_day_of_it_is(piece: tuple[date, date], span: Span) -> None:
    told = {piece[0] + timedelta(days=each) for each in range((piece[1] - piece[0]).days)}
    asked = {span.starts_on + timedelta(days=each) for each in range((span.ends_on - span.starts_on).days)}
    assert (state_of([shown(*piece)], span, span.due_on) is ElementState.THERE) == bool(asked & told)


@given(st.lists(st.sampled_from(ElementState), max_size=6))
def test_an_item_is_there_only_when_every_element_is(states: list[ElementState]) -> None:
    state = item_state(states)
    assert (state is ElementState.THERE) == (bool(states) and set(states) == {ElementState.THERE})
    assert state in states or (not states and state is ElementState.MISSING)


def test_the_most_pressing_element_names_the_item() -> None:
    there, due, stale, gone, none = (
        ElementState(each) for each in ("there", "not_due", "stale", "unreachable", "missing")
    )
    assert item_state([there, due]) is due
    assert item_state([due, stale, there]) is stale
    assert item_state([stale, gone]) is gone
    assert item_state([gone, none, stale]) is none


def test_every_state_has_its_own_words_in_both_languages() -> None:
    words = [state.words for state in ElementState]
    assert len({th for th, _ in words}) == len({en for _, en in words}) == len(ElementState) == 5
