"""Two years of a made-up country, compared, with measures declared in between."""

from __future__ import annotations

from io import BytesIO
from operator import itemgetter
from typing import Any

from apps.nation.made import YEAR, Rows, a_country, a_run
from apps.nation.made import _rank as rank
from cast import NOW
from prongsai.apps.nation.jobs.comparing import compare_years, take_measure_list
from prongsai.apps.nation.models import MeasureList, NationalRun
from prongsai.apps.nation.operations.comparisons import bring_measures
from prongsai.base.models import Person


def two_years(count: int = 12, *, later: Rows | None = None, year: int = YEAR) -> tuple[NationalRun, NationalRun]:
    """The runs of two years, compared; the later one a little shifted where it is not told."""
    before = a_run(a_country(count, year=year - 1), year=year - 1)
    after = a_run(a_country(count, year=year, shift=400) if later is None else later, year=year)
    compare_years()
    return before, after


def declared(
    pairs: list[tuple[str, str]], *, year: int = YEAR, by: Person | None = None, more: str = ""
) -> MeasureList:
    """A list of declared measures, read and related."""
    text = "\n".join(["agency,practice", *(f"{agency},{practice}" for agency, practice in pairs), more])
    content = BytesIO(text.encode())
    brought = bring_measures(by=by, at=NOW, year=year, name="measures.csv", content=content)
    take_measure_list.call(brought.pk)
    return brought


def without(rows: Rows, code: str) -> Rows:
    """The rows of a run without one agency."""
    return ranked({table: [row for row in some if row.get("agency") != code] for table, some in rows.items()})


def changed(rows: Rows, code: str, **fields: Any) -> Rows:
    """The rows of a run with one agency told otherwise."""
    for row in rows["agencies"]:
        if row["agency"] == code:
            row.update(fields)
    return rows


def spread_over(rows: Rows, provinces: int) -> Rows:
    """The rows of a run with its agencies in so many provinces by turns."""
    for number, row in enumerate(rows["agencies"]):
        row["province"] = f"จังหวัดตัวอย่าง {number % provinces}"
    return ranked(rows)


def ranked(rows: Rows) -> Rows:
    """The rows of a run with their places made anew."""
    for name, field in (("country", ""), ("kind", "kind"), ("province", "province")):
        rank(rows["agencies"], name, itemgetter(field) if field else lambda row: "")
    return rows
