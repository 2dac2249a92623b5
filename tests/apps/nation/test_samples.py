"""The made-up country of the demo: small, plainly made up, the agencies of the sample papers in it."""

from __future__ import annotations

import tomllib

import pytest
from django.urls import reverse

from pages import Visitor
from prongsai.apps.nation.jobs import import_at_once
from prongsai.apps.nation.jobs.comparing import relate_at_once
from prongsai.apps.nation.models import MeasureList, NationalRun, RunAgency
from prongsai.base.models import Job
from prongsai.site import demo


@pytest.mark.parametrize("name", demo.COUNTRY)
def test_each_year_is_taken_over_and_says_on_every_page_what_it_is(db: None, name: str) -> None:
    file = demo.SAMPLES / name
    assert len(file.read_bytes()) < 800_000
    address = import_at_once(file, demo.MADE_UP)  # type: ignore[arg-type] # the package lies in a folder here
    run = NationalRun.objects.get()
    assert str(run.fiscal_year) in name
    assert run.ranked_count > 250
    for page in (address, reverse("nation:agencies", args=[run.fiscal_year])):
        assert "ข้อมูลสังเคราะห์" in Visitor().get(page).content.decode()


def test_the_agencies_of_the_sample_papers_find_their_place(db: None) -> None:
    import_at_once(demo.SAMPLES / demo.COUNTRY[0])  # type: ignore[arg-type]
    samples = tomllib.loads((demo.SAMPLES / "samples.toml").read_text("utf-8"))["paper"]
    for each in samples:
        assert RunAgency.objects.filter(name=each["agency"], province=each["province"]).count() == 1


def test_what_was_declared_is_related_and_what_is_too_thin_says_so(db: None) -> None:
    for name in demo.COUNTRY:
        import_at_once(demo.SAMPLES / name)  # type: ignore[arg-type]
    relate_at_once(demo.SAMPLES / demo.MEASURES, demo.MEASURED_YEAR)  # type: ignore[arg-type]
    kept = MeasureList.objects.get()
    assert (kept.job.state, kept.unused) == (Job.State.DONE, {})
    page = Visitor().get(reverse("nation:measures", args=[demo.MEASURED_YEAR])).content.decode()
    assert "ข้อมูลน้อยเกินกว่าจะบอกได้" in page
    assert "ยังไม่มีรายการมาตรการ" not in page
