"""Writes the sample papers of five made-up agencies, in the five layouts that agencies use.

Each paper stands as text in ``tools/samples``; `PAPERS` says in which format an agency would hand it in. What is
wrong in each, on purpose, stands in ``samples.toml`` beside the papers. Run: ``python tools/make_samples.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from papermaking import docx_paper, pdf_paper, xlsx_paper

from prongsai.core.records import Source
from prongsai.paper.reading.blocks import Block
from prongsai.paper.reading.text import text_document

SOURCES = Path(__file__).parent / "samples"
SAMPLES = Path(__file__).parents[1] / "src" / "prongsai" / "samples"

PAPERS: dict[str, Callable[[Iterable[Block]], bytes] | None] = {
    "plan.docx": docx_paper,
    "weak-points.docx": docx_paper,
    "progress.pdf": pdf_paper,
    "progress-status.xlsx": xlsx_paper,
    "progress-full.txt": None,
}


def main() -> None:
    for name, written in PAPERS.items():
        (SAMPLES / name).write_bytes(paper(name, written))
        print(name)


def paper(name: str, written: Callable[[Iterable[Block]], bytes] | None) -> bytes:
    """The bytes of one sample."""
    text = (SOURCES / name).with_suffix(".txt").read_bytes()
    return text if written is None else written(text_document(text, Source(name, "txt", "")).blocks)


if __name__ == "__main__":
    main()
