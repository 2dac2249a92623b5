"""A progress report of 300 rows as PDF and as DOCX: ours, LibreOffice and WeasyPrint, each a process of its own.

Each rival is given the same content in the form it likes best: LibreOffice an ODT, WeasyPrint an HTML with its print
styles. Run by ``make bench``; ``bench_report.py`` is one run of ours.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

OURS = Path(__file__).with_name("bench_report.py")
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


@dataclass(frozen=True)
class Run:
    """What one process took. Unit: seconds, megabytes at its largest."""

    seconds: float
    megabytes: float


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
    return best([sys.executable, str(OURS), to, str(folder / f"ours.{to}")])


def ours_again(to: str) -> float:
    """The second paper of one process, as the worker of the web writes it. Unit: seconds, manuscript included."""
    said = subprocess.run([sys.executable, str(OURS), to, "again"], capture_output=True, check=True, text=True)
    return float(said.stdout)


def libreoffice(to: str, folder: Path) -> Run | None:
    office = shutil.which("soffice")
    if office is None:
        return None
    source = folder / "ours.odt"
    if not source.exists():
        measured([sys.executable, str(OURS), "odt", str(source)])
    profile = f"-env:UserInstallation=file://{folder}/office"
    words = [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder / "office-out"), str(source)]
    measured(words)  # its first start makes a profile, which nobody waits for twice
    return best(words)


def weasyprint(folder: Path) -> Run | None:
    source = folder / "ours.html"
    measured([sys.executable, str(OURS), "html", str(source)])
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
