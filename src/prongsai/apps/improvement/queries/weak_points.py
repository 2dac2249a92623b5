"""What is to be improved, and what became of it: the remarks, lost items and low indicators a plan has to answer.

None of it is stored: a weak point is read from findings and the result sheet each time, so it is never out of date.
Only what became of it is kept, under its key: ``finding-12`` (the row that came first), ``item-o13``, ``indicator-7``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.cells import indicator_label
from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.assessment.queries.results import FindingRow, finding_rows
from prongsai.apps.assessment.queries.sheets import result_of
from prongsai.apps.improvement.models import Answer, Measure, Plan, SetAside
from prongsai.apps.improvement.queries.plans import found, measures_seen, plan_in
from prongsai.apps.improvement.queries.stakes import Lost, Share, lost_in, points_of_shares, result_year_for
from prongsai.base.access import Viewer
from prongsai.base.models import AuditLine
from prongsai.core.crosswalk import crosswalk
from prongsai.core.framework import Framework, nearest

FLOOR = 85
"""An indicator below this is a weak point. Unit: points 0-100."""


class Kind(StrEnum):
    """What a weak point is read from."""

    FINDING = "finding"
    ITEM = "item"
    INDICATOR = "indicator"


class State(StrEnum):
    """What became of a weak point."""

    OPEN = "open"
    ANSWERED = "answered"
    ASIDE = "aside"


STATE_WORDS: dict[State, Promise] = {
    State.OPEN: gettext_lazy("ยังไม่มีมาตรการ"),
    State.ANSWERED: gettext_lazy("มีมาตรการแล้ว"),
    State.ASIDE: gettext_lazy("พักไว้"),
}
MARKS = {State.OPEN: "warning", State.ANSWERED: "done", State.ASIDE: "deferred"}
"""The states as the marks of the house know them."""


@dataclass(frozen=True)
class WeakPoint:
    """Something a plan has to answer; `shares` tell what it costs now, and where that is reckoned.

    `codes` are items and questions of the plan's year, `titles` those the paper names, in the result's year;
    `row` has every print of a finding and is None for what a result sheet tells.
    """

    subject: str
    kind: Kind
    label: str
    text: str
    recommendation: str
    tool: str
    indicator: int | None
    question: str | None
    item_keys: tuple[str, ...]
    codes: tuple[str, ...]
    titles: tuple[CodeTitle, ...]
    shares: tuple[Share, ...]
    row: FindingRow | None
    measures: tuple[Measure, ...] = ()
    aside: SetAside | None = None

    @cached_property
    def points(self) -> Decimal | None:
        """What is lost there now; None when nobody can tell. Unit: points of the total, two decimals."""
        return points_of_shares(self.shares)

    @property
    def state(self) -> State:
        """What became of it; a measure counts for more than a reason to have none."""
        if self.measures:
            return State.ANSWERED
        return State.ASIDE if self.aside else State.OPEN

    @property
    def word(self) -> Promise:
        """The state as the screens call it."""
        return STATE_WORDS[self.state]

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        return MARKS[self.state]

    @property
    def reason(self) -> str:
        """Why it is set aside; "" when it is not."""
        return self.aside.reason if self.aside and not self.measures else ""

    @cached_property
    def words(self) -> str:
        """Everything it says, for whoever looks for something alike."""
        return f"{self.text} {self.recommendation}".strip()


@dataclass(frozen=True)
class Inbox:
    """Every weak point a plan has to answer, those that cost most first; `plan` is None before anybody began it."""

    year: int
    result_year: int
    plan: Plan | None
    points: tuple[WeakPoint, ...]

    def of(self, state: State | None) -> tuple[WeakPoint, ...]:
        """The weak points in a state; all of them for None."""
        return tuple(each for each in self.points if state is None or each.state is state)


def inbox_of(viewer: Viewer, year: int) -> Inbox:
    """The weak points that the plan of a year has to answer, in a number of questions that never grows."""
    plan = plan_in(viewer, year)
    result_year = plan.result_year if plan else result_year_for(viewer, year)
    lost = lost_in(viewer, result_year)
    read = [*_from_findings(lost, year), *_from_items(lost, year), *_from_indicators(lost)]
    answers, aside = _answers(viewer, plan), _set_aside(plan)
    became = (_became(each, answers, aside) for each in read)
    return Inbox(year, result_year, plan, tuple(sorted(became, key=_worth_most)))


def weak_points(viewer: Viewer, year: int) -> tuple[WeakPoint, ...]:
    """The weak points that the plan of a year has to answer, those that cost most first."""
    return inbox_of(viewer, year).points


def weak_point_of(viewer: Viewer, year: int, subject: str) -> WeakPoint:
    """One weak point of the viewer's agency by its key. Raises: Http404 when the year has no such."""
    return next((each for each in weak_points(viewer, year) if each.subject == subject), None) or found(None)


@dataclass(frozen=True, slots=True)
class DeedTold:
    """Something that was done about a weak point, in words."""

    word: Promise | str
    who: str
    at: datetime


def deeds_on(viewer: Viewer, point: WeakPoint) -> tuple[DeedTold, ...]:
    """What was done about a weak point, from the audit trail. Shape: the latest first."""
    lines = AuditLine.objects.filter(
        agency=viewer.agency, verb__startswith="weak_point.", changes__weak_point_key=point.subject
    ).select_related("person")
    return tuple(
        DeedTold(settings.AUDIT_WORDS[each.verb], each.person.name if each.person else "", each.at)
        for each in lines.order_by("-pk")
    )


def subjects_of_findings(viewer: Viewer, year: int) -> dict[int, str]:
    """The keys of the weak points that a year's findings are read as. Shape: finding's id to key; prints share one."""
    rows = finding_rows(lost_in(viewer, year).findings.values())
    return {each.pk: _subject(row) for row in rows for each in row.prints}


def _worth_most(point: WeakPoint) -> tuple[Decimal, int, str, int]:
    """Sorts what costs most first; equals by kind, tool and age."""
    kinds = list(Kind)
    first = min(each.pk for each in point.row.prints) if point.row else point.indicator or 0
    return -(point.points or Decimal(0)), kinds.index(point.kind), point.tool, first


def _subject(row: FindingRow) -> str:
    """The key of a finding: its oldest print, which no later paper can take its place from."""
    return f"{Kind.FINDING}-{min(each.pk for each in row.prints)}"


def _from_findings(lost: Lost, year: int) -> Iterable[WeakPoint]:
    for row in finding_rows(lost.findings.values()):
        finding = row.finding
        items = [code for code in dict.fromkeys((finding.code, *finding.items)) if lost.framework.item(code)]
        question = finding.code if lost.framework.question(finding.code) else None
        yield WeakPoint(
            subject=_subject(row),
            kind=Kind.FINDING,
            label=_label(finding.tool, finding.indicator, finding.code),
            text=finding.remark,
            recommendation=finding.recommendation,
            tool=finding.tool,
            indicator=finding.indicator or _indicator_of(lost.framework, finding.code),
            question=question,
            item_keys=_keys(lost.framework, items),
            codes=codes_in(year, lost.framework, [*([question] if question else []), *items]),
            titles=row.codes,
            shares=lost.shares(lost.codes_of_finding(finding)),
            row=row,
        )


def _from_items(lost: Lost, year: int) -> Iterable[WeakPoint]:
    """The lost items that no finding speaks of: those that one does stand in the inbox as the finding."""
    for each in lost.sheet.lost_items.all() if lost.sheet else ():
        if each.finding_id is None and (item := lost.framework.item(each.code)):
            indicator = _indicator_of(lost.framework, each.code)
            yield WeakPoint(
                subject=f"{Kind.ITEM}-{each.code}",
                kind=Kind.ITEM,
                label=_label("OIT", indicator, each.code),
                text=_("ข้อ %(code)s %(title)s ไม่ได้คะแนน") % {"code": each.code, "title": item.title_th},
                recommendation="",
                tool="OIT",
                indicator=indicator,
                question=None,
                item_keys=(item.key,),
                codes=codes_in(year, lost.framework, [each.code]),
                titles=(title_of(each.code, lost.framework.fiscal_year),),
                shares=lost.shares([each.code]),
                row=None,
            )


def _from_indicators(lost: Lost) -> Iterable[WeakPoint]:
    if lost.sheet is None:
        return
    scores = result_of(lost.sheet).indicators
    for indicator in lost.framework.indicators:
        number, score = str(indicator.number), scores.get(str(indicator.number))
        if score is not None and score < FLOOR:
            names = {"number": number, "name": indicator_label(indicator), "score": score, "floor": FLOOR}
            yield WeakPoint(
                subject=f"{Kind.INDICATOR}-{number}",
                kind=Kind.INDICATOR,
                label=_label(indicator.tool, indicator.number, ""),
                text=_("ตัวชี้วัดที่ %(number)s %(name)s ได้ %(score)s ต่ำกว่า %(floor)s") % names,
                recommendation="",
                tool=indicator.tool,
                indicator=indicator.number,
                question=None,
                item_keys=(),
                codes=(),
                titles=(),
                shares=lost.shares([number]),
                row=None,
            )


def _became(point: WeakPoint, answers: Mapping[str, tuple[Measure, ...]], aside: Mapping[str, SetAside]) -> WeakPoint:
    return replace(point, measures=answers.get(point.subject, ()), aside=aside.get(point.subject))


def _answers(viewer: Viewer, plan: Plan | None) -> dict[str, tuple[Measure, ...]]:
    """The plan's measures that the viewer may see, by the weak point they answer."""
    if plan is None:
        return {}
    measures = {each.pk: each for each in measures_seen(viewer).filter(plan=plan)}
    by_subject: dict[str, tuple[Measure, ...]] = {}
    for measure, subject in Answer.objects.filter(measure__in=measures).values_list("measure_id", "subject"):
        by_subject[subject] = (*by_subject.get(subject, ()), measures[measure])
    return by_subject


def _set_aside(plan: Plan | None) -> dict[str, SetAside]:
    return {each.subject: each for each in plan.set_aside.select_related("by")} if plan else {}


def _label(tool: str, indicator: int | None, code: str) -> str:
    parts = [tool, _("ตัวชี้วัดที่ %s") % indicator if indicator else "", code]
    return " · ".join(part for part in parts if part) or _("ไม่ระบุตัวชี้วัด")


def _indicator_of(framework: Framework, code: str) -> int | None:
    if item := framework.item(code):
        return int(item.sub_indicator.split(".")[0])
    question = framework.question(code)
    return question.indicator if question else None


def _keys(framework: Framework, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(item.key for code in codes if (item := framework.item(code)))


def codes_in(year: int, framework: Framework, codes: Iterable[str]) -> tuple[str, ...]:
    """What codes of one year's framework are in another year; a question stays where both years ask it alike."""
    there = nearest(year)
    if there is framework:
        return tuple(codes)
    passages = crosswalk(framework.fiscal_year, there.fiscal_year)
    reached: list[str] = []
    for code in codes:
        passage = passages.of(code)
        reached += [each.code for each in passage.targets] if passage else _same_question(framework, there, code)
    return tuple(dict.fromkeys(reached))


def _same_question(before: Framework, after: Framework, code: str) -> list[str]:
    one, other = before.question(code), after.question(code)
    return [code] if one and other and one.indicator == other.indicator else []
