"""Texts of a paper that are in no record: told when they changed, and never beside a field that tells it already."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import Any

import pytest

from builders import a_measure, a_reading, a_result, a_step
from prongsai.core.comparing import differences
from prongsai.core.comparing_texts import Text, other_changes, steps_between
from prongsai.core.records import Measure, Period, Reading, Status, Where

HEAD = (
    Text("แผนปฏิบัติการส่งเสริมคุณธรรม", Where(paragraph=1)),
    Text("ด้วยหน่วยงานได้รับผลการประเมิน จึงจัดทำแผนดังนี้", Where(paragraph=2)),
)


def cell(row: int, column: int, text: str) -> Text:
    return Text(text, Where(table=1, row=row, column=column))


def a_table(*measures: Measure) -> tuple[Text, ...]:
    """What a paper prints of these measures: title, result, status, period."""
    return tuple(
        cell(row, column, text)
        for row, each in enumerate(measures, 2)
        for column, text in enumerate(
            (each.title, f"ผล: {each.result}", "√" if each.status is Status.DONE else "", each.period.text), 1
        )  # type: ignore[union-attr] # every measure of these tests has a period
    )


def paper(*measures: Measure) -> tuple[Reading, tuple[Text, ...]]:
    placed = tuple(replace(each, where=Where(table=1, row=row)) for row, each in enumerate(measures, 2))
    return a_reading(measures=placed), (*HEAD, cell(1, 1, "มาตรการ"), *a_table(*placed))


def told(before: tuple[Reading, tuple[Text, ...]], after: tuple[Reading, tuple[Text, ...]]) -> list[tuple[str, str]]:
    found = differences(before[0], after[0])
    return [(each.before, each.after) for each in other_changes(before[1], after[1], found)]


MEASURES = tuple(
    a_measure(number=str(number), title=title, steps=(a_step(text=f"ขั้นของ{title}"),), result=f"ทำ{title}แล้ว")
    for number, title in enumerate(("อบรมจริยธรรม", "เผยแพร่แผนจัดซื้อ", "ตรวจพัสดุ"), 1)
)


def test_the_same_paper_has_no_other_changes() -> None:
    assert told(paper(*MEASURES), paper(*MEASURES)) == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_text_in_no_record_is_told_from_what_to_what(place: int) -> None:
    reading, texts = paper(*MEASURES)
    changed = (*texts[:place], replace(texts[place], text=f"{texts[place].text} ฉบับแก้ไข"), *texts[place + 1 :])
    assert told((reading, texts), (reading, changed)) == [(texts[place].text, f"{texts[place].text} ฉบับแก้ไข")]


def test_a_text_that_came_or_went_is_told() -> None:
    reading, texts = paper(*MEASURES)
    assert told((reading, texts), (reading, texts[1:])) == [(texts[0].text, "")]
    assert told((reading, texts[1:]), (reading, texts)) == [("", texts[0].text)]


def test_how_it_was_typed_is_no_change() -> None:
    reading, texts = paper(*MEASURES)
    spaced = (replace(texts[0], text="แผนปฏิบัติการ  ส่งเสริม\u200bคุณธรรม\n"), *texts[1:])
    assert told((reading, texts), (reading, spaced)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "อบรมจริยธรรมและวินัย"},
        {"result": "ทำแล้ว 2 รุ่น"},
        {"status": Status.IN_PROGRESS, "marked": (Status.IN_PROGRESS,)},
        {"period": Period("2022-10", "2022-12", "ต.ค.-ธ.ค. 2565")},
    ],
)
def test_what_a_field_tells_is_not_told_again(changes: dict[str, Any]) -> None:
    first = replace(MEASURES[0], **changes)
    assert told(paper(*MEASURES), paper(first, *MEASURES[1:])) == []


def test_a_row_that_came_went_or_moved_is_not_told_again_cell_by_cell() -> None:
    assert told(paper(*MEASURES), paper(*MEASURES[:2])) == []
    assert told(paper(*MEASURES[:2]), paper(*MEASURES)) == []
    assert told(paper(*MEASURES), paper(MEASURES[2], *MEASURES[:2])) == []


def test_a_label_that_changed_beside_a_field_is_told_all_the_same() -> None:
    before = paper(*MEASURES)
    reading, texts = paper(replace(MEASURES[0], title="อบรมวินัย"), *MEASURES[1:])
    changed = tuple(replace(each, text="แผนงาน") if each.text == "มาตรการ" else each for each in texts)
    assert told(before, (reading, changed)) == [("มาตรการ", "แผนงาน")]


def test_a_score_is_told_by_its_cell_alone() -> None:
    reading = a_reading(results=(a_result(),), measures=())
    raised = a_reading(
        results=(a_result(indicators={**a_result().indicators, "2": a_result().indicators["1"]}),), measures=()
    )
    assert told((reading, (cell(3, 2, "90.00"),)), (raised, (cell(3, 2, "96.00"),))) == []


def test_long_papers_full_of_the_same_dash_are_compared_in_no_time() -> None:
    def table(count: int, word: str) -> list[Text]:
        return [cell(row, column, text) for row in range(count) for column, text in enumerate(("–", f"{word}{row}"))]

    before, after = table(300, "ก"), table(3_000, "ข")
    began = process_time()
    assert other_changes(before, after, ())
    assert process_time() - began < 3


def test_one_word_of_a_long_text_is_still_found_among_words_that_stand_everywhere() -> None:
    before = [f"{number % 7}" if number % 3 else f"w{number}" for number in range(1_200)]
    after = [*before[:700], "อื่น", *before[701:]]
    assert [each for each in steps_between(before, after) if each[0] != "equal"] == [("replace", 700, 701, 700, 701)]
