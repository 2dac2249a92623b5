"""What the worker does once a run or a list of measures is there: compare the years, relate the measures."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.nation.operations.comparisons import (
    bring_measures,
    keep_comparison,
    keep_losses,
    relate_measures,
    take_measures,
)
from prongsai.apps.nation.queries import comparing
from prongsai.apps.nation.queries.measure_lists import measures_in
from prongsai.base.files import open_stored
from prongsai.base.jobs import advance, running


def compare_years() -> None:
    """Count and compare whatever was not yet; of years that were compared with measures at hand, relate these."""
    for run in comparing.uncounted_runs():
        keep_losses(by=None, at=timezone.now(), run=run, losses=comparing.losses_of(run))
    for pair in comparing.uncompared_pairs():
        before, after = (comparing.year_read(run) for run in pair)
        moved = comparing.moved_between(before, after)
        kept = keep_comparison(
            by=None,
            at=timezone.now(),
            pair=pair,
            movement=moved,
            scores=comparing.scores_moved(moved, after.framework),
            names=before.names | after.names,
        )
        if (measures := comparing.measures_of_year(after.run.fiscal_year)) is not None:
            found = comparing.associations_of(before, after, measures)
            relate_measures(by=None, at=timezone.now(), comparison=kept, measures=measures, found=found)


@task()
def compare_shown_years() -> None:
    """Compare the runs that are shown since one came or was withdrawn."""
    compare_years()


def relate_at_once(path: Path, year: int) -> None:
    """Bring a list of measures of a year and relate it while whoever asked waits; its job keeps what went wrong.

    Raises: OSError for a file that cannot be opened.
    """
    with path.open("rb") as content:
        brought = bring_measures(by=None, at=timezone.now(), year=year, name=path.name, content=content)
    take_measure_list.call(brought.pk)


@task()
def take_measure_list(list_id: int) -> None:
    """Read a list of declared measures and relate it to every comparison of its year; its job tells how far it is."""
    measures = comparing.list_to_read(list_id)
    if measures is None:
        return
    with running(measures.job_id) as job, translation.override("th"):
        advance(job, 0, 3, _("กำลังอ่านรายการมาตรการ"))
        with open_stored(measures.file) as file:
            read = measures_in(file)
        by = measures.brought_by
        take_measures(by=by, at=timezone.now(), measures=measures, pairs=read.pairs, unused=read.unused)
        compare_years()
        for kept in comparing.comparisons_of_year(measures.fiscal_year):
            advance(job, 1, 3, _("กำลังอ่านคะแนนของสองปี"))
            before, after = comparing.year_read(kept.before), comparing.year_read(kept.run)
            advance(job, 2, 3, _("กำลังเทียบกับคู่เทียบทีละมาตรการ"))
            found = comparing.associations_of(before, after, measures)
            relate_measures(by=by, at=timezone.now(), comparison=kept, measures=measures, found=found)
        advance(job, 3, 3, "")
