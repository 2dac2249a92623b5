"""Measures of each year's plan as it was approved last, with what was done as far as that was accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.disclosure.queries.building.handed_out import HandedOut
from prongsai.apps.disclosure.queries.building.owners import Owners
from prongsai.apps.disclosure.queries.building.progress import WORDS, Accepted
from prongsai.apps.disclosure.queries.building.words import both, in_thai
from prongsai.apps.improvement.models import SignOff
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.base.models import Agency
from prongsai.core.publication import MeasureBody, PublicPage, Row, Said, StepShown
from prongsai.core.records import Measure, Period, Reading, Step, from_json
from prongsai.core.thai import arabic

_UNSAFE = re.compile(r"[^0-9a-z.]+")
_LETTERS = "bcdefghijklmnopqrstuvwxyz"
_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """A plan as it was approved last."""

    year: int
    version: int
    reading: Reading


def approved_plans(agency: Agency) -> list[ApprovedPlan]:
    """The plan of each year as it was approved last, whatever is being written since. Shape: latest year first."""
    approvals = SignOff.objects.filter(plan__agency=agency, deed=SignOff.Deed.APPROVED).select_related("plan")
    newest = {each.plan.fiscal_year: each for each in approvals.order_by("version", "pk")}
    return [
        ApprovedPlan(year, each.version, from_json(each.content))
        for year, each in sorted(newest.items(), reverse=True)
        if each.content
    ]


def measure_pages(
    plan: ApprovedPlan, accepted: Accepted, owners: Owners, files: HandedOut, items: Collection[str], today: date
) -> list[PublicPage]:
    """A page for each measure of an approved plan. `items` are the paths of the item pages that there are."""
    numbers = _numbers(plan.reading)
    return [
        _page(plan, measure, number, accepted, owners, files, items, today)
        for measure, number in zip(plan.reading.measures, numbers, strict=True)
    ]


def item_path(year: int, code: str) -> str:
    """Where the page of an item stands."""
    return f"{year}/items/{code}/"


def code_rows(codes: Collection[str], year: int, items: Collection[str]) -> tuple[Row, ...]:
    """Items and questions with their titles, the items that have a page as links."""
    return tuple(_code_row(code, year, items) for code in codes)


def _page(
    plan: ApprovedPlan,
    measure: Measure,
    number: str,
    accepted: Accepted,
    owners: Owners,
    files: HandedOut,
    items: Collection[str],
    today: date,
) -> PublicPage:
    key = ("measure", measure.where.table or 0)
    steps = [("step", step.where.row or 0) for step in measure.steps]
    standing = accepted.standing_of_measure(key, steps)
    body = MeasureBody(
        year=plan.year,
        number=measure.number or number,
        codes=code_rows(measure.codes, plan.year, items),
        finding=measure.finding,
        owners=owners.said(measure.owners),
        period=_period(measure.period),
        monitoring=measure.monitoring,
        state=standing.value,
        state_word=both(WORDS[standing]),
        percent=accepted.share_of_measure(key, steps),
        result=accepted.result(key),
        as_of=_as_of(plan, accepted, (key, *steps)),
        steps=tuple(_step(step, place, accepted, owners, files) for place, step in enumerate(measure.steps, 1)),
        proofs=accepted.links(key, files),
    )
    title = measure.title or measure.finding
    path = f"{plan.year}/measures/{number}/"
    summary = Said(body.result[:_SUMMARY]) if body.result else body.state_word
    return PublicPage(f"measure-{key[1]}", path, "measure", Said(title), summary, today, body)


def _step(step: Step, place: int, accepted: Accepted, owners: Owners, files: HandedOut) -> StepShown:
    key = ("step", step.where.row or 0)
    standing = accepted.standing(key)
    return StepShown(
        number=step.number or str(place),
        text=step.text,
        owners=owners.said(step.owners),
        period=_period(step.period),
        state=standing.value,
        state_word=both(WORDS[standing]),
        percent=accepted.percent(key),
        result=accepted.result(key),
        proofs=accepted.links(key, files),
    )


def _as_of(plan: ApprovedPlan, accepted: Accepted, keys: Collection[tuple[str, int]]) -> Said:
    """From which version what is promised is, and from which round what is done."""
    rounds = [accepted.reports[key].round for key in keys if key in accepted.reports]
    if not rounds:
        return both(lambda: _("แผนฉบับที่ %(version)s ที่อนุมัติแล้ว") % {"version": plan.version})
    months = max(rounds, key=lambda each: (each.ends_on, each.pk)).months
    told = {"version": plan.version, "months": months}
    return both(lambda: _("แผนฉบับที่ %(version)s ที่อนุมัติแล้ว และรายงานรอบ %(months)s เดือนที่ตรวจรับแล้ว") % told)


def _period(period: Period | None) -> str:
    return in_thai(lambda: period_words(period))


def _code_row(code: str, year: int, items: Collection[str]) -> Row:
    path = item_path(year, code)
    title = in_thai(lambda: title_of(code, year).title)
    return Row(Said(f"{code} {title}".strip()), path if path in items else None, code)


def _numbers(reading: Reading) -> Iterator[str]:
    """How measures are numbered in addresses: as the plan numbers them, a second of the same with a letter."""
    given: set[str] = set()
    repeated: Counter[str] = Counter()
    for place, measure in enumerate(reading.measures, 1):
        stem = own = _UNSAFE.sub("-", arabic(measure.number or "").lower()).strip("-.") or str(place)
        while own in given:
            repeated[stem] += 1
            own = f"{stem}-{_letter(repeated[stem])}"
        given.add(own)
        yield own


def _letter(count: int) -> str:
    return _LETTERS[count - 1] if count <= len(_LETTERS) else str(count)
