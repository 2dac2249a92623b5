"""Bad rows for a made-up country: added beside the good ones, so that a score that counts them moves.

Leaving every one of them out, and nothing else, gives the scores of the clean country again.
"""

# ruff: noqa: S608 - every word of these statements is ours

from __future__ import annotations

from dataclasses import dataclass

from prongsai.core.nation.counting import Survey

REASONS = ("duplicate_respondent", "unknown_agency", "unknown_tool", "no_respondent", "off_scale")
LONG_REASONS = (*REASONS, "unknown_question")
STRANGER, NO_TOOL, NO_QUESTION, OFF = "Z99999", "XXX", "zz99", 99


@dataclass(frozen=True, slots=True)
class Dirt:
    """The bad rows of one part: by reason, how many respondents; every `step`th good one is spoiled in a copy."""

    counts: tuple[tuple[str, int], ...]
    step: int
    is_long: bool

    def added_to(self, query: str, survey: Survey) -> str:
        """The answers with the bad rows after them, in long form where that is wanted."""
        long = _long(survey, "made") if self.is_long else "SELECT * FROM made"
        bad = [
            f"SELECT * FROM ({_spoiled(reason, survey, self._picked(place), is_long=self.is_long)})"
            for place, (reason, _) in enumerate(self.counts)
        ]
        return f"WITH made AS NOT MATERIALIZED ({query}) " + " UNION ALL ".join([long, *bad])

    def _picked(self, place: int) -> str:
        return f"(SELECT * FROM made WHERE CAST(respondent AS BIGINT) % {self.step} = {place + 1})"


def dirt_of(survey: Survey, respondents: int, share: float, *, is_long: bool) -> Dirt:
    """What bad rows go with so many respondents; none at all where the share is 0 or nobody would be picked."""
    reasons = LONG_REASONS if is_long else REASONS
    if not share or not respondents:
        return Dirt((), 1, is_long)
    step = max(len(reasons) + 1, round(len(reasons) / share))
    picked = [(respondents - place) // step + 1 if place <= respondents else 0 for place in range(1, len(reasons) + 1)]
    return Dirt(tuple((reason, count) for reason, count in zip(reasons, picked, strict=True) if count), step, is_long)


def _spoiled(reason: str, survey: Survey, picked: str, *, is_long: bool) -> str:
    """Copies of the picked respondents, spoiled in one way."""
    codes = [f'"{each.code}"' for each in survey.statements]
    changes = {
        "duplicate_respondent": "",
        "unknown_agency": f"'{STRANGER}' AS agency",
        "unknown_tool": f"'{NO_TOOL}' AS tool",
        "no_respondent": "'' AS respondent",
        "off_scale": ", ".join(
            ["'x' || respondent AS respondent", *(f"CAST({OFF} AS TINYINT) AS {code}" for code in codes)]
        ),
        "unknown_question": "",
    }[reason]
    spoiled = f"SELECT * REPLACE ({changes}) FROM {picked}" if changes else f"SELECT * FROM {picked}"
    if not is_long:
        return spoiled
    if reason != "unknown_question":
        return _long(survey, f"({spoiled})")
    # One answer each: the same strange question twice would be a duplicate, and take the good answers along.
    answered = f"SELECT * EXCLUDE ({', '.join(codes)}) FROM ({spoiled})"
    return f"SELECT *, '{NO_QUESTION}' AS question, CAST(1 AS TINYINT) AS answer FROM ({answered})"


def _long(survey: Survey, source: str) -> str:
    codes = ", ".join(f'"{each.code}"' for each in survey.statements)
    return f"SELECT * FROM {source} UNPIVOT (answer FOR question IN ({codes}))"
