"""The report that writing is measured on, and one run of ours: ``python bench_report.py FORMAT OUT``.

With ``again`` for OUT it says how long the second paper of a process takes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from prongsai.core.records import Agency, Measure, PaperKind, Period, Reading, Round, Source, Status, Step
from prongsai.paper.writing import Content, layout, manuscript_of, write

MEASURES, STEPS = 60, 5


def report() -> Content:
    """The content: 60 measures of five steps, each reported, in words of the length that offices write."""
    period = Period("2025-10", "2026-03", "ต.ค. 68 - มี.ค. 69")
    units = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")

    def step(measure: int, number: int) -> Step:
        return Step(
            number=str(number),
            text=f"เผยแพร่ขั้นตอนบริการเรื่องที่ {measure}.{number} ให้ผู้รับบริการทราบ",
            owners=(units[(measure + number) % len(units)],),
            period=period,
            status=Status.DONE,
            result=f"เผยแพร่แล้ว {number + 3} แห่ง มีผู้เข้าชม {measure * 17 + number} ราย",
            suggestion="ควรปรับปรุงทุกไตรมาส" if number == STEPS else "",
        )

    def measure(number: int) -> Measure:
        return Measure(
            number=str(number),
            tool="IIT",
            indicator=number % 5 + 1,
            title=f"มาตรการส่งเสริมการเผยแพร่ข้อมูลและการมีส่วนร่วมของประชาชน เรื่องที่ {number}",
            owners=units[:1],
            period=period,
            status=Status.DONE,
            steps=tuple(step(number, each) for each in range(1, STEPS + 1)),
        )

    return Content(
        Reading(
            source=Source("bench", "json", ""),
            agency=Agency("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล", "เมือง", "ชุมพร", ("เทศบาลตำบลตัวอย่าง",)),
            kind=PaperKind.PROGRESS,
            fiscal_year=2569,
            round=Round(6, "2025-10-01", "2026-04-01"),
            measures=tuple(measure(each) for each in range(1, MEASURES + 1)),
        )
    )


def write_ours(to: str, out: str) -> None:
    Path(out).write_bytes(write(manuscript_of(report(), layout("progress")), to))


def write_again(to: str) -> float:
    """The second paper, manuscript included. Unit: seconds."""
    content = report()
    for _ in range(2):
        start = time.perf_counter()
        write(manuscript_of(content, layout("progress")), to)
    return time.perf_counter() - start


if __name__ == "__main__":
    wanted, out = sys.argv[1:]
    if out == "again":
        print(write_again(wanted))
    else:
        write_ours(wanted, out)
