"""Files brought to be taken over: what became of each. For administrators, to whom the screens alone open."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from prongsai.apps.nation.models import NationalRun, RunImport


def import_to_do(import_id: int) -> RunImport | None:
    """A brought file that is no run yet; None once it is, or where there is none."""
    waiting = RunImport.objects.select_related("file", "job", "brought_by").filter(run=None)
    return waiting.filter(pk=import_id).first()


def imports() -> QuerySet[RunImport]:
    """Every file that was brought, the newest first, with its job and run."""
    return RunImport.objects.select_related("file", "job", "brought_by", "run")


def import_of(import_id: int) -> RunImport:
    """One brought file. Raises: Http404."""
    found = imports().filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def all_runs() -> QuerySet[NationalRun]:
    """Every run, withdrawn ones too, the newest year and import first."""
    return NationalRun.objects.select_related("file", "imported_by")


def run_to_withdraw(run_id: int) -> NationalRun:
    """One run, whatever became of it. Raises: Http404."""
    found = all_runs().filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found
