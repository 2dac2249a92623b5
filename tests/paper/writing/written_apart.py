"""Writes papers in every format, as a process of its own: `python -m paper.writing.written_apart FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from paper.writing import contents
from paper.writing.manuscripts import everything
from prongsai.paper.writing import FORMATS, write
from prongsai.paper.writing.manuscript import Manuscript

LAYOUTS = ("plan", "full-report", "memo")


def papers() -> Iterator[tuple[str, Manuscript]]:
    """The sample with everything, as issued and as a draft, and composed papers."""
    yield "everything", everything()
    yield "draft", everything(code="", digits="arabic")
    issued = contents.a_content(imprint=contents.an_imprint(), figures=(contents.a_figure(),))
    for name in LAYOUTS:
        yield name, contents.composed(name, issued, digits="thai")


def main(folder: Path) -> None:
    """Write all of them."""
    for name, paper in papers():
        for to in FORMATS:
            (folder / f"{name}.{to}").write_bytes(write(paper, to))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
