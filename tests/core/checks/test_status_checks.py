import pytest

from builders import ALL_COLUMNS, a_measure, a_reading, a_step
from prongsai.core.checks.statuses import said_status, status_checks
from prongsai.core.records import Columns, Measure, PaperKind, Status, Written

DONE, IN_PROGRESS, NOT_STARTED = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED


def codes(*measures: Measure, columns: frozenset[str] = ALL_COLUMNS, kind: PaperKind = PaperKind.PROGRESS) -> list[str]:
    return [check.code for check in status_checks(a_reading(measures=measures, columns=Columns(columns), kind=kind))]


def test_a_consistent_row_raises_nothing() -> None:
    assert codes(a_measure()) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ดำเนินการครบถ้วน ๘๐%", DONE),
        ("ดำเนินการแล้ว 100% 1.มีประกาศ", DONE),
        ("ดำเนินการแล้ว 80%", None),
        ("แล้วเสร็จ", DONE),
        ("ยังไม่แล้วเสร็จ", NOT_STARTED),
        ("ยังไม่ได้ดำเนินการ", NOT_STARTED),
        ("รอผลการจัดซื้อ", NOT_STARTED),
        ("รองนายกเป็นประธาน", None),
        ("อยู่ระหว่างดำเนินการ", IN_PROGRESS),
        ("จัดทำร่างแล้ว อยู่ระหว่างเสนอผู้บริหาร", IN_PROGRESS),
        ("ดำเนินการแล้วบางส่วน", IN_PROGRESS),
        ("มีคู่มือเผยแพร่บนเว็บไซต์เรียบร้อยแล้ว", None),
        ("เปิดระหว่างวันที่ 1-30 มีนาคม", None),
        ("1. ดำเนินการแล้ว 2. อยู่ระหว่างดำเนินการ", None),
        ("", None),
    ],
)
def test_the_first_words_say_a_status(text: str, status: Status | None) -> None:
    assert said_status(text) == status


@pytest.mark.parametrize(
    "changes",
    [
        {"marked": (DONE, IN_PROGRESS)},
        {"percent": 80},
        {"marked": (IN_PROGRESS,), "status": IN_PROGRESS, "percent": 100, "result": ""},
        {"marked": (NOT_STARTED,), "status": NOT_STARTED, "percent": 20, "result": ""},
        {"marked": (IN_PROGRESS,), "status": IN_PROGRESS, "percent": 80, "result": "ดำเนินการครบถ้วน 80%"},
        {"result": "อยู่ระหว่างดำเนินการจัดซื้อ"},
        {"result": "ยังไม่ได้ดำเนินการ"},
        {"marked": (), "status": Status.UNKNOWN, "percent": 60, "result": "ดำเนินการครบถ้วน"},
        {"steps": (a_step(status=IN_PROGRESS),)},
    ],
)
def test_ticks_percent_and_words_that_fit_no_status_contradict(changes: dict[str, object]) -> None:
    assert codes(a_measure(**changes)) == ["status.contradiction"]


@pytest.mark.parametrize(
    "changes",
    [
        {"marked": (), "status": Status.UNKNOWN, "percent": None, "result": ""},
        {"marked": (IN_PROGRESS,), "status": IN_PROGRESS, "percent": 80, "result": "อยู่ระหว่างดำเนินการ"},
        {"marked": (NOT_STARTED,), "status": NOT_STARTED, "percent": 0, "result": "ยังไม่ได้ดำเนินการ"},
        {"marked": (Status.DEFERRED,), "status": Status.DEFERRED, "percent": 30, "result": "ยังไม่ได้ดำเนินการ"},
        {"marked": (IN_PROGRESS,), "status": IN_PROGRESS, "percent": 50, "result": "ยังไม่แล้วเสร็จ"},
        {
            "marked": (IN_PROGRESS,),
            "status": IN_PROGRESS,
            "percent": 50,
            "result": "",
            "steps": (a_step(status=DONE, result="มีคู่มือ"),),
        },
    ],
)
def test_what_fits_one_status_does_not_contradict(changes: dict[str, object]) -> None:
    assert "status.contradiction" not in codes(a_measure(**changes))


def test_a_step_that_contradicts_itself_is_named_with_its_number() -> None:
    step = a_step(number="3", status=DONE, result="อยู่ระหว่างดำเนินการ")
    (check,) = status_checks(a_reading(measures=(a_measure(steps=(step,)),)))
    assert check.code == "status.contradiction"
    assert "3" in check.message
    assert "อยู่ระหว่างดำเนินการ" in check.message


def test_steps_that_repeat_the_measures_result_are_not_told_again() -> None:
    result = "อยู่ระหว่างดำเนินการ"
    assert codes(a_measure(result=result, steps=(a_step(status=DONE, result=result),))) == ["status.contradiction"]


def test_a_sentence_in_a_column_of_another_status_is_told() -> None:
    measure = a_measure(written=(Written(DONE, "อยู่ระหว่างจัดทำร่าง"),), marked=(), percent=None, result="มีร่างคู่มือ")
    contradiction, sentence = status_checks(a_reading(measures=(measure,)))
    assert (contradiction.code, sentence.code) == ("status.contradiction", "status.sentence")
    assert sentence.expected == "อยู่ระหว่างดำเนินการ"


def test_a_sentence_that_says_no_status_is_told_where_other_rows_are_ticked() -> None:
    written = a_measure(written=(Written(DONE, "มีการประชุมทุกเดือน"),))
    assert codes(written, a_measure(number="2")) == ["status.sentence"]
    assert codes(written) == []


def test_a_paper_that_writes_its_results_in_the_status_columns_is_consistent() -> None:
    waiting = a_measure(marked=(NOT_STARTED,), status=NOT_STARTED, percent=None, result="รองบประมาณเพิ่มเติม")
    done = a_measure(percent=None, result="ติดป้ายแล้วทุกจุด")
    assert codes(waiting, done, columns=ALL_COLUMNS - {"result"}) == []


def test_a_sentence_that_says_what_its_column_says_is_as_good_as_a_tick() -> None:
    assert codes(a_measure(written=(Written(DONE, "ดำเนินการแล้วเสร็จ"),))) == []


def test_done_without_a_result_is_told() -> None:
    assert codes(a_measure(result="-")) == ["status.no_result"]


def test_a_done_step_without_a_result_is_told_with_its_number() -> None:
    steps = (a_step(status=DONE, result="มีแบบประเมิน"), a_step(number="2", status=DONE))
    (check,) = status_checks(a_reading(measures=(a_measure(result="", steps=steps),)))
    assert check.code == "status.no_result"
    assert "ขั้นตอนที่ 2" in check.message


def test_a_layout_without_results_is_no_gap() -> None:
    assert codes(a_measure(result=""), columns=ALL_COLUMNS - {"result"}) == []


def test_what_is_not_done_needs_no_result() -> None:
    assert codes(a_measure(marked=(IN_PROGRESS,), status=IN_PROGRESS, percent=50, result="")) == []


def test_done_without_proof_is_told_where_others_have_it() -> None:
    proven = a_measure(evidence=("ภาพกิจกรรม",))
    assert codes(proven, a_measure(number="2")) == ["status.no_evidence"]
    assert codes(proven, a_measure(number="2", steps=(a_step(evidence=("ลิงก์",)),))) == []


def test_done_without_proof_is_told_where_the_paper_has_a_column_for_it() -> None:
    assert codes(a_measure(), columns=ALL_COLUMNS | {"evidence"}) == ["status.no_evidence"]


def test_a_plan_has_neither_results_nor_proof_yet() -> None:
    measures = (a_measure(result="", evidence=("x",)), a_measure(number="2", result=""))
    assert codes(*measures, kind=PaperKind.PLAN) == []
