"""Readings such as an agency's records give, drawn at random: sensible words, anything present or absent."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from builders import a_reading
from prongsai.core.records import Columns, Measure, PaperKind, Period, Reading, Status, Step

TITLES = (
    "สำรวจความพึงพอใจของผู้รับบริการ", "เผยแพร่แผนการใช้จ่ายงบประมาณให้บุคลากรทราบ", "เปิดช่องทางร้องเรียนออนไลน์",
    "ทบทวนคู่มือการให้บริการประชาชน", "จัดทำทะเบียนคุมการยืมพัสดุ", "อบรมเรื่องผลประโยชน์ทับซ้อน",
)  # fmt: skip
STEPS = (
    "ประชุมคณะทำงานเพื่อกำหนดแนวทาง", "จัดทำแบบสำรวจและแจก ณ จุดบริการ", "สรุปผลเสนอผู้บริหาร", "ลงประกาศบนเว็บไซต์และเพจ",
    "ติดป้ายประชาสัมพันธ์ 5 จุด", "ตรวจนับพัสดุทุกสิ้นเดือน", "แต่งตั้งผู้รับผิดชอบรายข้อ",
)  # fmt: skip
OWNERS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "งานพัสดุ", "งานประชาสัมพันธ์", "หน่วยตรวจสอบภายใน")
RESULTS = (
    "มีผู้ตอบแบบสำรวจ 120 คน", "ติดป้ายครบ 5 จุด", "เผยแพร่บนเว็บไซต์เดือนมกราคม 2566", "ประชุมแล้วสองครั้ง",
    "มีทะเบียนคุมเล่มเดียวใช้ทุกกอง",
)  # fmt: skip
SUGGESTIONS = ("ควรขยายเวลาให้บริการ", "งบประมาณไม่พอสำหรับป้าย", "ขอให้ทุกกองส่งข้อมูลก่อนสิ้นเดือน")
MONITORING = ("รายงานผลต่อผู้บริหารทุกไตรมาส", "สุ่มสอบถามเดือนละ 20 ราย", "ตรวจหน้าเว็บไซต์ทุกสิ้นเดือน")
EVIDENCE = ("https://example.go.th/survey", "https://example.go.th/board", "https://example.go.th/plan")
PERIODS = (
    Period("2022-10", "2023-03", "ต.ค. 2565 - มี.ค. 2566"),
    Period("2023-01", "2023-09", "ม.ค. - ก.ย. 2566"),
    Period("2022-10", "2023-09", "ไตรมาส 1-4"),
    Period("2023-04", "2023-06", "เมษายน 2566 - มิถุนายน 2566"),
)
STATUSES = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED, Status.DEFERRED)
CODES = {1: "i1", 2: "i7", 4: "i22", 6: "e1", 7: "e8", 8: "e13", 9: "o13", 10: "o35"}
_TOOLS = {1: "IIT", 2: "IIT", 4: "IIT", 6: "EIT", 7: "EIT", 8: "EIT", 9: "OIT", 10: "OIT"}


def _or_empty(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *words))


def _owners() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(OWNERS), max_size=2, unique=True).map(tuple)


@st.composite
def steps(draw: st.DrawFn, number: int, *, is_report: bool) -> Step:
    """A step; of a report, with its status, result, suggestion and evidence."""
    step = Step(
        number=f"{number}",
        text=draw(st.sampled_from(STEPS)),
        owners=draw(_owners()),
        period=draw(st.sampled_from((None, *PERIODS))),
    )
    if not is_report:
        return step
    return replace(
        step,
        status=draw(st.sampled_from(STATUSES)),
        result=draw(_or_empty(RESULTS)),
        suggestion=draw(_or_empty(SUGGESTIONS)),
        evidence=draw(st.lists(st.sampled_from(EVIDENCE), max_size=2, unique=True).map(tuple)),
    )


@st.composite
def measures(draw: st.DrawFn, number: int, *, is_report: bool) -> Measure:
    """A measure with two steps or more, whose own words and those of its steps may both be there or not."""
    indicator = draw(st.sampled_from(sorted(CODES)))
    count = draw(st.integers(2, 4))
    measure = Measure(
        number=f"{number}",
        tool=_TOOLS[indicator],
        indicator=indicator,
        codes=draw(st.sampled_from(((), (CODES[indicator],)))),
        title=draw(st.sampled_from(TITLES)),
        owners=draw(_owners()),
        period=draw(st.sampled_from((None, *PERIODS))),
        monitoring=draw(_or_empty(MONITORING)),
        steps=tuple(draw(steps(place, is_report=is_report)) for place in range(1, count + 1)),
    )
    if not is_report:
        return measure
    return replace(
        measure,
        status=draw(st.sampled_from(STATUSES)),
        result=draw(_or_empty(RESULTS)),
        suggestion=draw(_or_empty(SUGGESTIONS)),
    )


@st.composite
def readings(draw: st.DrawFn, *, is_report: bool) -> Reading:
    """A plan, or a report on one."""
    count = draw(st.integers(1, 4))
    held = tuple(draw(measures(number, is_report=is_report)) for number in range(1, count + 1))
    return a_reading(
        kind=PaperKind.PROGRESS if is_report else PaperKind.PLAN,
        round=a_reading().round if is_report else None,
        findings=(),
        measures=held,
        columns=Columns(),
        mentions=(),
    )
