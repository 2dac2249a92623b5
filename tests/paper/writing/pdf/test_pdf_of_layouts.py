"""Every layout as a PDF, by the validator that is not ours."""

from pathlib import Path

import pytest

from paper.writing.contents import composed
from prongsai.core.errors import Refused
from prongsai.paper.reading import read
from prongsai.paper.writing import layouts, manuscript_of
from prongsai.paper.writing.content import Content
from prongsai.paper.writing.pdf import pdf_bytes

page = pytest.importorskip("page", reason="the validator page-validation is not installed")
CORPUS = Path(__file__).parents[2] / "corpus"
PAPERS = ("12-analysis-and-plan-2566.txt", "05-progress-full-spaced-2566.txt")


@pytest.mark.parametrize("name", [each.name for each in layouts()])
def test_a_layout_gives_a_pdf_that_is_read_aloud_and_kept(name):
    made = []
    for paper in PAPERS:
        try:
            made.append(
                manuscript_of(Content(read(CORPUS / paper)), next(each for each in layouts() if each.name == name))
            )
        except Refused:  # a layout of letters or activities prints nothing of a reading
            made.append(composed(name))
    for manuscript in made:
        pdf = pdf_bytes(manuscript)
        for profile in ("3a", "ua1"):
            report = page.validate_pdf_bytes(pdf, profile=profile)
            assert report.is_compliant, [(each.rule_id, each.message) for each in report.failures]
