"""Deeds of the national runs: what screens, the worker and the terminal may have done."""

from prongsai.apps.nation.operations.runs import bring_run, import_run, withdraw_run

__all__ = ["bring_run", "import_run", "withdraw_run"]
