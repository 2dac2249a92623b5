"""What is remembered of national runs."""

from prongsai.apps.nation.models.associations import (
    Comparison,
    DeclaredMeasure,
    ItemLoss,
    MeasureAssociation,
    MeasureList,
    MovedAgency,
    MovedScore,
    MovedSubject,
)
from prongsai.apps.nation.models.runs import NationalRun, RunAgency, RunFlag, RunImport

__all__ = [
    "Comparison",
    "DeclaredMeasure",
    "ItemLoss",
    "MeasureAssociation",
    "MeasureList",
    "MovedAgency",
    "MovedScore",
    "MovedSubject",
    "NationalRun",
    "RunAgency",
    "RunFlag",
    "RunImport",
]
