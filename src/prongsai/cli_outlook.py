"""The outlook of a paper on the terminal: as one JSON document, or as lines a clerk can follow with a pencil."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.core import framework as frameworks
from prongsai.core.diagnosis import Choice, Gain, NextLevel, Outlook, Path, Sentence, outlook
from prongsai.core.errors import Problem
from prongsai.core.framework import Framework
from prongsai.core.records import Reading
from prongsai.core.scoring import round_points

SCHEMA = "prongsai/outlook/1"


def outlook_of(reading: Reading, level: str | None) -> tuple[Framework, Outlook]:
    """The outlook of the newest result a paper prints, narrowed to one level where one is named.

    Raises: Problem when the paper prints no result, or no higher level has that name.
    """
    if not reading.results:
        raise Problem(
            f"{reading.source.name}: ไม่พบคะแนนในเอกสาร ใช้เอกสารที่มีตารางผลการประเมิน",
            "no scores in this paper; use one with a table of results",
        )
    result = max(reading.results, key=lambda each: each.fiscal_year)
    framework = frameworks.load(result.fiscal_year)
    lost = {each.code for each in reading.findings if each.code and framework.item(each.code)}
    found = outlook(framework, result, lost or None)
    return framework, found if level is None else _narrowed(found, level)


def _narrowed(found: Outlook, level: str) -> Outlook:
    wanted = tuple(each for each in found.levels if each.level == level)
    if not wanted:
        names = ", ".join(each.level for each in found.levels) or "-"
        raise Problem(f"ไม่มีระดับ “{level}” ที่สูงกว่าระดับปัจจุบัน เลือกได้: {names}", f"no higher level of that name: {names}")
    return Outlook(found.standing, found.level, found.lost, found.shortfalls, found.gains, wanted)


def outlook_json(framework: Framework, found: Outlook) -> dict[str, Any]:
    """Shape: schema ``prongsai/outlook/1``; points and scores are strings with two decimals."""
    return {
        "schema": SCHEMA,
        "fiscal_year": framework.fiscal_year,
        "level": found.level,
        "total": _points(found.standing.total),
        "tools": {code: _points(value) for code, value in found.standing.tools.items()},
        "lost": list(found.lost),
        "gains": [_gain_json(each) for each in found.gains],
        "levels": [_level_json(each) for each in found.levels],
    }


def _gain_json(gain: Gain) -> dict[str, Any]:
    return {**_choice_json(gain.choice), "tool": gain.tool, "name": gain.name_th, "points": _points(gain.points)}


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {"code": choice.code, "to": _points(choice.to)}


def _level_json(found: NextLevel) -> dict[str, Any]:
    return {
        "level": found.level,
        "short": {cell: _points(value) for cell, value in found.short.items()},
        "paths": [_path_json(path) for path in found.paths],
    }


def _path_json(path: Path) -> dict[str, Any]:
    return {
        "choices": [_choice_json(each) for each in path.choices],
        "certain": path.certain,
        "total": _points(path.projection.total),
        "tools": {code: _points(value) for code, value in path.projection.tools.items()},
        "arithmetic": [line.en for line in path.projection.lines],
    }


def _points(value: Any) -> str | None:
    return None if value is None else f"{round_points(value):.2f}"


def outlook_lines(framework: Framework, found: Outlook, language: str) -> Iterator[str]:
    """Where the result stands, what each improvement gives, and what is enough for each higher level.

    Official names of levels stay as they are in either language.
    """
    year, short = ("ปีงบประมาณ", "ขาด") if language == "th" else ("Fiscal year", "short by")
    yield f"{year} {framework.fiscal_year}: {found.standing.total or '-'} {found.level or ''}".rstrip()
    for gain in found.gains:
        yield f"  +{_points(gain.points):>5}  {_said(gain.action, language)}"
    for each in found.levels:
        yield f"{each.level}:" + "".join(f" {cell} {short} {_points(value)}" for cell, value in each.short.items())
        for path in each.paths:
            yield from _path_lines(path, language)
    if not found.levels:
        yield _said(_nothing_above(found), language)


def _nothing_above(found: Outlook) -> Sentence:
    if found.level is None:
        return Sentence("เอกสารไม่มีคะแนนพอจะบอกระดับ", "The paper prints too few scores to tell its level.")
    return Sentence("อยู่ในระดับสูงสุดแล้ว", "This is the highest level.")


def _path_lines(path: Path, language: str) -> Iterator[str]:
    choices = ", ".join(each.code + (f" → {each.to}" if each.to is not None else "") for each in path.choices)
    yield f"  • {choices or '-'}"
    for line in path.projection.lines:
        yield f"      {_said(line, language)}"


def _said(sentence: Sentence, language: str) -> str:
    return sentence.th if language == "th" else sentence.en
