from decimal import Decimal

from builders import a_finding, a_measure, a_reading, a_result
from paper.writing.printed import read_back
from paper.writing.sameness import differences
from prongsai.core.records import Columns, Finding, PaperKind, Reading, Result
from prongsai.paper.writing import Content, layout, manuscript_of
from prongsai.paper.writing.manuscript import Bars, Manuscript, Table

EARLIER = a_result(fiscal_year=2565, total=Decimal("90.10"), level="A", rank=812)
TWO_YEARS = a_reading(
    kind=PaperKind.ANALYSIS, round=None, results=(a_result(), EARLIER), measures=(), columns=Columns(), findings=()
)


def analysis(reading: Reading) -> Manuscript:
    return manuscript_of(Content(reading), layout("analysis"))


def rows(table: Table) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.body}


def table_of(manuscript: Manuscript, name: str) -> Table:
    return next(each for each in manuscript.blocks if isinstance(each, Table) and each.name == name)


def test_two_years_stand_side_by_side_with_their_difference() -> None:
    scores = rows(table_of(analysis(TWO_YEARS), "คะแนน"))
    assert scores["คะแนนรวม"] == ["94.20", "90.10", "+4.10"]
    assert scores["ระดับผลการประเมิน"] == ["ผ่านดี", "A", "-"]
    assert scores["อันดับ"] == ["-", "812", "-"]
    assert scores["ตัวชี้วัดที่ 10 การป้องกันการทุจริต"] == ["100.00", "100.00", "+0.00"]


def test_indicators_are_ranked_from_the_highest_down() -> None:
    ranking = table_of(analysis(TWO_YEARS), "ลำดับคะแนน")
    points = [Decimal(row[2].text) for row in ranking.body]
    assert points == sorted(a_result().indicators.values(), reverse=True)
    assert ranking.body[0][1].text == "ตัวชี้วัดที่ 10 การป้องกันการทุจริต"


def test_the_chart_shows_ten_indicators_against_last_year_and_the_marks_of_the_levels() -> None:
    (chart,) = [each for each in analysis(TWO_YEARS).blocks if isinstance(each, Bars)]
    assert [bar.label.split()[0] for bar in chart.bars] == ["ตัวชี้วัดที่"] * 10
    assert chart.thresholds == (85.0, 95.0)
    assert chart.bars[1].points == 90.0
    assert chart.bars[1].earlier == 90.0
    assert [bar.group for bar in chart.bars] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2


def test_the_level_is_explained_in_words_whose_scores_are_not_read_as_printed_ones() -> None:
    result = a_result(total=Decimal("95.49"), level="ผ่าน", tools={"EIT": Decimal("96.84")})
    reading = a_reading(kind=PaperKind.ANALYSIS, results=(result,), measures=(), findings=(), round=None)
    manuscript = analysis(reading)
    said = " ".join(getattr(each, "text", "") for each in manuscript.blocks)
    assert "ส่วนที่ 2 ต้องเป็น 85.16" in said
    assert read_back(manuscript).results[0].tools == {"EIT": Decimal("96.84")}


def test_results_are_read_back_as_they_were() -> None:
    parts = a_result(tools={**a_result().tools, "EIT1": Decimal("96.84"), "EIT2": Decimal("83.39")}, rank=1204)
    reading = a_reading(kind=PaperKind.ANALYSIS, round=None, results=(parts, EARLIER), measures=(), findings=())
    assert differences(reading, read_back(analysis(reading))) == []


def test_a_year_of_which_only_the_total_is_known_prints_and_invents_nothing() -> None:
    reading = a_reading(
        kind=PaperKind.ANALYSIS, results=(Result(2566, Decimal("94.20")),), measures=(), findings=(), round=None
    )
    manuscript = analysis(reading)
    assert rows(table_of(manuscript, "คะแนน")) == {"คะแนนรวม": ["94.20"]}
    assert not any(isinstance(each, Bars) for each in manuscript.blocks)


def test_findings_stand_under_their_tool_part_and_indicator_and_are_read_back() -> None:
    findings = (
        a_finding(part="public"),
        a_finding(code="e13", remark="ยังไม่รู้ว่ามีบริการออนไลน์", items=("o17", "o18")),
        Finding("OIT", None, 9, "o13", "รายงานผลการดำเนินงานประจำปี", missing_elements=(1, 4)),
    )
    reading = a_reading(kind=PaperKind.ANALYSIS, findings=findings, measures=(), round=None, columns=Columns())
    again = read_back(analysis(reading))
    known = [(each.tool, each.part, each.indicator, each.code, set(each.items)) for each in again.findings]
    assert known == [(each.tool, each.part, each.indicator, each.code, set(each.items)) for each in findings]
    assert again.findings[2].missing_elements == (1, 4)


def test_a_finding_that_a_measure_prints_is_printed_once() -> None:
    weak = a_finding(code=None, part=None, recommendation="", items=())
    measure = a_measure(finding=weak.remark)
    reading = a_reading(findings=(weak,), measures=(measure,))
    for name in ("plan", "weak-points", "progress-status", "progress-full"):
        manuscript = manuscript_of(Content(reading), layout(name))
        texts = [
            cell.text for each in manuscript.blocks if isinstance(each, Table) for row in each.body for cell in row
        ]
        assert texts.count(weak.remark) == 1, name
        assert len(read_back(manuscript).findings) == 1
