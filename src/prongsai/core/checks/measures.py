"""Measures as a plan: who, when, how followed, how numbered; and the round that a progress paper reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prongsai.core.checks.codes import found, quoted
from prongsai.core.records import Check, Measure, PaperKind, Period, Reading, Where
from prongsai.core.thai import arabic, fiscal_year_bounds, key


def measure_checks(reading: Reading) -> list[Check]:
    """``measure.no_owner`` ``measure.no_period`` ``measure.no_monitoring`` ``period.outside_year``
    ``numbering.repeated`` ``round.missing``.
    """
    return [*_gaps(reading), *_outside_year(reading), *_repeated(reading), *_no_round(reading)]


def _gaps(reading: Reading) -> Iterator[Check]:
    """An empty cell of a column that the paper drew; one it did not draw is no gap.

    Owners alone are missed without a column too, when a plan or a report names none at all.
    """
    present = reading.columns.present
    owned = any(_has_owner(measure) for measure in reading.measures)
    promises = reading.kind in (PaperKind.PLAN, PaperKind.PROGRESS)
    if reading.measures and not owned and (promises or "owners" in present):
        yield _nobody(reading.measures[0].where)
    for measure in reading.measures:
        if owned and "owners" in present and not _has_owner(measure):
            yield _gap("measure.no_owner", measure, "ผู้รับผิดชอบ", "owner")
        if "period" in present and not _has_period(measure):
            yield _gap("measure.no_period", measure, "ระยะเวลาดำเนินการ", "period")
        if "monitoring" in present and not measure.monitoring.strip(" -–\n"):
            yield _gap("measure.no_monitoring", measure, "การกำกับติดตาม", "monitoring")


def _has_owner(measure: Measure) -> bool:
    return bool(measure.owners) or any(step.owners for step in measure.steps)


def _has_period(measure: Measure) -> bool:
    return measure.period is not None or any(step.period for step in measure.steps)


def _nobody(where: Where) -> Check:
    return found(
        "measure.no_owner",
        where,
        ("ไม่มีมาตรการใดในเอกสารระบุผู้รับผิดชอบ", "เพิ่มช่องผู้รับผิดชอบ แล้วระบุกองหรืองานของทุกมาตรการ"),
        ("No measure of the paper has an owner.", "Add a column for owners and name the unit of every measure."),
    )


def _gap(code: str, measure: Measure, missing: str, missing_en: str) -> Check:
    name = quoted(measure.title or measure.finding)
    return found(
        code,
        measure.where,
        (f"มาตรการ “{name}” ไม่ได้ระบุ{missing}", f"ระบุ{missing}ของมาตรการนี้"),
        (f"Measure “{name}” names no {missing_en}.", f"Name its {missing_en}."),
    )


def _outside_year(reading: Reading) -> Iterator[Check]:
    if reading.fiscal_year is None:
        return
    first, last = _allowed_months(reading.fiscal_year, reading.kind)
    for measure in reading.measures:
        for period in dict.fromkeys(_periods(measure)):
            if not _is_within(period, first, last):
                yield _outside(measure, period, reading.fiscal_year)


def _allowed_months(fiscal_year: int, kind: PaperKind | None) -> tuple[str, str]:
    """First and last month that a period may name. A plan made from one year's result may run in the next."""
    years_after = 0 if kind == PaperKind.PROGRESS else 1
    end = fiscal_year_bounds(fiscal_year + years_after)[1]
    return f"{fiscal_year_bounds(fiscal_year)[0]:%Y-%m}", f"{end.year}-{end.month - 1:02}"


def _periods(measure: Measure) -> Iterable[Period]:
    return filter(None, (measure.period, *(step.period for step in measure.steps)))


def _is_within(period: Period, first: str, last: str) -> bool:
    return (period.start or first) >= first and (period.end or last) <= last


def _outside(measure: Measure, period: Period, fiscal_year: int) -> Check:
    name = quoted(measure.title or measure.finding, 40)
    first, after = fiscal_year_bounds(fiscal_year)
    return found(
        "period.outside_year",
        measure.where,
        (
            f"มาตรการ “{name}”: ระยะเวลา “{period.text}” อยู่นอกปีงบประมาณ พ.ศ. {fiscal_year}",
            f"ตรวจปีที่พิมพ์: ปีงบประมาณ พ.ศ. {fiscal_year} คือ 1 ตุลาคม {fiscal_year - 1} ถึง 30 กันยายน {fiscal_year}",
        ),
        (
            f"Measure “{name}”: the period “{period.text}” is outside fiscal year {fiscal_year}.",
            f"Check the year: fiscal year {fiscal_year} runs from {first} to the day before {after}.",
        ),
    )


def _repeated(reading: Reading) -> Iterator[Check]:
    for measure in reading.measures:
        for place in _repeats([(step.number, None) for step in measure.steps]):
            number, name = _plain(measure.steps[place].number), quoted(measure.title or measure.finding, 40)
            yield _repeat(number, f"ขั้นตอนของมาตรการ “{name}”", f"the steps of measure “{name}”", measure.where)
    measures = _without_carried_on(reading.measures)
    for place in _repeats([(measure.number, (measure.tool, measure.indicator)) for measure in measures]):
        yield _repeat(_plain(measures[place].number), "มาตรการ", "the measures", measures[place].where)


def _without_carried_on(measures: Iterable[Measure]) -> list[Measure]:
    """The measures, one that carries on in the next row once."""
    kept: list[Measure] = []
    for measure in measures:
        if not kept or _heading(kept[-1]) != _heading(measure):
            kept.append(measure)
    return kept


def _heading(measure: Measure) -> tuple[str | None, str, str]:
    return _plain(measure.number), key(measure.title)[:20], key(measure.finding)[:20]


def _repeats(numbered: Iterable[tuple[str | None, object]]) -> list[int]:
    """Where a number is used again in one count. Shape: places in `numbered`, pairs of a number and its group.

    A count that starts again at 1, after going on or in another group, is a new one.
    """
    seen: dict[str, object] = {}
    repeats: list[int] = []
    for place, (printed, group) in enumerate(numbered):
        number = _plain(printed)
        if number is None:
            continue
        if number == "1" and (len(seen) > 1 or seen.get("1", group) != group):
            seen = {}
        elif number in seen:
            repeats.append(place)
        seen[number] = group
    return repeats


def _plain(number: str | None) -> str | None:
    return arabic(number).strip(" .)(") or None if number else None


def _repeat(number: str | None, th: str, en: str, where: Where) -> Check:
    return found(
        "numbering.repeated",
        where,
        (f"ลำดับ {number} ใช้ซ้ำใน{th}", "เรียงลำดับใหม่ให้ไม่ซ้ำกัน"),
        (f"Number {number} is used twice in {en}.", "Number them anew."),
    )


def _no_round(reading: Reading) -> Iterator[Check]:
    if reading.kind == PaperKind.PROGRESS and reading.round is None:
        yield found(
            "round.missing",
            Where(),
            (
                "รายงานผลไม่ได้ระบุว่าเป็นรอบ 6 เดือนหรือ 12 เดือน",
                "ระบุรอบรายงานที่หัวเอกสาร เช่น “รอบ 6 เดือน (ตุลาคม - มีนาคม)”",
            ),
            (
                "The report does not say whether it covers 6 or 12 months.",
                "Name the round in the heading, such as “6 months (October - March)”.",
            ),
        )
