# ruff: noqa: E501 - vocabularies and rows read better unbroken
"""Writing made-up papers: their words, what a careful person reads in them, and the blocks they are made of."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.core.records import Source, Where
from prongsai.core.thai import thai_digits
from prongsai.paper.reading.blocks import Cell, Document
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.text import text_document

VERBS = ("จัดทำ", "ทบทวน", "เผยแพร่", "ปรับปรุง", "สำรวจ", "ตรวจสอบ", "จัดอบรม", "ชี้แจง", "รวบรวม", "ซักซ้อม")
THINGS = ("ป้ายแสดงค่าธรรมเนียม", "ทะเบียนพัสดุคงเหลือ", "ผังงานบริการหน้าเคาน์เตอร์", "สรุปการเบิกจ่ายรายโครงการ", "แบบคำขอใช้รถส่วนกลาง",
          "คลิปแนะนำการยื่นคำขอ", "ตารางเวรรับเรื่องร้องทุกข์", "เกณฑ์ให้คะแนนความดีความชอบ", "ปฏิทินการรับสมัครงาน", "กล่องรับฟังเสียงประชาชน",
          "แบบฟอร์มจองห้องประชุม", "บัญชีผู้มาติดต่อรายวัน")  # fmt: skip
PLACES = (
    "ที่ศาลาประชาคม",
    "บนหน้าเพจของหน่วยงาน",
    "ให้ชุมชนทั้งหกแห่ง",
    "หน้าห้องบริการร่วม",
    "ในที่ประชุมผู้นำชุมชน",
    "ผ่านหอกระจายข่าว",
    "แก่ลูกจ้างชั่วคราว",
)
OUTCOMES = ("มีเอกสารพร้อมใช้งานครบทุกจุด", "ได้ลงมือทำและสรุปผลส่งผู้บริหาร", "ประชาชนใช้งานได้จริงตั้งแต่ต้นปี", "ติดตั้งพร้อมคำอธิบายสองภาษา", "ผู้เข้าร่วมสี่สิบห้าคน",
            "เผยแพร่ให้ทราบทั่วกันทางเสียงตามสาย", "ผู้บริหารลงนามเห็นชอบทั้งฉบับ")  # fmt: skip
UNITS = ("กองคลัง", "กองช่าง", "กองสวัสดิการสังคม", "สำนักปลัด", "งานพัสดุ", "งานนิติการ", "งานธุรการ", "กองการศึกษา")
PERIODS = (
    "ต.ค. 2565 - มี.ค. 2566",
    "ม.ค. 2566 - มิ.ย. 2566",
    "เม.ย. 2566 - ก.ย. 2566",
    "พ.ย. 2565 - ส.ค. 2566",
    "ไตรมาส 2-3",
)
FOLLOW_UPS = ("รายงานนายกทุกสองเดือน", "สรุปเข้าที่ประชุมหัวหน้าส่วน", "ตรวจนับโดยคณะทำงานกลาง", "ส่งแบบติดตามให้ปลัดลงนาม")
FINDINGS = (
    "ผู้มาติดต่อรอนานในช่วงเช้า",
    "เจ้าหน้าที่ตอบคำถามไม่ตรงกัน",
    "คนในหน่วยงานไม่เคยเห็นแผนจ่ายเงิน",
    "การยืมของหลวงไม่มีหลักฐาน",
    "ช่องแจ้งเบาะแสหายาก",
)
SUGGESTIONS = ("ควรเพิ่มงบประมาณปีหน้า", "บุคลากรมีไม่พอ", "ควรเริ่มให้เร็วขึ้น", "ฝนตกหนักทำให้ล่าช้า")
INDICATORS = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน",
              "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต")  # fmt: skip
TOOLS = ("IIT",) * 5 + ("EIT",) * 3 + ("OIT",) * 2

NAMES = {
    "number": ("ที่", "ลำดับ", "ลำดับที่", "No."),
    "title": ("มาตรการ", "มาตรการ/แนวทาง", "มาตรการเพื่อยกระดับ", "มาตรการ/โครงการ"),
    "steps": ("ขั้นตอน", "วิธีดำเนินการ", "ขั้นตอน/วิธีการปฏิบัติ", "(2) ขั้นตอนการดำเนินงาน", "วิธีการ"),
    "owners": ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ส่วนราชการเจ้าของเรื่อง", "(1) ผู้รับผิดชอบหลัก"),
    "period": ("ระยะเวลา", "ห้วงเวลาดำเนินการ", "กำหนดแล้วเสร็จ", "ช่วงเวลา", "กรอบเวลา"),
    "monitoring": ("การกำกับติดตาม", "แนวทางการติดตาม", "การติดตามประเมินผล", "วิธีกำกับติดตาม"),
    "result": ("ผลการดำเนินงาน", "รายงานผล", "ผลการปฏิบัติ", "ผลที่เกิดขึ้น"),
    "suggestion": ("หมายเหตุ", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"),
    "finding": ("จุดอ่อน", "ประเด็นที่ต้องพัฒนา", "ข้อค้นพบ", "สิ่งที่ต้องปรับปรุง"),
    "indicator": ("ตัวชี้วัด", "ตัวชี้วัดการประเมิน", "รายตัวชี้วัด"),
    "topic": ("ข้อคำถาม", "หัวข้อย่อย", "ประเด็นการประเมิน"),
    "status": ("สถานะ", "สถานะการดำเนินการ", "สถานภาพ"),
    "percent": ("ร้อยละ", "ร้อยละความสำเร็จ", "%"),
    "not_started": ("ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ"),
    "in_progress": ("อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ"),
    "done": ("ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "เสร็จสิ้น"),
}
STATUSES = ("not_started", "in_progress", "done")
WORDS = {"not_started": "ยังไม่ได้ดำเนินการ", "in_progress": "อยู่ระหว่างดำเนินการ", "done": "ดำเนินการแล้วเสร็จ"}
AGENCY = "เทศบาลตำบลสวนหมอก อำเภอภูเขียว จังหวัดชัยภูมิ"


@dataclass
class TrueStep:
    """A step as a careful person reads it; an empty field is not printed in the layout."""

    text: str
    owner: str = ""
    period: str = ""
    status: str = ""
    result: str = ""


@dataclass
class TrueMeasure:
    """A measure as a careful person reads it."""

    title: str = ""
    indicator: int | None = None
    tool: str | None = None
    finding: str = ""
    monitoring: str = ""
    suggestion: str = ""
    percent: int | None = None
    codes: tuple[str, ...] = ()
    steps: list[TrueStep] = field(default_factory=list)


@dataclass
class Variant:
    """A paper and the truth about it. `scores`: (fiscal year, cell) -> two decimals; `findings`: (tool, part, code)."""

    document: Document
    measures: list[TrueMeasure] = field(default_factory=list)
    scores: dict[tuple[int, str], str] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    findings: list[tuple[str, str | None, str, tuple[str, ...]]] = field(default_factory=list)


class Author:
    """Writes one made-up paper; the seed decides every choice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self._said: set[str] = set()

    def pick(self, values: Sequence[str]) -> str:
        return self.dice.choice(values)

    def name(self, column: str) -> str:
        return self.pick(NAMES[column])

    def fresh(self, *parts: Sequence[str]) -> str:
        while True:
            text = "".join(self.pick(part) for part in parts)
            if text not in self._said:
                self._said.add(text)
                return text

    def step(self) -> TrueStep:
        return TrueStep(
            text=self.fresh(VERBS, THINGS, PLACES),
            owner=self.pick(UNITS),
            period=self.pick(PERIODS),
            status=self.pick(STATUSES),
            result=self.fresh(
                OUTCOMES, ("", "แล้วในเดือนมีนาคม", " ณ อาคารหลังใหม่"), (" รุ่นแรก", " รอบแรก", " ชุดแรก", " ระยะแรก", "")
            ),
        )

    def measures(self, least: int = 3, most: int = 6, steps: int | None = None) -> list[TrueMeasure]:
        numbers = sorted(self.dice.sample(range(1, 11), self.dice.randint(least, most)))
        return [self.measure(number, steps or self.dice.randint(1, 4)) for number in numbers]

    def measure(self, indicator: int, steps: int) -> TrueMeasure:
        return TrueMeasure(
            title=INDICATORS[indicator - 1],
            indicator=indicator,
            tool=TOOLS[indicator - 1],
            finding=self.pick(FINDINGS) + self.pick(PLACES),
            monitoring=self.pick(FOLLOW_UPS),
            suggestion=self.pick(SUGGESTIONS),
            percent=self.dice.choice((0, 25, 60, 80, 100)),
            steps=[self.step() for _ in range(steps)],
        )

    def numbered(self, texts: Sequence[str], between: str = " ") -> str:
        style = self.pick(("{}. ", "{}.", "{}) ", "({}) ", "ที่:{}. "))[:]
        style = style.replace("ที่:", "")
        count = [style.format(number) + text for number, text in enumerate(texts, 1)]
        return self.digits(between.join(count))

    def digits(self, text: str) -> str:
        return thai_digits(text) if self.dice.random() < 0.4 else text


def name_of(measure: TrueMeasure) -> str:
    """The name of the measure's indicator."""
    return INDICATORS[(measure.indicator or 1) - 1]


def forget(measures: Sequence[TrueMeasure], *fields: str) -> list[TrueMeasure]:
    """Take out of the truth what a layout does not print."""
    for measure in measures:
        for name in fields:
            for record in (measure, *measure.steps):
                if hasattr(record, name):
                    setattr(record, name, None if name in ("percent", "indicator", "tool") else "")
    return list(measures)


def share_owner(measures: Sequence[TrueMeasure]) -> None:
    """One owner and one period for the whole row."""
    for measure in measures:
        for step in measure.steps:
            step.owner, step.period = measure.steps[0].owner, measure.steps[0].period


def text_paper(*blocks: str, name: str = "paper.txt") -> Document:
    return text_document("\n\n".join(blocks).encode(), Source(name, "txt", ""))


def rows_text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def grid_paper(paragraphs: Sequence[str], *tables: list[list[Cell]]) -> Document:
    gathering = Gathering(Source("paper.docx", "docx", ""))
    for text in paragraphs:
        gathering.paragraph(text)
    for table in tables:
        gathering.grid(table)
    return gathering.document()


def cells(*texts: str) -> list[Cell]:
    return [Cell(text, Where()) for text in texts]


def above() -> Cell:
    return Cell("", Where(), covered="above")


def title_lines(author: Author, what: str = "แผนการขับเคลื่อนมาตรการ") -> str:
    return author.digits(f"{what} ประจำปีงบประมาณ พ.ศ. 2566\n{AGENCY}")
