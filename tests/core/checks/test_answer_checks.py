from hypothesis import given
from hypothesis import strategies as st

from builders import a_finding, a_measure, a_reading, a_step
from prongsai.core import framework
from prongsai.core.checks import answered_by, is_answered_by
from prongsai.core.checks.answers import answer_checks
from prongsai.core.records import Finding, Measure, Where

NO_GIFT = "หน่วยงานควรประกาศนโยบายไม่รับของขวัญ และติดป้ายไว้ที่จุดบริการ (อ้างอิงจาก o31)"


def test_a_measure_that_says_what_was_advised_answers() -> None:
    assert answer_checks(a_reading()) == []


def test_a_finding_that_no_measure_speaks_of_is_told_with_its_place() -> None:
    finding = a_finding(code="e12", recommendation=NO_GIFT, where=Where(paragraph=30))
    (check,) = answer_checks(a_reading(findings=(a_finding(), finding)))
    assert check.where == Where(paragraph=30)
    assert "e12" in check.message
    assert "ส่วนที่ 2" in check.message


def test_a_measure_set_beside_the_finding_in_a_row_answers() -> None:
    finding = a_finding(code=None, indicator=6, recommendation=NO_GIFT, where=Where(table=1, row=2))
    assert answer_checks(a_reading(findings=(finding,))) == []
    empty = a_measure(title="", steps=())
    assert len(answer_checks(a_reading(findings=(finding,), measures=(empty,)))) == 1


def test_a_measure_on_another_indicator_does_not_answer() -> None:
    finding = a_finding(indicator=6, code="e1")
    assert len(answer_checks(a_reading(findings=(finding,)))) == 1


def test_a_measure_with_the_code_answers_in_whatever_words() -> None:
    measure = a_measure(codes=("e4",), title="ประกาศเจตนารมณ์", steps=())
    finding = a_finding(code="e4", indicator=6, recommendation=NO_GIFT)
    assert answer_checks(a_reading(findings=(finding,), measures=(measure,))) == []


def test_a_step_that_cites_the_code_answers() -> None:
    measure = a_measure(indicator=9, tool="OIT", steps=(a_step(text="เพิ่มองค์ประกอบที่ขาดของข้อ o22"),))
    finding = a_finding(tool="OIT", part=None, indicator=None, code="o22", remark="ไม่ครบองค์ประกอบ", recommendation="")
    assert answer_checks(a_reading(findings=(finding,), measures=(measure,))) == []


def test_an_item_is_answered_on_its_own_indicator() -> None:
    measure = a_measure(indicator=9, tool="OIT", steps=(a_step(text="จัดทำข้อมูลเชิงสถิติการให้บริการรายเดือน"),))
    finding = a_finding(
        tool="OIT", part=None, indicator=None, code="o16", remark="ควรมีข้อมูลเชิงสถิติการให้บริการรายเดือน", recommendation=""
    )
    assert answer_checks(a_reading(findings=(finding,), measures=(measure,))) == []
    assert len(answer_checks(a_reading(findings=(finding,), measures=(a_measure(),)))) == 1


def test_a_short_step_in_other_words_answers_when_it_names_the_subject() -> None:
    measure = a_measure(title="มาตรการไม่รับของขวัญ", steps=(a_step(text="นโยบายไม่รับของขวัญ"),))
    assert answer_checks(a_reading(findings=(a_finding(recommendation=NO_GIFT),), measures=(measure,))) == []


def test_a_step_that_names_an_item_the_finding_points_to_answers() -> None:
    finding = a_finding(recommendation="หน่วยงานควรมีระบบรับคำขอที่ไม่ต้องเดินทางมายื่นด้วยตนเอง (อ้างอิงจาก o18)", items=("o18",))
    for text in ("เปิดรับคำขอผ่านระบบ E-Service บนหน้าแรก", "ปรับปรุงระบบตามข้อ o18"):
        measure = a_measure(title="ระบบออนไลน์", steps=(a_step(text=text),))
        assert answer_checks(a_reading(findings=(finding,), measures=(measure,))) == []


def test_a_title_that_only_names_the_indicator_answers_nothing() -> None:
    measure = a_measure(title="8. การปรับปรุงระบบการทำงาน", steps=())
    finding = a_finding(recommendation="หน่วยงานควรปรับปรุงระบบการทำงานของศูนย์รับเรื่องร้องทุกข์ให้ติดตามผลได้")
    assert len(answer_checks(a_reading(findings=(finding,), measures=(measure,)))) == 1


def test_words_that_every_recommendation_uses_answer_nothing() -> None:
    measure = a_measure(
        title="มาตรการ", steps=(a_step(text="หน่วยงานเผยแพร่ประชาสัมพันธ์การให้บริการให้ประชาชนได้รับทราบอย่างทั่วถึง"),)
    )
    finding = a_finding(recommendation="หน่วยงานควรเผยแพร่ประชาสัมพันธ์ช่องทางร้องเรียนให้ประชาชนได้รับทราบอย่างทั่วถึง")
    assert len(answer_checks(a_reading(findings=(finding,), measures=(measure,)))) == 1


def test_a_finding_without_advice_is_answered_by_any_measure_on_its_indicator() -> None:
    assert answer_checks(a_reading(findings=(a_finding(remark="", recommendation=""),))) == []


def test_an_analysis_without_measures_promises_none() -> None:
    assert answer_checks(a_reading(measures=())) == []


def test_a_finding_on_an_indicator_is_named_by_it() -> None:
    finding = a_finding(code=None, indicator=6, recommendation=NO_GIFT)
    (check,) = answer_checks(a_reading(findings=(finding,)))
    assert "ตัวชี้วัดที่ 6" in check.message
    assert "indicator 6" in check.message_en


IN_THE_ROW = a_measure(title="มาตรการในแถวเดียวกัน", steps=())
WITH_THE_CODE = a_measure(codes=("e4",), title="มาตรการที่อ้างข้อคำถาม", finding="", steps=(), where=Where(table=1, row=3))
TAKING_IT_UP = a_measure(
    title="มาตรการไม่รับของขวัญ",
    finding="",
    steps=(a_step(text="ประกาศนโยบายไม่รับของขวัญ"),),
    where=Where(table=1, row=4),
)
BESIDE_THE_MATTER = a_measure(title="ปลูกต้นไม้ริมคลอง", finding="", steps=(), where=Where(table=1, row=5))
ON_GIFTS = a_finding(code="e4", recommendation=NO_GIFT, where=Where(table=1, row=2))
ALL_KINDS = (BESIDE_THE_MATTER, TAKING_IT_UP, WITH_THE_CODE, IN_THE_ROW)


def answering(finding: Finding, *measures: Measure) -> tuple[int, ...]:
    return answered_by(a_reading(findings=(finding,), measures=measures))[0]


def test_the_measure_in_the_findings_own_row_answers_before_all_others() -> None:
    assert answering(ON_GIFTS, *ALL_KINDS) == (3,)


def test_a_measure_with_the_code_answers_before_one_that_takes_up_the_advice() -> None:
    assert answering(ON_GIFTS, BESIDE_THE_MATTER, TAKING_IT_UP, WITH_THE_CODE) == (2,)


def test_a_measure_that_takes_up_the_advice_answers_where_no_other_link_is() -> None:
    assert answering(ON_GIFTS, BESIDE_THE_MATTER, TAKING_IT_UP) == (1,)


def test_every_measure_with_the_strongest_link_answers() -> None:
    assert answering(ON_GIFTS, WITH_THE_CODE, TAKING_IT_UP, WITH_THE_CODE) == (0, 2)


def test_a_finding_that_nothing_reaches_is_answered_by_no_position() -> None:
    assert answering(ON_GIFTS, BESIDE_THE_MATTER) == ()
    assert answering(ON_GIFTS) == ()


def test_each_finding_is_told_at_its_own_position() -> None:
    elsewhere = a_finding(code=None, indicator=2, where=Where(paragraph=9))
    reading = a_reading(findings=(elsewhere, ON_GIFTS, a_finding(code="e4", where=Where())), measures=ALL_KINDS)
    assert answered_by(reading) == ((), (3,), (2,))


def test_a_pair_is_told_by_itself() -> None:
    book = framework.load(2566)
    told = [is_answered_by(ON_GIFTS, measure, book) for measure in ALL_KINDS]
    assert told == [False, True, True, True]


@given(
    findings=st.lists(
        st.builds(
            a_finding,
            code=st.sampled_from([None, "e4", "e12", "o18"]),
            indicator=st.sampled_from([None, 6, 8, 9]),
            recommendation=st.sampled_from(["", NO_GIFT]),
            where=st.sampled_from([Where(), Where(table=1, row=2), Where(table=1, row=4)]),
        ),
        max_size=4,
    ),
    measures=st.lists(st.sampled_from([*ALL_KINDS, a_measure(), a_measure(title="", steps=())]), max_size=4),
)
def test_a_finding_is_unanswered_exactly_where_no_measure_answers_it(
    findings: list[Finding], measures: list[Measure]
) -> None:
    reading, book = a_reading(findings=tuple(findings), measures=tuple(measures)), framework.load(2566)
    answering = answered_by(reading)
    assert [bool(found) for found in answering] == [
        any(is_answered_by(finding, measure, book) for measure in measures) for finding in findings
    ]
    assert len(answer_checks(reading)) == (answering.count(()) if measures else 0)
