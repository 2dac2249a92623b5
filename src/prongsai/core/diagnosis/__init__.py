"""What a result means and what can be made of it: why it has its level, what is at stake, what is enough for more."""

from __future__ import annotations

from prongsai.core.diagnosis.explanation import Explanation, Sentence, explain_level
from prongsai.core.diagnosis.paths import Gain, NextLevel, Outlook, Path, outlook
from prongsai.core.diagnosis.projection import Choice, Projection, apply
from prongsai.core.diagnosis.stakes import Shortfall, Stake, shortfalls, stakes
from prongsai.core.diagnosis.standing import Standing, standing_of

__all__ = [
    "Choice",
    "Explanation",
    "Gain",
    "NextLevel",
    "Outlook",
    "Path",
    "Projection",
    "Sentence",
    "Shortfall",
    "Stake",
    "Standing",
    "apply",
    "explain_level",
    "outlook",
    "shortfalls",
    "stakes",
    "standing_of",
]
