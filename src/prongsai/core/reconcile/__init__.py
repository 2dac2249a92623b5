"""Score forensics: do the printed figures agree, and if not, which cell is the likeliest wrong one?

A sheet is a handful of equations: a tool is the mean of its indicators, the total is the weighted tools, the level
follows from both, an OIT indicator is one of few reachable values. Each figure is printed at two decimals, so each
stands for a span of half a hundredth either side. The search looks for the fewest cells that, were they wrong, let
every other printed figure be right, and works out the value that would repair each.

Source: scoring_rule ``tool``, ``total``, ``oit_indicator``; the rounding of intermediate values is not published, so
a total made from exact tools and one made from rounded tools both agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.core.framework import Framework
from prongsai.core.reconcile.contradictions import (
    Contradiction,
    Kind,
    agreeing_cells,
    contradictions_between_prints,
    contradictions_of,
)
from prongsai.core.reconcile.diagnoses import diagnoses_of
from prongsai.core.reconcile.sheet import Diagnosis, Repair, figures_of, place_of
from prongsai.core.records import Result

__all__ = [
    "Contradiction",
    "Diagnosis",
    "Kind",
    "Reconciliation",
    "Repair",
    "contradictions_between_prints",
    "figures_of",
    "place_of",
    "reconcile",
]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What agrees and what does not.

    `diagnoses` are the smallest sets of cells whose repair makes the whole sheet agree. `agreeing` are the cells
    that stand in an equation that holds.
    """

    fiscal_year: int
    contradictions: tuple[Contradiction, ...]
    diagnoses: tuple[Diagnosis, ...]
    agreeing: frozenset[str]

    @property
    def named(self) -> Diagnosis:
        """The cells that every explanation holds wrong, with the repair of the first."""
        first = self.diagnoses[0] if self.diagnoses else ()
        sets = [{repair.cell for repair in diagnosis} for diagnosis in self.diagnoses]
        return tuple(repair for repair in first if all(repair.cell in cells for cells in sets))

    @property
    def suspects(self) -> tuple[str, ...]:
        """Every cell of any diagnosis, each once."""
        return tuple(dict.fromkeys(repair.cell for diagnosis in self.diagnoses for repair in diagnosis))

    def repairs_of(self, cell: str) -> tuple[Repair, ...]:
        """The different repairs proposed for a cell."""
        found = (repair for diagnosis in self.diagnoses for repair in diagnosis if repair.cell == cell)
        return tuple(dict.fromkeys(found))


def reconcile(result: Result, framework: Framework) -> Reconciliation:
    """Hold every printed figure of a year's result against the others.

    Figures that are not printed constrain nothing; a result with nothing to compare is consistent.
    """
    contradictions = tuple(contradictions_of(result, framework))
    return Reconciliation(
        fiscal_year=result.fiscal_year,
        contradictions=contradictions,
        diagnoses=diagnoses_of(result, framework) if contradictions else (),
        agreeing=agreeing_cells(result, framework, {(each.kind, each.cell) for each in contradictions}),
    )
