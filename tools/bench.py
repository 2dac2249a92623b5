"""The promises about speed, each measured beside a rival or a bound in one run: ``make bench``."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "src" / "prongsai" / "samples"
AGENCIES = (10, 8_000)
CYCLE_BOUND = 0.100
"""Unit: seconds."""
WRITING_BOUND = 300
"""Unit: megabytes."""
PUBLIC_BOUND = 0.050
"""Unit: seconds."""
EXPORT_BOUND = 5.0
"""Unit: seconds."""
UNBOUND_PAGES = ("index",)
"""The sitemaps of all agencies at once: for machines, and as long as there are agencies."""
BOUND_PAGES = ("today", "plan")
"""What an agency with ten years behind it opens all day."""


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median of several runs. Unit: seconds."""
    return statistics.median(_once(work) for _ in range(runs))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def line(what: str, value: str, beside: str = "") -> None:
    print(f"{what:<58} {value:>14}  {beside}", flush=True)


def terminal() -> None:
    """The start of the program and a cold check of a DOCX, against the bounds of the terminal contract."""
    program = Path(sys.executable).with_name("prongsai")
    docx = longest_docx()
    start = seconds(lambda: subprocess.run([program, "--help"], stdout=subprocess.DEVNULL, check=True))
    cold = seconds(lambda: subprocess.run([program, "check", docx, "--json"], stdout=subprocess.DEVNULL, check=False))
    line("prongsai --help", f"{start:.2f} s", "bound 0.30 s")
    line(f"prongsai check {docx.name}, cold", f"{cold:.2f} s", "bound 1.50 s")


def longest_docx() -> Path:
    return max(SAMPLES.glob("*.docx"), key=lambda path: path.stat().st_size)


def reading() -> None:
    """Papers read per second, against LibreOffice merely converting the same file to text."""
    from prongsai.paper.reading import read

    docx = longest_docx()
    read(docx)
    ours = seconds(lambda: read(docx), runs=5)
    line(f"read and check {docx.name}", f"{1 / ours:.1f} papers/s")
    office = shutil.which("soffice")
    if office is None:
        line("LibreOffice, the same file to text", "not installed", "apt-get install libreoffice-writer")
        return
    with tempfile.TemporaryDirectory() as folder:
        words = [office, "--headless", "--convert-to", "txt:Text", "--outdir", folder, str(docx)]
        theirs = seconds(lambda: subprocess.run(words, capture_output=True, check=True))
    line(
        "LibreOffice, the same file to text", f"{1 / theirs:.1f} papers/s", f"we are {theirs / ours:.1f} times as fast"
    )


def writing() -> None:
    """A long progress report written, against LibreOffice and WeasyPrint making the same of the same content."""
    import bench_papers

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        took = {to: bench_papers.ours(to, folder) for to in ("pdf", "docx")}
        again = {to: bench_papers.ours_again(to) for to in took}
        pages = bench_papers.pages(folder / "ours.pdf")
        rivals = [
            ("pdf", "LibreOffice", bench_papers.libreoffice("pdf", folder)),
            ("pdf", "WeasyPrint", bench_papers.weasyprint(folder)),
            ("docx", "LibreOffice", bench_papers.libreoffice("docx", folder)),
        ]
    for to, run in took.items():
        what = f"progress report, 300 rows, {pages} pages, as {to.upper()}"
        line(what, f"{run.seconds:.2f} s", f"{run.megabytes:.0f} MB, bound {WRITING_BOUND} MB")
        line("the same by a worker that has written before", f"{again[to]:.2f} s")
    for to, rival, run in rivals:
        if run is None:
            line(f"{rival}, the same as {to.upper()}", "not installed")
            continue
        cold, warm = run.seconds / took[to].seconds, run.seconds / again[to]
        beside = f"{run.megabytes:.0f} MB; ours is {cold:.1f} times as fast, in the worker {warm:.1f} times"
        line(f"{rival}, the same as {to.upper()}", f"{run.seconds:.2f} s", beside)
    if any(run.megabytes > WRITING_BOUND for run in took.values()):
        sys.exit("writing a report takes more memory than promised")


def frameworks() -> None:
    """All six years, parsed and validated, in a process that has just started."""
    from prongsai.core import framework

    def load_all() -> None:
        framework.load.cache_clear()
        for year in framework.YEARS:
            framework.load(year)

    line(f"frameworks of {len(framework.YEARS)} years, parsed and validated", f"{seconds(load_all) * 1000:.0f} ms")


def result_page() -> None:
    """Questions and milliseconds of the result page, with few and with many agencies in the database."""
    import bench_web

    counted = [bench_web.result_page(agencies) for agencies in AGENCIES]
    for agencies, (questions, took) in zip(AGENCIES, counted, strict=True):
        line(f"result page, {agencies:,} agencies in the database", f"{took * 1000:.0f} ms", f"{questions} questions")
    if len({questions for questions, _ in counted}) > 1:
        sys.exit("the result page asks more of the database when agencies grow")


def cycle() -> None:
    """The pages of the improvement cycle after ten years; home and plan are held to a bound."""
    import bench_cycle

    measured = bench_cycle.pages()
    for page, (questions, took) in measured.items():
        bound = f"bound {CYCLE_BOUND * 1000:.0f} ms, " if page in BOUND_PAGES else ""
        line(f"{page}, ten years, 3,000 steps, 5,000 proofs", f"{took * 1000:.0f} ms", f"{bound}{questions} questions")
    if slow := [page for page in BOUND_PAGES if measured[page][1] > CYCLE_BOUND]:
        sys.exit(f"slower than the bound: {', '.join(slow)}")


def public() -> None:
    """Every kind of public page of one agency: held to a bound, and to the same questions however many agencies."""
    import bench_public

    few, many = (bench_public.pages(agencies) for agencies in AGENCIES)
    for page, (questions, took) in many.items():
        beside = f"bound {PUBLIC_BOUND * 1000:.0f} ms, {questions} questions (beside {AGENCIES[0]}: {few[page][0]})"
        line(f"public {page}, {AGENCIES[1]:,} agencies", f"{took * 1000:.1f} ms", beside)
    line("public home, to who has it already", f"{bench_public.conditional(AGENCIES[1]) * 1000:.1f} ms", "304")
    if slow := [page for page, (_, took) in many.items() if page not in UNBOUND_PAGES and took > PUBLIC_BOUND]:
        sys.exit(f"slower than the bound: {', '.join(slow)}")
    if more := [page for page in many if many[page][0] != few[page][0]]:
        sys.exit(f"more questions beside more agencies: {', '.join(more)}")


def export() -> None:
    """The whole site of an agency with five years of everything, written as one signed ZIP."""
    import bench_export

    took, count, size = bench_export.copied()
    line(f"site as a ZIP, {count:,} files, {size / 2**20:.0f} MB", f"{took:.2f} s", f"bound {EXPORT_BOUND:.0f} s")
    if took > EXPORT_BOUND:
        sys.exit("writing a site takes longer than promised")


def nation() -> None:
    """A country of 1.5 million respondents scored, against a bound and three rivals."""
    import bench_nation

    bench_nation.KEPT.mkdir(parents=True, exist_ok=True)
    bench_nation.nation(line)


def web() -> None:
    """The pages, in one database of its own that is gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(PRONGSAI_DATA_DIR=folder, PRONGSAI_DATABASE="")
        result_page()
        public()
        export()
        cycle()


if __name__ == "__main__":
    terminal()
    frameworks()
    reading()
    writing()
    nation()
    web()
