"""A country made up for two years: what each agency truly is, what was measured of it, what it declared in between."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from prongsai.core.nation.association import TOTAL, Case

PROVINCES = 60
REGIONS = ("เหนือ", "อีสาน", "กลาง", "ใต้")
PRACTICES = ("structure-page", "contact-page", "law-page", "disclosure-round")
OUTCOMES = (TOTAL, "7", "9", "10")


class MadeCountry(NamedTuple):
    """The cases of both years, and the pairs declared between them."""

    cases: list[Case]
    declared: list[tuple[str, str]]


def made_country(
    seed: int, *, agencies: int = 1000, effects: dict[tuple[str, str], float] | None = None, share: float = 0.15
) -> MadeCountry:
    """A country in which `effects` (by practice and outcome) are planted. Unit: points.

    Low scorers declare twice as often, so that chance alone lifts those who declare; provinces move together, and some
    of them declare more than others.
    """
    chance = Random(seed)
    shocks = [chance.gauss(0, 1) for _ in range(PROVINCES)]
    cases, declared = [], []
    for number in range(agencies):
        province = chance.randrange(PROVINCES)
        level = chance.gauss(82, 8)
        true = {outcome: level + chance.gauss(0, 4) for outcome in OUTCOMES}
        before = {outcome: measured(chance, points) for outcome, points in true.items()}
        often = share * (2 if before[TOTAL] < 8200 else 1) * (1.5 if province % 7 == 0 else 1)
        own = [practice for practice in PRACTICES if chance.random() < often]
        code = f"{number:05}"
        declared += [(code, practice) for practice in own]
        after = {
            outcome: measured(chance, points + 2 + shocks[province] + lift(effects or {}, own, outcome))
            for outcome, points in true.items()
        }
        kind, size = chance.choice(("เทศบาลตำบล", "อบต.")), chance.choice(("เล็ก", "ใหญ่"))
        cases.append(Case(code, kind, size, REGIONS[province % 4], f"จังหวัด {province}", before, after))
    return MadeCountry(cases, declared)


def measured(chance: Random, points: float) -> int:
    """What a survey makes of a true score. Unit: hundredths of a point."""
    return round(100 * min(100.0, max(0.0, points + chance.gauss(0, 3))))


def lift(effects: dict[tuple[str, str], float], own: list[str], outcome: str) -> float:
    return sum(effects.get((practice, outcome), 0.0) for practice in own)
