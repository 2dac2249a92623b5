"""Deeds of the national runs: what screens, the worker and the terminal may have done."""

from prongsai.apps.nation.operations.comparisons import (
    bring_measures,
    keep_comparison,
    keep_losses,
    relate_measures,
    take_measures,
)
from prongsai.apps.nation.operations.runs import bring_run, import_run, withdraw_run

__all__ = [
    "bring_measures",
    "bring_run",
    "import_run",
    "keep_comparison",
    "keep_losses",
    "relate_measures",
    "take_measures",
    "withdraw_run",
]
