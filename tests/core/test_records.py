"""The JSON of a reading is the reading: written, stored, read back the same."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from builders import a_measure, a_reading, a_result, a_step
from prongsai.core.records import (
    Columns,
    Healed,
    Mention,
    PaperKind,
    Printed,
    Round,
    Status,
    Unread,
    Where,
    Written,
    as_json,
    from_json,
)

EVERYTHING = replace(
    a_reading(
        results=(a_result(),),
        measures=(
            a_measure(
                written=(Written(Status.DONE, "ทำแล้ว"),), steps=(a_step(percent=80, evidence=("ภาพถ่าย",)), a_step())
            ),
        ),
    ),
    kind=PaperKind.PROGRESS,
    round=Round(6, "2022-10-01", "2023-04-01"),
    columns=Columns(frozenset({"title", "steps"})),
    mentions=(Mention("item", "๐14", "o14", Where(paragraph=3)),),
    healed=(Healed("กา ร", "การ"),),
    unread=(Unread("?", Where(table=1, row=2, column=3, page=4, sheet="แผ่น1")),),
)


def test_a_reading_comes_back_from_its_json_the_same() -> None:
    assert from_json(json.loads(json.dumps(as_json(EVERYTHING)))) == EVERYTHING


def test_scores_are_strings_with_two_decimals() -> None:
    printed = replace(a_result(), total=Decimal("95.5"), printed=(Printed("total", Decimal(100)),))
    (written,) = as_json(replace(EVERYTHING, results=(printed,)))["results"]
    assert (written["total"], written["printed"][0]["value"]) == ("95.50", "100.00")


def test_a_key_of_a_later_version_is_passed_over() -> None:
    assert from_json({**as_json(EVERYTHING), "signature": "?"}) == EVERYTHING


@pytest.mark.parametrize("schema", [None, "prongsai/reading/2", "prongsai/outlook/1"])
def test_a_document_of_another_schema_is_refused(schema: str | None) -> None:
    with pytest.raises(ValueError, match="prongsai/reading/1"):
        from_json({**as_json(EVERYTHING), "schema": schema})
