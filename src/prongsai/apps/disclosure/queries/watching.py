"""The links an agency shows, as they were when last looked at: faults, what changed, hints, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.disclosure.models import Exhibit, Showing, Visit
from prongsai.apps.disclosure.queries import faults
from prongsai.apps.disclosure.queries.elements import asked_of, changes_of
from prongsai.apps.disclosure.queries.hints import Hint, Spoken, hints_of, spoken_of
from prongsai.apps.disclosure.queries.visits import Seen, seen_of
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, Job
from prongsai.base.templatetags.thai import thai_day, thai_time
from prongsai.core.framework import has_framework, load
from prongsai.watch import Fault, Policy

JOB_KIND = "links"
PATIENCE = timedelta(hours=3)
"""After this long a look that has not ended is taken for one nobody works at."""
LATELY = timedelta(days=1)
"""What was seen since yesterday's beginning is news."""
A_PAGE = 50
"""Links on one page of the list."""
WISHES: dict[str, Promise] = {
    "": gettext_lazy("ทั้งหมด"),
    "down": gettext_lazy("เปิดไม่ได้"),
    "look": gettext_lazy("เปิดได้ มีข้อควรดู"),
    "changed": gettext_lazy("เปลี่ยนจากครั้งก่อน"),
    "fell": gettext_lazy("เพิ่งเปิดไม่ได้"),
    "unseen": gettext_lazy("ยังไม่ได้ตรวจ"),
}
"""What the list of links can be narrowed to."""

Shown = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class LinkRow:
    """A link as it was when last looked at. Shape: `shown` are item, element's id and words, of the year listed."""

    exhibit: Exhibit
    year: int
    shown: Shown
    seen: Seen | None
    today: date

    @property
    def visit(self) -> Visit | None:
        """The latest look at it."""
        return self.seen.now if self.seen else None

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The items of the year it is shown for, each once."""
        return tuple(dict.fromkeys(item for item, _element, _words in self.shown))

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with it and what to do, as sentences."""
        return faults.sentences(self.visit.faults) if self.visit else ()

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """What somebody should look at behind it."""
        return hints_of(self.visit, self.year, self.shown) if self.visit else ()

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """Where its text speaks of the elements it is shown for."""
        texts = {element: words for _item, element, words in self.shown if element}
        return spoken_of(self.visit, texts.items()) if self.visit else ()

    @property
    def is_down(self) -> bool:
        """Whether a citizen does not see what was promised."""
        return self.visit is not None and faults.is_down(self.visit.faults)

    @property
    def moved_to(self) -> str:
        """Where it moved for good; "" where it has not."""
        return self.visit.final_url if self.visit and Fault.MOVED.value in self.visit.faults else ""

    @property
    def mark(self) -> str:
        """How it stands, as the marks of the house know it."""
        if self.visit is None:
            return "not_started"
        return "failed" if self.is_down else "warning" if self.faults or self.hints else "done"

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.visit is None:
            return _("ยังไม่ได้ตรวจ")
        if self.is_down:
            return _("เปิดไม่ได้")
        return _("เปิดได้ มีข้อควรดู") if self.faults or self.hints else _("เปิดได้")

    @property
    def changes(self) -> tuple[str, ...]:
        """What is otherwise than at the visit before, in words."""
        return self.seen.change_words if self.seen else ()

    @property
    def wishes(self) -> Iterator[str]:
        """The lists it stands in."""
        yield ""
        if self.seen is None:
            yield "unseen"
            return
        if self.is_down:
            yield "down"
        elif self.faults or self.hints:
            yield "look"
        if self.seen.is_changed and self.is_news:
            yield "changed"
        if self.seen.fell and self.is_news:
            yield "fell"

    @property
    def is_news(self) -> bool:
        """Whether it was looked at since yesterday's beginning."""
        return self.visit is not None and timezone.localdate(self.visit.at) >= self.today - LATELY


@dataclass(frozen=True, slots=True)
class LinksPage:
    """The links of a year. Shape: `counts` are wish, word, how many, in order; `job` the latest round."""

    rows: tuple[LinkRow, ...]
    counts: tuple[tuple[str, Promise, int], ...]
    job: Job | None
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit of a link's history, and what was otherwise than at the one before."""

    seen: Seen

    @property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.seen.now

    @property
    def mark(self) -> str:
        """How the link stood, as the marks of the house know it."""
        return "failed" if faults.is_down(self.visit.faults) else "warning" if self.visit.faults else "done"

    @property
    def word(self) -> str:
        """How the link stood, in a word."""
        if faults.is_down(self.visit.faults):
            return _("เปิดไม่ได้")
        return _("เปิดได้ มีข้อควรดู") if self.visit.faults else _("เปิดได้")

    @property
    def faults(self) -> tuple[str, ...]:
        """What was wrong, as sentences."""
        return faults.sentences(self.visit.faults)

    @property
    def changes(self) -> tuple[str, ...]:
        """What was otherwise than at the visit before, in words."""
        return self.seen.change_words


def policy() -> Policy:
    """How this installation looks at links (`settings.WATCH`)."""
    return Policy(**settings.WATCH)


def links_page(viewer: Viewer, year: int, today: date, wish: str = "") -> LinksPage:
    """The links shown in a year or nowhere yet, narrowed to a wish, the worst first; always in as many questions."""
    rows = link_rows(viewer, year, today)
    counted = Counter(each for row in rows for each in row.wishes)
    counts = tuple((each, word, counted[each]) for each, word in WISHES.items())
    job = Job.objects.filter(agency=viewer.agency, kind=JOB_KIND).first()
    wanted = tuple(each for each in rows if wish in each.wishes)
    return LinksPage(wanted, counts, job, _is_under_way(job, timezone.now()))


def link_rows(viewer: Viewer, year: int, today: date) -> tuple[LinkRow, ...]:
    """The links shown in a year or nowhere yet, the most urgent first."""
    of_year = Prefetch("showings", Showing.objects.filter(fiscal_year=year), to_attr="shown_this_year")
    there = Exhibit.objects.filter(agency=viewer.agency, kind=Exhibit.Kind.LINK, removed_at=None)
    wanted = there.filter(Q(showings__fiscal_year=year) | Q(showings=None)).distinct()
    links = list(wanted.prefetch_related(of_year))
    seen = seen_of([each.pk for each in links])
    texts = _element_texts(viewer.agency, year, {use.item for link in links for use in link.shown_this_year})
    rows = [_row(each, list(each.shown_this_year), year, seen.get(each.pk), texts, today) for each in links]
    return tuple(sorted(rows, key=lambda row: (_URGENCY[row.mark], row.codes[:1] and _number(row.codes[0]))))


def link_of(viewer: Viewer, year: int, exhibit_id: int, today: date) -> tuple[LinkRow, tuple[VisitRow, ...]]:
    """One link with the history of its visits, the newest first. Raises: Http404."""
    found = Exhibit.objects.filter(agency=viewer.agency, kind=Exhibit.Kind.LINK, pk=exhibit_id).first()
    if found is None:
        raise Http404
    visits = list(found.visits.order_by("-at", "-pk"))
    history = [VisitRow(Seen(now, before)) for now, before in zip(visits, [*visits[1:], None], strict=True)]
    shown = list(found.showings.filter(fiscal_year=year))
    texts = _element_texts(viewer.agency, year, {each.item for each in shown})
    return _row(found, shown, year, history[0].seen if history else None, texts, today), tuple(history)


def links_table(viewer: Viewer, year: int, today: date, wish: str = "") -> Table:
    """The links of a year as a table to take away."""
    rows: list[tuple[object, ...]] = [
        (
            ", ".join(row.codes),
            row.exhibit.title,
            row.exhibit.url,
            row.word,
            " ".join([*row.faults, *(each.sentence for each in row.hints)]),
            " ".join(row.changes),
            row.moved_to,
            thai_time(row.visit.at) if row.visit else "",
            thai_day(row.visit.changed_on) if row.visit else "",
        )
        for row in links_page(viewer, year, today, wish).rows
    ]
    heads = [
        *(_("ข้อ"), _("สิ่งที่แสดง"), _("ลิงก์"), _("สถานะ"), _("สิ่งที่ต้องดูหรือแก้")),
        *(_("เปลี่ยนจากครั้งก่อน"), _("ย้ายไปที่"), _("ตรวจล่าสุด"), _("วันที่ของเนื้อหา")),
    ]
    return rows, heads, f"links-{year}"


def look_under_way(agency: Agency, at: datetime) -> bool:
    """Whether the links of an agency are waiting to be looked at, or being looked at."""
    return _is_under_way(Job.objects.filter(agency=agency, kind=JOB_KIND).first(), at)


def agencies_with_links() -> tuple[Agency, ...]:
    """Every agency that shows a link. Shape: in the order of their keys."""
    links = Exhibit.objects.filter(kind=Exhibit.Kind.LINK, removed_at=None)
    return tuple(Agency.objects.filter(pk__in=links.values("agency")).order_by("pk"))


def _is_under_way(job: Job | None, at: datetime) -> bool:
    return job is not None and not job.is_over and (job.started_at or job.created_at) > at - PATIENCE


def _row(
    exhibit: Exhibit, uses: list[Showing], year: int, seen: Seen | None, texts: dict[tuple[str, str], str], today: date
) -> LinkRow:
    shown = tuple((use.item, use.element, texts.get((use.item, use.element), "")) for use in uses)
    return LinkRow(exhibit, year, shown, seen, today)


def _element_texts(agency: Agency, year: int, codes: set[str]) -> dict[tuple[str, str], str]:
    """What the elements of these items are called, in one question. Shape: item and element's id to words."""
    if not has_framework(year):
        return {}
    framework, changes = load(year), changes_of(agency, year)
    items = [item for code in codes if (item := framework.item(code))]
    asked = {item.code: asked_of(framework, item, changes.get(item.code, ())) for item in items}
    return {(code, each.id): each.text for code, every in asked.items() for each in every.counted}


def _number(code: str) -> int:
    return int(code[1:]) if code[1:].isdecimal() else 0


_URGENCY = {"failed": 0, "warning": 1, "not_started": 2, "done": 3}
