"""What the improvement cycle remembers."""

from prongsai.apps.improvement.models.changes import Change
from prongsai.apps.improvement.models.notices import Notice, NoticeChoice
from prongsai.apps.improvement.models.plans import Answer, Measure, Ownership, Plan, SetAside, SignOff, Step
from prongsai.apps.improvement.models.proof import Activity, Evidence, Proof
from prongsai.apps.improvement.models.rounds import Report, Round

__all__ = [
    "Activity",
    "Answer",
    "Change",
    "Evidence",
    "Measure",
    "Notice",
    "NoticeChoice",
    "Ownership",
    "Plan",
    "Proof",
    "Report",
    "Round",
    "SetAside",
    "SignOff",
    "Step",
]
