"""All checks together: each fires on its planted fault, none on a consistent paper, none hides another."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    AGENCY,
    a_finding,
    a_measure,
    a_mention,
    a_reading,
    a_result,
    a_step,
    an_agency,
)
from prongsai.core.checks import CODES, run
from prongsai.core.records import (
    Agency,
    Finding,
    Measure,
    Mention,
    PaperKind,
    Period,
    Printed,
    Reading,
    Severity,
    Status,
    Step,
    Where,
    Written,
)
from prongsai.paper.places import Gazetteer

PLACES = Gazetteer()
CLEAN = a_reading(results=(a_result(),))


def with_result(**changes: object) -> Reading:
    return replace(CLEAN, results=(a_result(**changes),))


def with_measure(**changes: object) -> Reading:
    return replace(CLEAN, measures=(a_measure(**changes),))


def with_mentions(*mentions: tuple[str, str, str]) -> Reading:
    return replace(CLEAN, mentions=tuple(a_mention(kind, text, value) for kind, text, value in mentions))


OWN_NAME = ("agency", AGENCY, AGENCY)
TOOLS = a_result().tools

PLANTED: dict[str, Reading] = {
    "score.tool_mean": with_result(tools=TOOLS | {"IIT": Decimal("94.00")}),
    "score.total": with_result(total=Decimal("95.10")),
    "score.level": with_result(level="ต้องปรับปรุง"),
    "score.unreachable": with_result(indicators=a_result().indicators | {"10": Decimal("97.31")}),
    "score.two_values": with_result(
        printed=(Printed("7", Decimal("90.00"), Where(table=1)), Printed("7", Decimal("90.01"), Where(table=2)))
    ),
    "score.implied_part": with_result(level="ผ่าน", tools=TOOLS | {"EIT": Decimal("97.40")}),
    "item.zero_for_o": with_mentions(OWN_NAME, ("item", "๐14", "o14")),
    "item.unknown": with_mentions(OWN_NAME, ("item", "o50", "o50")),
    "item.other_year": with_measure(finding="o13 คู่มือหรือมาตรฐานการปฏิบัติงาน"),
    "indicator.wrong_tool": with_measure(indicator=9),
    "finding.no_measure": replace(CLEAN, findings=(a_finding(indicator=6, code="e1"),)),
    "measure.no_owner": with_measure(owners=()),
    "measure.no_period": with_measure(period=None),
    "measure.no_monitoring": with_measure(monitoring=""),
    "period.outside_year": with_measure(period=Period("2023-10", "2023-12", "ต.ค. - ธ.ค. 2566")),
    "status.contradiction": with_measure(percent=80),
    "status.sentence": with_measure(written=(Written(Status.DONE, "อยู่ระหว่างจัดทำ"),)),
    "status.no_result": with_measure(result=""),
    "status.no_evidence": replace(CLEAN, measures=(a_measure(evidence=("ภาพ",)), a_measure(number="2", title="สอง"))),
    "place.mismatch": with_mentions(OWN_NAME, ("district", "อำเภอบ้านฝาง", "บ้านฝาง"), ("province", "สระบุรี", "สระบุรี")),
    "place.two_values": with_mentions(OWN_NAME, ("district", "อำเภอหนองแค", "หนองแค")),
    "name.spelling": with_mentions(("agency", "เทศบาลตำบลทุงฟ้าใส", "")),
    "numbering.repeated": with_measure(steps=(a_step(), a_step(number="2"), a_step(number="2"))),
    "round.missing": replace(CLEAN, round=None),
}


def test_every_code_is_planted_here() -> None:
    assert PLANTED.keys() == CODES.keys()


@pytest.mark.parametrize("code", CODES)
def test_a_planted_fault_raises_its_code(code: str) -> None:
    assert code in {check.code for check in run(PLANTED[code], PLACES)}


@pytest.mark.parametrize("code", CODES)
def test_a_check_is_said_in_both_languages_with_its_repair(code: str) -> None:
    check = next(check for check in run(PLANTED[code], PLACES) if check.code == code)
    for thai in (check.message, check.fix):
        assert re.search("[ก-ฮ]", thai)
    for english in (check.message_en, check.fix_en):
        assert re.match("[A-Z“]", english)
        assert english.endswith((".", ")"))


@pytest.mark.parametrize("reading", [CLEAN, replace(CLEAN, kind=PaperKind.PLAN, round=None), a_reading(measures=())])
def test_a_consistent_paper_raises_nothing(reading: Reading) -> None:
    assert run(reading, PLACES) == ()


def test_an_empty_paper_raises_nothing() -> None:
    assert run(Reading(source=CLEAN.source), PLACES) == ()


def test_no_check_hides_another() -> None:
    measure = a_measure(owners=(), period=None, monitoring="", percent=80, steps=(a_step(), a_step(number="1")))
    paper = a_reading(round=None, agency=an_agency(district="บ้านฝาง"), mentions=(), measures=(measure,))
    assert {check.code for check in run(paper, PLACES)} == {
        "measure.no_owner",
        "measure.no_period",
        "measure.no_monitoring",
        "status.contradiction",
        "numbering.repeated",
        "round.missing",
        "place.mismatch",
    }


def test_checks_stand_in_the_order_of_the_page_the_heaviest_first() -> None:
    first = a_measure(percent=80, monitoring="", where=Where(table=1, row=2))
    second = a_measure(number="2", title="สอง", owners=(), where=Where(table=2, row=2))
    found = run(a_reading(round=None, measures=(second, first)), PLACES)
    assert [check.code for check in found] == [
        "round.missing",
        "status.contradiction",
        "measure.no_monitoring",
        "measure.no_owner",
    ]
    assert found[1].severity == Severity.ERROR


WORDS = st.sampled_from(["", "-", "o13", "๐14", "038การ", "เมือง", "อำเภอ", "ดำเนินการแล้ว", "ยังไม่", "\n", "x"])
ANY_READING = st.builds(
    Reading,
    source=st.just(CLEAN.source),
    agency=st.builds(Agency, name=st.none() | WORDS, district=st.none() | WORDS, province=st.none() | WORDS),
    kind=st.none() | st.sampled_from(PaperKind),
    fiscal_year=st.none() | st.integers(2490, 2600),
    findings=st.lists(
        st.builds(
            Finding,
            tool=st.none() | st.sampled_from(["IIT", "EIT", "OIT"]),
            indicator=st.none() | st.integers(0, 12),
            code=st.none() | st.sampled_from(["o13", "e1", "i99", "o0"]),
            remark=WORDS,
            recommendation=WORDS,
        ),
        max_size=2,
    ).map(tuple),
    measures=st.lists(
        st.builds(
            Measure,
            number=st.none() | WORDS,
            tool=st.none() | st.sampled_from(["IIT", "EIT", "OIT"]),
            indicator=st.none() | st.integers(0, 12),
            codes=st.lists(st.sampled_from(["o13", "e1"]), max_size=2).map(tuple),
            title=WORDS,
            finding=WORDS,
            period=st.none() | st.just(Period(None, "2023-09", "")),
            marked=st.lists(st.sampled_from(Status), max_size=2).map(tuple),
            percent=st.none() | st.integers(0, 100),
            result=WORDS,
            steps=st.lists(st.builds(Step, text=WORDS, result=WORDS), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    mentions=st.lists(
        st.builds(Mention, kind=st.sampled_from(["agency", "district", "province"]), text=WORDS, value=WORDS)
        | st.sampled_from([Mention("item", "๐14", "o14"), Mention("question", "I99", "i99")]),
        max_size=4,
    ).map(tuple),
)


@settings(max_examples=100)
@given(ANY_READING)
def test_whatever_was_read_can_be_checked(reading: Reading) -> None:
    for check in run(reading, PLACES):
        assert check.code in CODES
        assert check.message
        assert check.fix
