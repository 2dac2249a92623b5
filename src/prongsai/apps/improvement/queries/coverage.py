"""How much of what is to be improved is answered: counts that open exactly the rows they count, and a bar of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.apps.improvement.models import Measure
from prongsai.apps.improvement.queries.owners import unmatched_count
from prongsai.apps.improvement.queries.weak_points import STATE_WORDS, Inbox, State, WeakPoint, inbox_of
from prongsai.base.access import Viewer

WIDTH = 100
"""Of the bar. Unit: its own."""


@dataclass(frozen=True)
class Count:
    """How many weak points are in a state (None: all of them), and the address that shows exactly these.

    Unit: `start` and `width` of the bar's `WIDTH`.
    """

    state: State | None
    word: str
    count: int
    address: str
    is_current: bool
    start: Decimal
    width: Decimal


@dataclass(frozen=True)
class InboxPage:
    """The inbox as it is looked at: the rows of one state, the counts of all, and what else waits."""

    inbox: Inbox
    rows: tuple[WeakPoint, ...]
    counts: tuple[Count, ...]
    state: State | None
    unmatched_count: int

    @property
    def next_open(self) -> WeakPoint | None:
        """The weak point to answer next: of those that nothing answers, what costs most."""
        return next(iter(self.inbox.of(State.OPEN)), None)

    @property
    def total(self) -> Count:
        """The count of all weak points."""
        return self.counts[-1]

    @property
    def answered(self) -> Count:
        """The count of those that a measure answers."""
        return next(each for each in self.counts if each.state is State.ANSWERED)

    @property
    def current(self) -> Count:
        """The count whose rows are shown."""
        return next(each for each in self.counts if each.is_current)

    @property
    def parts(self) -> tuple[Count, ...]:
        """The counts of which the bar is made: those of the three states."""
        return self.counts[:-1]


def inbox_page(viewer: Viewer, year: int, state: str) -> InboxPage:
    """The inbox of a year, narrowed to a state; a word that names none shows all."""
    inbox = inbox_of(viewer, year)
    chosen = next((each for each in State if each.value == state), None)
    return InboxPage(
        inbox=inbox,
        rows=inbox.of(chosen),
        counts=tuple(_counts(viewer, inbox, chosen)),
        state=chosen,
        unmatched_count=unmatched_count(viewer, year) if inbox.plan else 0,
    )


def _counts(viewer: Viewer, inbox: Inbox, chosen: State | None) -> Iterable[Count]:
    here = reverse("improvement:inbox", args=[viewer.agency.slug, inbox.year])
    total, start = len(inbox.points), Decimal(0)
    for state in (State.ANSWERED, State.ASIDE, State.OPEN):
        count = len(inbox.of(state))
        width = Decimal(WIDTH * count) / total if total else Decimal(0)
        address = f"{here}?state={state}"
        yield Count(state, str(STATE_WORDS[state]), count, address, state is chosen, _rounded(start), _rounded(width))
        start += width
    yield Count(None, _("ทั้งหมด"), total, f"{here}?state=all", chosen is None, Decimal(0), Decimal(WIDTH))


def inbox_rows(page: InboxPage) -> list[tuple[object, ...]]:
    """The weak points as rows of a table to take away, in the order of `inbox_heads`."""
    return [
        (
            each.label,
            each.text,
            each.recommendation,
            ", ".join(each.codes),
            each.points,
            str(each.word),
            "\n".join(_name(measure) for measure in each.measures),
            each.reason,
        )
        for each in page.rows
    ]


def inbox_heads() -> list[str]:
    """The heads of the table to take away."""
    return [
        *(_("เรื่อง"), _("ประเด็น"), _("ข้อเสนอแนะ"), _("ข้อที่เกี่ยวข้อง"), _("คะแนนที่เสีย")),
        *(_("สถานะ"), _("มาตรการ"), _("เหตุผลที่พักไว้")),
    ]


def _name(measure: Measure) -> str:
    return " ".join(part for part in (measure.number, str(measure)) if part)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
