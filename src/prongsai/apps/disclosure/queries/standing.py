"""How an exhibit stands today: what time it is about, whether it can be reached, and what is wrong where it cannot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Exhibit, Visit
from prongsai.apps.disclosure.queries import faults
from prongsai.apps.documents.models import Document, Edition
from prongsai.core.disclosure import Shown
from prongsai.core.thai import fiscal_year_bounds

FROM_WHERE = ("document", "file", "page", "evidence")
"""What an exhibit points to, to be asked with it."""


@dataclass(frozen=True, slots=True)
class ExhibitStanding:
    """An exhibit as it stands today. `is_there` is False for a paper that was never issued: nothing is shown by it.

    `visit` is the latest look at a link, `edition` the one of a paper that is in force. `trouble` says in a sentence
    why it shows nothing or cannot be reached, "" when all is well.
    """

    exhibit: Exhibit
    covers: tuple[date, date] | None
    dated_on: date | None
    is_there: bool = True
    is_reachable: bool = True
    trouble: str = ""
    visit: Visit | None = None
    edition: Edition | None = None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """It as the rules see it; nothing for what is not there."""
        return (Shown(self.covers, self.dated_on, self.is_reachable),) if self.is_there else ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What the latest look at a link found, as sentences."""
        return faults.sentences(self.visit.faults) if self.visit else ()


def with_grounds(exhibits: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    """These exhibits with everything at hand that `standing_of` reads of them, in two questions."""
    return exhibits.select_related(*FROM_WHERE).prefetch_related(editions_at("document__editions"))


def editions_at(path: str) -> Prefetch[str, QuerySet[Edition], str]:
    """The issued editions of papers, newest first, without what was frozen; `path` leads to the editions."""
    issued = Edition.objects.filter(issued_at__isnull=False).defer("content", "style")
    return Prefetch(path, issued, to_attr="issued_editions")


def edition_in_force(document: Document) -> Edition | None:
    """The newest issued edition of a paper that came with its editions at hand, unless that was withdrawn."""
    issued: list[Edition] = document.issued_editions  # type: ignore[attr-defined] # `editions_at` put them there
    return issued[0] if issued and not issued[0].withdrawn_at else None


def latest_visits(exhibit_ids: Collection[int]) -> dict[int, Visit]:
    """The latest look at each of these exhibits, in one question. Shape: exhibit's key to visit."""
    newest = Visit.objects.filter(exhibit=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    seen = (
        Exhibit.objects.filter(pk__in=exhibit_ids, kind=Exhibit.Kind.LINK).order_by().annotate(newest=Subquery(newest))
    )
    return {each.exhibit_id: each for each in Visit.objects.filter(pk__in=seen.values("newest"))}


def standing_of(exhibit: Exhibit, year: int, visit: Visit | None) -> ExhibitStanding:
    """How an exhibit stands that is shown for a fiscal year; asks nothing of one that came `with_grounds`."""
    covers = (exhibit.covers_from, exhibit.covers_until) if exhibit.covers_from and exhibit.covers_until else None
    if exhibit.document:
        return _paper(exhibit, exhibit.document, covers)
    if exhibit.page:
        dated_on = exhibit.dated_on or exhibit.page.dated_on or timezone.localdate(exhibit.page.changed_at)
        gone = _("หน้านี้ถูกนำออกแล้ว กรุณาเลือกหน้าอื่นหรือนำหน้านี้กลับมา") if exhibit.page.removed_at else ""
        return ExhibitStanding(exhibit, covers, dated_on, is_reachable=not gone, trouble=gone)
    if exhibit.evidence and exhibit.evidence.removed_at:
        gone = _("หลักฐานที่นำมาแสดงถูกนำออกจากงานแล้ว กรุณาแสดงชิ้นอื่นแทน")
        return ExhibitStanding(exhibit, covers, exhibit.dated_on, is_reachable=False, trouble=gone, visit=visit)
    if exhibit.kind == Exhibit.Kind.FIGURE:
        return ExhibitStanding(exhibit, covers or fiscal_year_bounds(year), exhibit.dated_on)
    return _file_or_link(exhibit, covers, visit)


def _file_or_link(exhibit: Exhibit, covers: tuple[date, date] | None, visit: Visit | None) -> ExhibitStanding:
    is_down = bool(visit and faults.is_down(visit.faults))
    down = [each for each in visit.faults if faults.is_down([each])] if visit else []
    trouble = " ".join(faults.sentences(down))
    dated_on = exhibit.dated_on or (visit.changed_on if visit else None)
    return ExhibitStanding(exhibit, covers, dated_on, is_reachable=not is_down, trouble=trouble, visit=visit)


def _paper(exhibit: Exhibit, document: Document, covers: tuple[date, date] | None) -> ExhibitStanding:
    """A paper shows its edition in force: the newest that was issued, unless that was withdrawn."""
    issued: list[Edition] = document.issued_editions  # type: ignore[attr-defined] # `editions_at` put them there
    about = covers or fiscal_year_bounds(document.fiscal_year)
    if not issued:
        trouble = _("เอกสารนี้ยังไม่ได้ออกเลข จึงยังไม่มีอะไรแสดง กรุณาออกเอกสารก่อน")
        return ExhibitStanding(exhibit, about, exhibit.dated_on, is_there=False, trouble=trouble)
    newest = issued[0]
    dated_on = exhibit.dated_on or newest.issued_on
    if newest.withdrawn_at:
        trouble = _("เอกสารนี้ถูกถอนแล้ว กรุณาออกฉบับใหม่หรือแสดงเอกสารอื่น")
        return ExhibitStanding(exhibit, about, dated_on, is_reachable=False, trouble=trouble)
    return ExhibitStanding(exhibit, about, dated_on, edition=newest)
