"""A progress report of 300 rows as PDF and as DOCX: ours, LibreOffice and WeasyPrint, each a process of its own.

Each rival is given the same content in the form it likes best: LibreOffice an ODT, WeasyPrint an HTML with its print
styles. Run by ``make bench``; ``python bench_papers.py FORMAT OUT`` is one run of ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

MEASURES, STEPS = 60, 5
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


@dataclass(frozen=True)
class Run:
    """What one process took. Unit: seconds, megabytes at its largest."""

    seconds: float
    megabytes: float


def report() -> object:
    """The content: 60 measures of five steps, each reported, in words of the length that offices write."""
    from prongsai.core.records import Agency, Measure, PaperKind, Period, Reading, Round, Source, Status, Step
    from prongsai.paper.writing import Content

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
    from prongsai.paper.writing import layout, manuscript_of, write

    Path(out).write_bytes(write(manuscript_of(report(), layout("progress")), to))


def measured(words: list[str]) -> Run:
    """One process from its start to its end, with its largest memory."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Run(time.perf_counter() - start, used.ru_maxrss / 1024)


def best(words: list[str], runs: int = 3) -> Run:
    return min((measured(words) for _ in range(runs)), key=lambda run: run.seconds)


def ours(to: str, folder: Path) -> Run:
    return best([sys.executable, __file__, to, str(folder / f"ours.{to}")])


def ours_again(to: str) -> float:
    """The second paper of one process, as the worker of the web writes it. Unit: seconds, manuscript included."""
    said = subprocess.run([sys.executable, __file__, to, "again"], capture_output=True, check=True, text=True)
    return float(said.stdout)


def write_again(to: str) -> float:
    from prongsai.paper.writing import layout, manuscript_of, write

    content = report()
    for _ in range(2):
        start = time.perf_counter()
        write(manuscript_of(content, layout("progress")), to)
    return time.perf_counter() - start


def libreoffice(to: str, folder: Path) -> Run | None:
    office = shutil.which("soffice")
    if office is None:
        return None
    source = folder / "ours.odt"
    if not source.exists():
        measured([sys.executable, __file__, "odt", str(source)])
    profile = f"-env:UserInstallation=file://{folder}/office"
    words = [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder / "office-out"), str(source)]
    measured(words)  # its first start makes a profile, which nobody waits for twice
    return best(words)


def weasyprint(folder: Path) -> Run | None:
    source = folder / "ours.html"
    measured([sys.executable, __file__, "html", str(source)])
    try:
        return best([sys.executable, "-c", WEASYPRINT, str(source), str(folder / "weasyprint.pdf")])
    except subprocess.CalledProcessError:
        return None


def pages(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    wanted, out = sys.argv[1:]
    if out == "again":
        print(write_again(wanted))
    else:
        write_ours(wanted, out)
