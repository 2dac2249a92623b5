"""Files brought to be taken over: what became of each. For administrators, to whom the screens alone open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from prongsai.apps.nation.models import NationalRun, RunFlag, RunImport
from prongsai.apps.nation.queries.places import FlagLine, flag_line


def import_to_do(import_id: int) -> RunImport | None:
    """A brought file that is no run yet; None once it is, or where there is none."""
    waiting = RunImport.objects.select_related("file", "job", "brought_by").filter(run=None)
    return waiting.filter(pk=import_id).first()


def imports_at_work() -> QuerySet[RunImport]:
    """Every brought file that is no run: waiting, at work, or failed; the newest first."""
    return RunImport.objects.select_related("file", "job", "brought_by").filter(run=None)


def all_runs() -> QuerySet[NationalRun]:
    """Every run, withdrawn ones too, the newest year and import first."""
    return NationalRun.objects.select_related("file", "imported_by")


def run_to_withdraw(run_id: int) -> NationalRun:
    """One run, whatever became of it. Raises: Http404."""
    found = all_runs().filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A flag with whose it is."""

    agency: str
    province: str
    line: FlagLine


def flags_of(run: NationalRun) -> QuerySet[RunFlag]:
    """What stands out in a run, by agency."""
    return RunFlag.objects.filter(agency__run=run).select_related("agency").order_by("agency__code", "pk")


def flag_rows(flags: Iterable[RunFlag]) -> list[FlagRow]:
    """Flags in words."""
    return [FlagRow(each.agency.name, each.agency.province, flag_line(each)) for each in flags]
