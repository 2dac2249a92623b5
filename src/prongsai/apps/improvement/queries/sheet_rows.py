"""A plan as the rows of a workbook: which columns there are, and what a measure or a step says in each.

Everything in the file is Thai whatever language the page speaks: the heads are how the columns are found again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from prongsai.apps.improvement.models import Measure, Step
from prongsai.apps.improvement.queries.periods import thai_month

MEASURES, STEPS = "มาตรการ", "ขั้นตอน"
REMOVE = "ลบ"
"""What is written into the column of marks to take a row out."""
BETWEEN_OWNERS = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in code, its head in the file, how wide it is, and the list it offers choices from.

    A hidden column tells which record a row is, and in which version. Unit: `width` in letters.
    """

    name: str
    head: str
    width: int
    choices: str = ""
    is_hidden: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it holds what a record says, and not which record it is."""
        return self.name not in {"id", "version", "ref", "mark"}


_KNOWN = (Column("id", "รหัสในระบบ", 10, is_hidden=True), Column("version", "รุ่น", 8, is_hidden=True))
_MARK = Column("mark", "ใส่ “ลบ” เพื่อนำออก", 12, "marks")
_WHEN = (
    Column("starts", "ตั้งแต่เดือน", 13, "months"),
    Column("ends", "ถึงเดือน", 13, "months"),
    Column("period_text", "ระยะเวลาเป็นข้อความ", 22),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    MEASURES: (
        *_KNOWN,
        Column("ref", "ชื่อย่อในไฟล์", 12),
        _MARK,
        Column("number", "ลำดับที่", 10),
        Column("indicator", "ตัวชี้วัด", 10, "indicators"),
        Column("codes", "รหัสข้อ", 16),
        Column("title", "มาตรการ / แนวทาง", 60),
        Column("finding", "ประเด็นที่ต้องพัฒนา", 40),
        Column("owners", "ผู้รับผิดชอบ", 28, "owners"),
        *_WHEN,
        Column("monitoring", "การกำกับติดตาม", 40),
    ),
    STEPS: (
        *_KNOWN,
        Column("measure", "ของมาตรการ (ชื่อย่อในไฟล์)", 16),
        _MARK,
        Column("number", "ลำดับที่", 10),
        Column("text", "ขั้นตอน", 70),
        Column("owners", "ผู้รับผิดชอบ", 28, "owners"),
        *_WHEN,
        Column("expected_evidence", "หลักฐานที่จะใช้", 40),
    ),
}
"""The columns of each sheet, in order."""

HEADS = {(sheet, column.name): column.head for sheet, columns in COLUMNS.items() for column in columns}


def plain(text: str) -> str:
    """A text as it comes back from a workbook: one kind of line end, no control characters, nothing around it."""
    unescaped = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL_CHARACTERS_RE.sub("", unescaped).strip()


def texts_of(record: Measure | Step) -> dict[str, str]:
    """What a record says in each of its columns; a step's measure by its key. Shape: column's name to text."""
    return _measure_texts(record) if isinstance(record, Measure) else _step_texts(record)


def rows_of(measures: list[Measure]) -> tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]]:
    """The rows of both sheets. Shape: column's name to text; measures are named ม1, ม2 ... for their steps."""
    names = {measure.pk: f"ม{number}" for number, measure in enumerate(measures, 1)}
    of_measures = [{**_known(each), "ref": names[each.pk], **texts_of(each)} for each in measures]
    of_steps = [{**_known(step), **texts_of(step), "measure": names[each.pk]} for each, step in _steps(measures)]
    return of_measures, of_steps


def _steps(measures: list[Measure]) -> Iterator[tuple[Measure, Step]]:
    for measure in measures:
        for step in measure.steps.all():
            yield measure, step


def _known(record: Measure | Step) -> dict[str, str]:
    return {"id": str(record.pk), "version": str(record.version)}


def _measure_texts(measure: Measure) -> dict[str, str]:
    return {
        "number": plain(measure.number),
        "indicator": str(measure.indicator or ""),
        "codes": ", ".join(measure.codes),
        "title": plain(measure.title),
        "finding": plain(measure.finding),
        **_shared(measure),
        "monitoring": plain(measure.monitoring),
    }


def _step_texts(step: Step) -> dict[str, str]:
    return {
        "measure": str(step.measure_id),
        "number": plain(step.number),
        "text": plain(step.text),
        **_shared(step),
        "expected_evidence": plain(step.expected_evidence),
    }


def _shared(record: Measure | Step) -> dict[str, str]:
    last = record.ends_on - timedelta(days=1) if record.ends_on else None
    return {
        "owners": plain(BETWEEN_OWNERS.join(each.name for each in record.ownerships.all())),
        "starts": thai_month(record.starts_on) if record.starts_on else "",
        "ends": thai_month(last) if last else "",
        "period_text": plain(record.period_text),
    }
