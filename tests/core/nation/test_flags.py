from __future__ import annotations

from dataclasses import replace
from random import Random

from core.nation.simulated import agency, all_marked, answering, codes, hardness, lists, stuffed, tallied
from prongsai.core.framework import load
from prongsai.core.nation.agencies import NationalAgency
from prongsai.core.nation.columns import NONE
from prongsai.core.nation.counting import counting_of
from prongsai.core.nation.scoring import Reckoned, reckon

FRAMEWORK = load(2568)
COUNTING = counting_of(FRAMEWORK)
Row = tuple[object, ...]


def unsourced(code: str, *, minimums: dict[str, int] | None = None) -> NationalAgency:
    """An agency of a type that no sourced rule gives a quota for."""
    return replace(agency(code, minimums=minimums), kind="เทศบาลนคร")


def flags(result: Reckoned) -> list[Row]:
    return list(zip(*lists(result.flags).values(), strict=True))


def of_counts(counts: dict[tuple[str, str], dict[str, int]], agencies: list[NationalAgency]) -> list[Row]:
    """The flags when so many answer everything, all differently enough."""
    random, tallies = Random(1), []
    for survey in COUNTING.surveys:
        hard = hardness(random, survey)
        for part in survey.parts:
            given = counts.get((survey.tool, part), {})
            forms = {code: answering(random, survey, count, hard) for code, count in given.items()}
            tallies.append(tallied(survey, part, forms))
    marks = all_marked(FRAMEWORK, [each.code for each in agencies])
    return flags(reckon(FRAMEWORK, COUNTING, tallies, agencies, marks))


def test_nobody_answering_is_told_of_every_part() -> None:
    one, other = codes(2)
    found = of_counts({("IIT", ""): {one: 5}, ("EIT", "EIT1"): {one: 5, other: 5}}, [unsourced(one), unsourced(other)])

    assert found == [
        (one, "EIT", "EIT2", "no_answers", 0, 0),
        (other, "EIT", "EIT2", "no_answers", 0, 0),
        (other, "IIT", "", "no_answers", 0, 0),
    ]


def test_the_lists_own_minimum_is_held_against_those_who_answered() -> None:
    one, other = codes(2)
    everybody = {key: {one: 20, other: 20} for key in (("IIT", ""), ("EIT", "EIT1"), ("EIT", "EIT2"))}
    minimums = {"IIT": 21, "EIT1": 20, "EIT2": 40}

    assert of_counts(everybody, [unsourced(one, minimums=minimums), unsourced(other)]) == [
        (one, "EIT", "EIT2", "below_minimum", 20, 40),
        (one, "IIT", "", "below_minimum", 20, 21),
    ]


def test_the_sourced_quota_holds_for_the_first_part_where_the_list_says_nothing() -> None:
    one, other, third = codes(3)
    everybody = {key: {one: 45, other: 45, third: 45} for key in (("IIT", ""), ("EIT", "EIT1"), ("EIT", "EIT2"))}
    sourced = replace(agency(one), kind="อบต.", size="L")
    said = replace(sourced, code=other, minimums={"EIT1": 45})

    assert of_counts(everybody, [sourced, said, unsourced(third)]) == [(one, "EIT", "EIT1", "below_minimum", 45, 50)]


def test_nobody_at_all_is_below_a_minimum_too() -> None:
    (one,) = codes(1)
    found = of_counts({}, [unsourced(one, minimums={"IIT": 10})])

    assert (one, "IIT", "", "below_minimum", 0, 10) in found
    assert (one, "IIT", "", "no_answers", 0, 0) in found


def test_missing_marks_and_statements_without_answers_are_counted() -> None:
    one, other = codes(2)
    survey = COUNTING.survey("IIT")
    forms = answering(Random(2), survey, 10, [1.0] * 15)
    blank = [{code: choice for code, choice in form.items() if code not in ("i4", "i9")} for form in forms]
    marks = all_marked(FRAMEWORK, [one], but=["o3", "o9"]) | all_marked(FRAMEWORK, [other])
    tallies = [tallied(survey, "", {one: forms, other: blank})]
    result = reckon(FRAMEWORK, COUNTING, tallies, [unsourced(one), unsourced(other)], marks)
    found = [row for row in flags(result) if row[3] != "no_answers"]

    assert found == [
        (one, "OIT", "", "items_missing", 2, 28),
        (other, "IIT", "", "question_without_answers", 2, 15),
    ]
    assert result.subjects["tool", "OIT", ""].points.tolist() == [NONE, 100_00]
    assert result.agencies["lost_items"] == [None, ""]
    assert result.subjects["question", "i4", ""].points[1] == NONE
    assert [result.subjects["indicator", str(number), ""].points[1] == NONE for number in range(1, 6)] == [
        any(each.question in ("i4", "i9") for each in survey.of_indicator(number)) for number in range(1, 6)
    ]
    assert result.subjects["tool", "IIT", ""].points[1] == NONE


def test_an_agency_without_marks_misses_every_item() -> None:
    (one,) = codes(1)
    result = reckon(FRAMEWORK, COUNTING, [], [agency(one)], {})

    assert (one, "OIT", "", "items_missing", 28, 28) in flags(result)


def test_a_stuffed_block_and_straight_lining_stand_beside_the_agency() -> None:
    random, survey = Random(4), COUNTING.survey("IIT")
    hard = hardness(random, survey)
    forms = {code: answering(random, survey, 60, hard, alike=0.01) for code in codes(150)}
    stuffed_one, straight_one = codes(150)[3], codes(150)[8]
    forms[stuffed_one][:9] = [stuffed(random, survey, hard)] * 9
    forms[straight_one][:12] = [dict.fromkeys(forms[straight_one][0], 2) for _ in range(12)]
    agencies = [unsourced(code) for code in forms]
    result = reckon(FRAMEWORK, COUNTING, [tallied(survey, "", forms)], agencies, all_marked(FRAMEWORK, forms))
    named = [row for row in flags(result) if row[3] in ("identical_answers", "straight_lining")]

    assert (stuffed_one, "IIT", "", "identical_answers", 9, 60) in named
    assert next(int(str(row[4])) for row in named if row[0] == straight_one and row[3] == "straight_lining") >= 12
    assert len(named) <= 5
