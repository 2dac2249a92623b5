"""PDF: a manuscript -> pages, by Typst, with our own faces.

The typesetter is handed data and one template of ours (`paper.typ`); no text of a paper is ever read as its code.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prongsai.paper.writing.manuscript import Manuscript

STANDARDS = ["ua-1", "a-3a"]
"""To be read aloud (PDF/UA-1) and kept for decades (PDF/A-3a, the level that may carry other files)."""


def pdf_bytes(manuscript: Manuscript) -> bytes:
    """The PDF of a manuscript: tagged, with its faces and its records inside, the same bytes on every run."""
    made = _typeset(manuscript, format="pdf", pdf_standards=STANDARDS)
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


def page_pictures(manuscript: Manuscript, dots_per_inch: int = 110) -> list[bytes]:
    """The pages of the PDF as pictures. Shape: one PNG a page."""
    made = _typeset(manuscript, format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [made]


def _typeset(manuscript: Manuscript, **options: Any) -> Any:
    import typst

    from prongsai.paper.writing.pdf.fonts import typesetting_faces
    from prongsai.paper.writing.pdf.markup import template, typeset_data

    paper, pictures = typeset_data(manuscript)
    with TemporaryDirectory(prefix="prongsai-") as folder:  # all that the template may open: the paper's own pictures
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        return typst.compile(
            template(),
            root=folder,
            font_paths=typesetting_faces(),
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
            **options,
        )
