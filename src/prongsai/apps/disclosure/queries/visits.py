"""Visits to links: the latest and the one before, what changed between them, and which old ones need not be kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Visit
from prongsai.apps.disclosure.queries.faults import is_down

REMEMBERED = timedelta(days=90)
"""How long every visit is kept."""
STATES_KEPT = 2
"""How many states are kept however old: the latest, and the one before it that differs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The latest visit to a link, and the one before it, if there was any."""

    now: Visit
    before: Visit | None = None

    @property
    def fell(self) -> bool:
        """Whether the link cannot be opened now and could before."""
        return is_down(self.now.faults) and (self.before is None or not is_down(self.before.faults))

    @property
    def rose(self) -> bool:
        """Whether the link can be opened again."""
        return self.before is not None and is_down(self.before.faults) and not is_down(self.now.faults)

    @property
    def has_other_content(self) -> bool:
        """Whether it opens as before and shows something else."""
        if self.before is None or is_down(self.now.faults) or is_down(self.before.faults):
            return False
        return bool(self.now.sha256 and self.before.sha256) and self.now.sha256 != self.before.sha256

    @property
    def has_other_title(self) -> bool:
        """Whether what opens is called otherwise."""
        return self.has_other_content and bool(self.before) and self.now.title != self.before_title

    @property
    def before_title(self) -> str:
        """What it was called before."""
        return self.before.title if self.before else ""

    @property
    def is_changed(self) -> bool:
        """Whether anything is otherwise than at the visit before that somebody should know."""
        return bool(self.before) and (self.fell or self.rose or self.has_other_content)

    @property
    def change_words(self) -> tuple[str, ...]:
        """What is otherwise than at the visit before, in words."""
        return tuple(self._words())

    def _words(self) -> Iterator[str]:
        if self.before is None:
            return
        if self.fell:
            yield _("ครั้งก่อนเปิดได้ ครั้งนี้เปิดไม่ได้")
        if self.rose:
            yield _("กลับมาเปิดได้แล้ว")
        if self.has_other_title:
            yield _("ชื่อหน้าเปลี่ยนจาก “%(before)s” เป็น “%(now)s”") % {
                "before": self.before_title or "–",
                "now": self.now.title or "–",
            }
        elif self.has_other_content:
            yield _("เนื้อหาเปลี่ยนจากครั้งก่อน")


def seen_of(exhibit_ids: Collection[int]) -> dict[int, Seen]:
    """The latest two visits to each of these links, in one question. Shape: exhibit's key to what was seen."""
    place = Window(RowNumber(), partition_by=F("exhibit"), order_by=[F("at").desc(), F("pk").desc()])
    latest = Visit.objects.filter(exhibit__in=exhibit_ids).annotate(place=place).filter(place__lte=2)
    found: dict[int, list[Visit]] = {}
    for each in latest.order_by("exhibit", "-at", "-pk"):
        found.setdefault(each.exhibit_id, []).append(each)
    return {pk: Seen(*visits) for pk, visits in found.items()}


def outlived(exhibit_ids: Iterable[int], at: datetime) -> list[int]:
    """The keys of visits to these links that need not be kept: old ones, but for the last two states that differ."""
    old = Visit.objects.filter(exhibit__in=exhibit_ids, at__lt=at - REMEMBERED).values_list("exhibit", flat=True)
    every = Visit.objects.filter(exhibit__in=set(old)).order_by("exhibit", "-at", "-pk")
    told: dict[int, list[object]] = {}
    gone = []
    for each in every.only("exhibit", "at", "faults", "status", "sha256", "title"):
        states = told.setdefault(each.exhibit_id, [])
        state = (sorted(each.faults), each.status, each.sha256, each.title)
        is_another = state not in states and len(states) < STATES_KEPT
        if is_another:
            states.append(state)
        elif each.at < at - REMEMBERED:
            gone.append(each.pk)
    return gone
