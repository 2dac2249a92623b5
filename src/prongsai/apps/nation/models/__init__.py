"""What is remembered of national runs."""

from prongsai.apps.nation.models.runs import NationalRun, RunAgency, RunFlag, RunImport

__all__ = ["NationalRun", "RunAgency", "RunFlag", "RunImport"]
