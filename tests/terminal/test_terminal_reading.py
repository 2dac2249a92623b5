"""`read --json` is the public schema ``prongsai/reading/1``: its keys and types, on every sample and corpus paper."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from prongsai import cli

CORPUS = Path(__file__).parents[1] / "paper" / "corpus"
SAMPLES = Path(str(resources.files("prongsai") / "samples"))
PAPERS = [
    *sorted(path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".xlsx", ".pdf", ".txt")),
    *sorted(path for path in CORPUS.iterdir() if path.is_file() and path.suffix != ".json"),
]

TEXT, MAYBE_TEXT, MAYBE_NUMBER, PLACE = (str,), (str, type(None)), (int, type(None)), (dict,)
TEXTS = [TEXT]
PERIOD = {"from": MAYBE_TEXT, "to": MAYBE_TEXT, "text": TEXT}
WORK: dict[str, Any] = {
    "number": MAYBE_TEXT,
    "owners": TEXTS,
    "period": (PERIOD, None),
    "status": {"done", "in_progress", "not_started", "deferred", "unknown"},
    "percent": MAYBE_NUMBER,
    "result": TEXT,
    "suggestion": TEXT,
    "where": PLACE,
}
SHAPE: dict[str, Any] = {
    "schema": {"prongsai/reading/1"},
    "source": {"name": TEXT, "format": TEXT, "sha256": TEXT},
    "agency": {
        "name": MAYBE_TEXT,
        "kind": MAYBE_TEXT,
        "district": MAYBE_TEXT,
        "province": MAYBE_TEXT,
        "spellings": TEXTS,
    },
    "kind": {"analysis", "plan", "progress", None},
    "fiscal_year": MAYBE_NUMBER,
    "round": ({"months": (int,), "from": MAYBE_TEXT, "to": MAYBE_TEXT}, None),
    "results": [
        {
            "fiscal_year": (int,),
            "total": MAYBE_TEXT,
            "level": MAYBE_TEXT,
            "rank": MAYBE_NUMBER,
            "tools": PLACE,
            "indicators": PLACE,
        }
    ],
    "findings": [
        {
            "tool": {"IIT", "EIT", "OIT", None},
            "part": {"public", "survey", None},
            "indicator": MAYBE_NUMBER,
            "code": MAYBE_TEXT,
            "remark": TEXT,
            "recommendation": TEXT,
            "items": TEXTS,
            "missing_elements": [(int,)],
            "where": PLACE,
        }
    ],
    "measures": [
        {
            **WORK,
            "tool": {"IIT", "EIT", "OIT", None},
            "indicator": MAYBE_NUMBER,
            "codes": TEXTS,
            "title": TEXT,
            "finding": TEXT,
            "monitoring": TEXT,
            "steps": [{**WORK, "text": TEXT}],
        }
    ],
    "unread": [{"where": PLACE, "text": TEXT}],
    "checks": [
        {"code": TEXT, "severity": {"error", "warning", "note"}, "where": PLACE, "message": TEXT, "fix": TEXT},
    ],
}
"""A dict names keys, a list its elements, a set allows values, a tuple types (or one shape, or None)."""


def faults(shape: Any, value: Any, at: str = "$") -> Iterator[str]:
    """Where a value is not of the shape."""
    if isinstance(shape, dict):
        yield from _faults_of_keys(shape, value, at)
    elif isinstance(shape, list):
        for number, each in enumerate(value):
            yield from faults(shape[0], each, f"{at}[{number}]")
    elif isinstance(shape, tuple) and isinstance(shape[0], dict):
        yield from () if value is None else faults(shape[0], value, at)
    elif value not in shape if isinstance(shape, set) else type(value) not in shape:
        yield f"{at} is {value!r}"


def _faults_of_keys(shape: dict[str, Any], value: Any, at: str) -> Iterator[str]:
    for key, inner in shape.items():
        if key in value:
            yield from faults(inner, value[key], f"{at}.{key}")
        else:
            yield f"{at}.{key} is missing"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_a_reading_has_the_shape_of_its_schema(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["read", str(paper), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert list(faults(SHAPE, document)) == []
    assert code == any(each["severity"] == "error" for each in document["checks"])
    for result in document["results"]:
        scores = [result["total"], *result["tools"].values(), *result["indicators"].values()]
        assert all(score[-3] == "." for score in scores if score is not None)


def test_a_fault_of_shape_is_told_with_its_place() -> None:
    document = {"steps": [{"percent": "100"}], "kind": "letter", "round": {"months": None}}
    shape = {
        "steps": [{"percent": MAYBE_NUMBER}],
        "kind": {"plan", None},
        "round": ({"months": (int,)}, None),
        "year": TEXT,
    }
    assert list(faults(shape, document)) == [
        "$.steps[0].percent is '100'",
        "$.kind is 'letter'",
        "$.round.months is None",
        "$.year is missing",
    ]
