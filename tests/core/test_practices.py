"""The catalogue of practices: whole, checked when loaded, and suggested to the findings they fit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core import framework
from prongsai.core.framework import YEARS
from prongsai.core.practices import Practice, Reason, ReasonKind, Suggestion, parse, practice, practices, suggest

ITEM_KEYS = sorted({item.key for year in YEARS for item in framework.load(year).items})
TOPICS = sorted({topic for each in practices() for topic in each.topics})
CODES = [each.code for each in practices()]

NOTE = 'note = "ตัวอย่าง ไม่ใช่ข้อความทางการ"\n'
STEP = '{ text = "ทำ", owner = "กองคลัง", quarters = [1, 2], evidence = "ภาพถ่าย" }'
ENTRY = f"""
[[practice]]
code = "a-practice"
title = "ตัวอย่างมาตรการ"
indicators = [2]
item_keys = ["annual_plan"]
topics = ["แผนการใช้จ่าย"]
owner = "กองคลัง"
steps = [{STEP}, {STEP}, {STEP}]
evidence = ["ภาพถ่าย"]
monitoring = "รายงานผู้บริหารทุกไตรมาส"
"""


def codes(suggestions: tuple[Suggestion, ...]) -> list[str]:
    return [each.practice.code for each in suggestions]


# The catalogue is whole.


def test_there_are_enough_practices_to_choose_from() -> None:
    assert len(practices()) >= 48
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("indicator", range(1, 11))
def test_every_indicator_has_at_least_three_practices_to_start_from(indicator: int) -> None:
    assert len([each for each in practices() if indicator in each.indicators]) >= 3


@pytest.mark.parametrize("year", YEARS)
def test_every_item_of_every_year_is_fed(year: int) -> None:
    fed = {item_key for each in practices() for item_key in each.item_keys}
    assert {item.key for item in framework.load(year).items} <= fed


@pytest.mark.parametrize("number", range(1, 11))
def test_an_indicator_belongs_to_the_same_tool_in_every_year(number: int) -> None:
    assert len({framework.load(year).indicator(number).tool for year in YEARS}) == 1


@pytest.mark.parametrize("each", practices(), ids=CODES)
def test_a_practice_says_that_it_is_no_official_text(each: Practice) -> None:
    assert "ไม่ใช่ข้อความทางการ" in each.note


@pytest.mark.parametrize("each", practices(), ids=CODES)
def test_a_practice_is_written_in_thai_cites_no_law_and_names_no_year(each: Practice) -> None:
    sentences = (
        each.title,
        each.monitoring,
        *each.evidence,
        *(text for step in each.steps for text in (step.text, step.evidence)),
    )
    for sentence in sentences:
        assert re.search("[ก-ฮ]", sentence)
        assert not re.search(r"พ\.ร\.บ|พระราชบัญญัติ|มาตรา \d|25\d\d|[๐-๙]", sentence)


@pytest.mark.parametrize("each", practices(), ids=CODES)
def test_the_steps_of_a_practice_begin_in_order(each: Practice) -> None:
    assert all(1 <= first <= last <= 4 for first, last in (step.quarters for step in each.steps))
    assert each.steps[0].quarters[0] == min(step.quarters[0] for step in each.steps)


def test_a_practice_is_found_by_its_code() -> None:
    assert practice(CODES[0]) is practices()[0]
    assert practice("nothing-of-the-kind") is None


# A faulty file is refused with its name and entry.


def test_an_entry_is_read_as_it_is_written() -> None:
    (read,) = parse(NOTE + ENTRY, "iit.toml")
    assert (read.code, read.indicators, read.item_keys) == ("a-practice", (2,), ("annual_plan",))
    assert (read.steps[0].quarters, read.note) == ((1, 2), "ตัวอย่าง ไม่ใช่ข้อความทางการ")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('title = "ตัวอย่างมาตรการ"', "", "no title"),
        ('title = "ตัวอย่างมาตรการ"', 'title = " "', "no title"),
        ("indicators = [2]", "indicators = []", "no indicators"),
        ('topics = ["แผนการใช้จ่าย"]', 'topics = [""]', "no topics"),
        ('owner = "กองคลัง"\nsteps', 'owner = "กองคลัง"\ncolour = "red"\nsteps', "unknown colour"),
        ('"annual_plan"', '"annual_plam"', "unknown item keys annual_plam"),
        ('["annual_plan"]', '["annual_plan", "annual_plan"]', "annual_plan stands twice"),
        ("indicators = [2]", "indicators = [11]", "unknown indicators"),
        ("indicators = [2]", "indicators = [9, 2]", "first indicator is not of IIT"),
        ('"a-practice"', '"A practice"', "no slug"),
        (f"[{STEP}, {STEP}, {STEP}]", f"[{STEP}, {STEP}]", "2 steps"),
        ("quarters = [1, 2]", "quarters = [2, 1]", "step 1: quarters"),
        ("quarters = [1, 2]", "quarters = [0, 2]", "step 1: quarters"),
        ("quarters = [1, 2]", "quarters = [1, 5]", "step 1: quarters"),
        ("quarters = [1, 2]", "quarters = [1]", "step 1: quarters"),
        ("quarters = [1, 2]", "quarters = 3", "step 1: quarters is no list"),
        ('owner = "กองคลัง"\nsteps', 'owner = ["กองคลัง"]\nsteps', "owner is no str"),
        (', evidence = "ภาพถ่าย" }', " }", "step 1: no evidence"),
        ('"ภาพถ่าย" }', '"ภาพถ่าย", day = 3 }', "step 1: unknown day"),
    ],
)
def test_a_faulty_entry_is_refused_by_file_and_entry(right: str, wrong: str, told: str) -> None:
    assert right in ENTRY
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        parse(NOTE + ENTRY.replace(right, wrong, 1), "iit.toml")
    assert str(refused.value).startswith("iit.toml, practice")


def test_a_file_without_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match=r"iit\.toml: no note"):
        parse(ENTRY, "iit.toml")


def test_work_that_is_published_nowhere_feeds_no_item() -> None:
    for nowhere in ("item_keys = []", ""):
        (read,) = parse(NOTE + ENTRY.replace('item_keys = ["annual_plan"]', nowhere), "iit.toml")
        assert read.item_keys == ()


# What is suggested to a finding: made-up remarks, the best practice told by hand.


@pytest.mark.parametrize(
    ("indicator", "item_keys", "words", "best"),
    [
        (1, [], "เจ้าหน้าที่บางคนให้คนรู้จักได้รับบริการก่อนโดยลัดคิว", "equal-service-queue"),
        (2, ["annual_plan"], "พนักงานไม่เคยเห็นแผนการใช้จ่ายงบประมาณของกองตนเอง", "budget-briefing"),
        (2, ["annual_plan_6m"], "พนักงานอยากร่วมติดตามผลกลางปีและร่วมเสนอความเห็น", "budget-participation"),
        (2, ["risk_assess"], "มีการเบิกค่าเดินทางที่ไม่ตรงกับงานจริง", "claims-check"),
        (3, [], "การส่งคนไปศึกษาดูงานยังไม่ทั่วถึง", "fair-training"),
        (3, [], "หัวหน้าบางคนใช้ลูกน้องทำงานส่วนตัว", "no-private-errands"),
        (4, [], "ยังไม่มีทะเบียนยืม ของที่ยืมไปจึงค้างคืนอยู่มาก", "property-loan-register"),
        (4, [], "มีผู้เติมน้ำมันเชื้อเพลิงของหน่วยงานไปใช้ส่วนตัว", "property-check"),
        (5, [], "ผู้ที่พบเห็นการทุจริตไม่กล้าแจ้งเบาะแสเพราะกลัวผลกระทบต่อตนเอง", "safe-internal-reporting"),
        (5, [], "หน่วยงานยังไม่ได้แก้ไขตามที่ฝ่ายตรวจสอบให้ความเห็นไว้", "audit-follow-up"),
        (6, ["service_manual", "ops_manual"], "บริการไม่เป็นไปตามขั้นตอนและเวลาที่แจ้งไว้", "service-charts"),
        (6, [], "ผู้มาติดต่อรอนานมากในช่วงเช้า", "service-timing"),
        (6, ["risk_manage"], "เคยถูกเรียกรับเงินเพื่อแลกกับใบอนุญาต", "fees-and-receipts"),
        (7, ["complaint_channel"], "ไม่รู้ว่าจะร้องเรียนเจ้าหน้าที่ได้ที่ใด", "complaint-channel-known"),
        (7, ["qa", "social"], "คำอธิบายของเจ้าหน้าที่ขาดความชัดเจน", "named-answerer"),
        (7, ["qa"], "ไม่มีที่ให้ติชมหรือแสดงความคิดเห็น", "two-way-feedback"),
        (8, ["satisfaction"], "บริการยังเหมือนปีก่อน ควรนำผลสำรวจไปใช้", "survey-to-improvement"),
        (8, ["eservice"], "ควรมีบริการออนไลน์ที่ไม่ต้องเดินทาง", "online-service-opened"),
        (8, ["eservice"], "ชาวบ้านยังไม่รู้ว่ายื่นเรื่องออนไลน์ได้ ควรสอนวิธีใช้ผ่านผู้นำชุมชน", "online-service-known"),
        (8, [], "ควรเปิดโอกาสให้ผู้มีส่วนได้ส่วนเสียร่วมปรับปรุงงาน", "citizens-take-part"),
        (9, ["annual_report"], "รายงานผลการดำเนินงานประจำปี ขาดปัญหาและอุปสรรค", "annual-report-complete"),
        (9, ["ops_manual"], "คู่มือหรือมาตรฐานการปฏิบัติงาน ไม่บอกว่าตำแหน่งใดใช้", "operation-manuals"),
        (9, ["proc_annual"], "รายงานผลการจัดซื้อจัดจ้างประจำปี ขาดข้อเสนอแนะ", "procurement-annual-report"),
        (10, ["risk_manage"], "ยังไม่มีผลการจัดการความเสี่ยง", "risk-management-carried-out"),
        (10, ["ethics_drive"], "ยังไม่มีการขับเคลื่อนจริยธรรม", "ethics-driven"),
        (10, ["ita_use"], "ยังไม่ได้วิเคราะห์ผลการประเมินเป็นรายข้อ", "result-to-measures"),
    ],
)
def test_the_best_practice_for_a_remark(indicator: int, item_keys: list[str], words: str, best: str) -> None:
    assert codes(suggest(indicator=indicator, item_keys=item_keys, question=None, words=words))[0] == best


def test_a_suggestion_says_what_it_has_in_common_with_the_finding() -> None:
    (best, *_) = suggest(indicator=8, item_keys=["satisfaction"], question="e11", words="ควรนำผล\u200bสำรวจไปใช้")
    assert best.reasons == (
        Reason(ReasonKind.ITEM, "satisfaction"),
        Reason(ReasonKind.TOPIC, "ผลสำรวจ"),
        Reason(ReasonKind.INDICATOR, "8"),
    )


def test_a_topic_that_is_a_piece_of_another_is_told_once() -> None:
    (best, *_) = suggest(indicator=None, item_keys=[], question=None, words="ควรรับฟังคำติชม")
    assert [reason.value for reason in best.reasons] == ["คำติชม"]


def test_an_item_goes_before_topics_and_topics_before_an_indicator() -> None:
    told = suggest(indicator=4, item_keys=[], question=None, words="ค่าล่วงเวลา ค่าเดินทาง", limit=50)
    assert codes(told)[0] == "claims-check"
    assert {each.reasons[0].kind for each in told[1:]} == {ReasonKind.INDICATOR}
    told = suggest(indicator=4, item_keys=["laws"], question=None, words="ค่าล่วงเวลา ค่าเดินทาง", limit=50)
    assert codes(told) == ["law-page", "claims-check"]


def test_a_finding_that_points_to_an_item_gets_no_practice_of_another_item_for_its_indicator_alone() -> None:
    assert codes(suggest(indicator=9, item_keys=["proc_annual"], question="o22", words="")) == [
        "procurement-annual-report"
    ]


def test_the_main_indicator_of_a_practice_goes_before_its_others() -> None:
    told = suggest(indicator=5, item_keys=[], question=None, words="", limit=50)
    places = [each.practice.indicators.index(5) for each in told]
    assert places == sorted(places)
    assert {places[0], places[-1]} == {0, 1}


@pytest.mark.parametrize(("question", "indicators"), [("i7", {2, 3}), ("E1", {6}), ("o1", set()), ("i99", set())])
def test_a_question_stands_for_its_indicators_where_none_is_told(question: str, indicators: set[int]) -> None:
    told = suggest(indicator=None, item_keys=[], question=question, words="", limit=99)
    assert {int(reason.value) for each in told for reason in each.reasons} == indicators


def test_an_indicator_that_is_told_goes_before_the_questions() -> None:
    told = suggest(indicator=4, item_keys=[], question="i7", words="", limit=99)
    assert all(4 in each.practice.indicators for each in told)


def test_nothing_in_common_suggests_nothing() -> None:
    assert suggest(indicator=None, item_keys=["no_such_key"], question=None, words="ท้องฟ้าแจ่มใส") == ()


FINDINGS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from([None, *range(1, 11)]),
        "item_keys": st.lists(st.sampled_from([*ITEM_KEYS, "no_such_key"]), max_size=3),
        "question": st.sampled_from([None, "i1", "i30", "e4", "o13"]),
        "words": st.lists(st.sampled_from([*TOPICS, "หน่วยงาน", "ควร"]), max_size=4).map(" และ".join),
    }
)


def strength(suggestion: Suggestion) -> int:
    return list(ReasonKind).index(suggestion.reasons[0].kind)


@given(finding=FINDINGS)
def test_suggestions_have_reasons_stand_in_order_of_strength_and_are_told_once(finding: dict) -> None:
    told = suggest(**finding, limit=99)
    assert [strength(each) for each in told] == sorted(strength(each) for each in told)
    assert len(set(codes(told))) == len(told)
    for each in told:
        kinds = [list(ReasonKind).index(reason.kind) for reason in each.reasons]
        assert kinds == sorted(kinds)


@given(finding=FINDINGS, limit=st.integers(0, 10))
def test_a_limit_cuts_the_same_order(finding: dict, limit: int) -> None:
    assert suggest(**finding, limit=limit) == suggest(**finding, limit=99)[:limit]


@given(finding=FINDINGS)
def test_the_order_and_repetition_of_item_keys_change_nothing(finding: dict) -> None:
    turned = finding | {"item_keys": [*reversed(finding["item_keys"]), *finding["item_keys"]]}
    assert suggest(**turned) == suggest(**finding)


@given(finding=FINDINGS.filter(lambda finding: finding["item_keys"] and "no_such_key" not in finding["item_keys"]))
def test_every_item_a_finding_points_to_gets_a_suggestion(finding: dict) -> None:
    told = {reason.value for each in suggest(**finding, limit=99) for reason in each.reasons}
    assert set(finding["item_keys"]) <= told
