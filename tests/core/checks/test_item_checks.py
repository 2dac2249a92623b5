import pytest

from builders import a_finding, a_measure, a_mention, a_reading, a_result, a_step
from prongsai.core.checks.items import item_checks
from prongsai.core.records import Check, Reading, Where


def checks(code: str, reading: Reading) -> list[Check]:
    return [check for check in item_checks(reading) if check.code == code]


def test_a_consistent_paper_raises_nothing() -> None:
    assert item_checks(a_reading()) == []


def test_zeros_typed_for_o_are_named_once_a_place() -> None:
    mentions = (
        a_mention("item", "๐13", "o13", paragraph=4),
        a_mention("item", "014", "o14", paragraph=4),
        a_mention("item", "o15", "o15", paragraph=4),
        a_mention("item", "๐8", "o8", paragraph=5),
    )
    found = checks("item.zero_for_o", a_reading(mentions=mentions))
    assert [(check.where.paragraph, check.expected) for check in found] == [(4, "o13, o14"), (5, "o8")]
    assert "๐13, 014" in found[0].message


def test_a_zero_in_a_measure_is_named_once_though_it_is_mentioned_too() -> None:
    measure = a_measure(tool="OIT", indicator=10, codes=("o38",), printed_codes=("038",))
    mention = a_mention("item", "038", "o38", table=1, row=2, column=3)
    for mentions in ((), (mention,)):
        assert len(checks("item.zero_for_o", a_reading(measures=(measure,), mentions=mentions))) == 1


def test_a_number_that_no_year_of_the_paper_has_is_unknown() -> None:
    (check,) = checks("item.unknown", a_reading(findings=(a_finding(tool="OIT", indicator=9, code="o50", items=()),)))
    assert "o50" in check.message
    assert check.where == Where(paragraph=12)


def test_a_question_beyond_the_last_is_unknown() -> None:
    measure = a_measure(codes=("e16",), printed_codes=("E16",))
    assert len(checks("item.unknown", a_reading(measures=(measure,)))) == 1


def test_numbers_of_the_year_before_are_known_because_measures_follow_its_result() -> None:
    paper = a_reading(fiscal_year=2567, mentions=(a_mention("item", "o43"), a_mention("question", "i30")))
    assert checks("item.unknown", paper) == []


def test_a_year_with_half_known_questions_denies_none() -> None:
    paper = a_reading(
        fiscal_year=2569, findings=(), mentions=(a_mention("question", "i15"), a_mention("question", "e9"))
    )
    assert checks("item.unknown", paper) == []


@pytest.mark.parametrize(
    "remark",
    [
        "ข้อ o13 คู่มือหรือมาตรฐานการปฏิบัติงาน ไม่ครบองค์ประกอบ",
        "ควรปรับปรุงคู่มือหรือมาตรฐานการปฏิบัติงาน (อ้างอิงจาก ๐13)",
    ],
)
def test_a_title_of_another_number_of_the_year_is_named_with_that_number(remark: str) -> None:
    finding = a_finding(remark=remark, recommendation="", items=("o13",))
    (check,) = checks("item.other_year", a_reading(results=(a_result(),), findings=(finding,)))
    assert check.expected == "o14"
    assert "o13 ปี 2565" in check.message


def test_a_title_that_only_another_year_has_names_that_year() -> None:
    finding = a_finding(
        tool="OIT", indicator=10, code="o34", remark="เจตจำนงสุจริตของผู้บริหาร", recommendation="", items=()
    )
    (check,) = checks("item.other_year", a_reading(findings=(finding,)))
    assert "2564" in check.message
    assert check.expected is None


def test_a_report_that_keeps_last_years_numbers_throughout_is_consistent() -> None:
    remark = "o13 คู่มือหรือมาตรฐานการปฏิบัติงาน o14 คู่มือหรือมาตรฐานการให้บริการ o17 E-Service"
    assert checks("item.other_year", a_reading(findings=(a_finding(remark=remark, recommendation="", items=()),))) == []


def test_one_number_of_another_year_among_many_of_this_is_told() -> None:
    remark = "o14 คู่มือหรือมาตรฐานการปฏิบัติงาน o15 คู่มือหรือมาตรฐานการให้บริการ o16 ข้อมูลเชิงสถิติการให้บริการ o17 E-Service"
    (check,) = checks("item.other_year", a_reading(findings=(a_finding(remark=remark, recommendation="", items=()),)))
    assert check.expected == "o18"


def test_a_title_in_the_papers_own_words_is_no_alarm() -> None:
    remark = "ควรเผยแพร่แผนการดำเนินงานและแผนการใช้จ่ายงบประมาณประจำปี (อ้างอิงจาก o11) และ E-Service (อ้างอิงจาก o18)"
    assert checks("item.other_year", a_reading(findings=(a_finding(remark=remark, recommendation="", items=()),))) == []


def test_codes_listed_together_share_no_title() -> None:
    step = a_step(text="ปรับปรุง o13, o14 และ o15 คู่มือหรือมาตรฐานการให้บริการ")
    assert checks("item.other_year", a_reading(measures=(a_measure(steps=(step,)),))) == []


def test_an_indicator_under_another_tool_is_misfiled() -> None:
    (check,) = checks("indicator.wrong_tool", a_reading(measures=(a_measure(tool="EIT", indicator=9),)))
    assert check.expected == "OIT"
    assert "ตัวชี้วัดที่ 9" in check.message


def test_an_item_as_the_subject_of_an_eit_row_is_misfiled() -> None:
    measure = a_measure(indicator=None, codes=("o38",), printed_codes=("038",), finding="038การเสริมสร้างวัฒนธรรม")
    assert [check.expected for check in checks("indicator.wrong_tool", a_reading(measures=(measure,)))] == ["OIT"]


def test_a_finding_on_an_item_under_eit_is_misfiled() -> None:
    finding = a_finding(code="o13", indicator=None, items=())
    assert len(checks("indicator.wrong_tool", a_reading(findings=(finding,)))) == 1


def test_an_eit_measure_may_cite_items() -> None:
    measure = a_measure(codes=("o17",), printed_codes=("o17",))
    assert checks("indicator.wrong_tool", a_reading(measures=(measure,))) == []


def test_a_paper_without_a_year_is_not_judged_by_one() -> None:
    paper = a_reading(fiscal_year=None, mentions=(a_mention("item", "o43"),))
    assert item_checks(paper) == []
    assert len(checks("item.unknown", a_reading(fiscal_year=None, mentions=(a_mention("item", "o50"),)))) == 1


def test_the_years_of_the_results_count_too() -> None:
    paper = a_reading(fiscal_year=2569, results=(a_result(fiscal_year=2566),), mentions=(a_mention("item", "o43"),))
    assert checks("item.unknown", paper) == []
