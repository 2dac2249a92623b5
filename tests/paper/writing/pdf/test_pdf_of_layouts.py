"""Every layout as a PDF, by the validator that is not ours."""

from dataclasses import replace
from pathlib import Path

import pytest

from paper.writing.contents import a_content, a_figure, an_activity, an_imprint, composed
from paper.writing.pdf.standards import failures
from prongsai.paper.reading import read
from prongsai.paper.writing import layouts
from prongsai.paper.writing.pdf import pdf_bytes

CORPUS = Path(__file__).parents[2] / "corpus"
PAPERS = ("12-analysis-and-plan-2566.txt", "05-progress-full-spaced-2566.txt")


@pytest.mark.parametrize("name", [each.name for each in layouts()])
def test_a_layout_gives_a_pdf_that_is_read_aloud_and_kept(name):
    readings = [read(CORPUS / paper) for paper in PAPERS]
    contents = [a_content(each, activities=(an_activity(),), figures=(a_figure(),)) for each in readings]
    for content in contents:
        pdf = pdf_bytes(composed(name, replace(content, imprint=an_imprint())))
        for profile in ("3a", "ua1"):
            assert failures(pdf, profile) == []
