import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import geothai
import make_samples
import pytest

from prongsai.core.records import Reading
from prongsai.paper.reading import read

SAMPLES = Path(str(files("prongsai") / "samples"))
PAPERS: list[dict[str, Any]] = tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["paper"]

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["file"])


def reading_of(paper: dict[str, Any]) -> Reading:
    return read(SAMPLES / paper["file"])


@each_paper
def test_a_sample_raises_exactly_what_was_planted(paper: dict[str, Any]) -> None:
    assert sorted({check.code for check in reading_of(paper).checks}) == sorted(paper["planted"])


@each_paper
def test_a_sample_names_its_agency_place_and_year(paper: dict[str, Any]) -> None:
    reading = reading_of(paper)
    agency = reading.agency
    assert (agency.name, agency.district, agency.province) == (paper["agency"], paper["district"], paper["province"])
    assert reading.fiscal_year == paper["fiscal_year"]
    assert reading.measures


@each_paper
def test_no_subdistrict_of_the_country_has_a_sample_s_name(paper: dict[str, Any]) -> None:
    real = {
        subdistrict.name_th
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for subdistrict in geothai.subdistricts(district.code)
    }
    assert paper["agency"].partition("ตำบล")[2] not in real


@each_paper
def test_the_committed_sample_is_what_the_script_writes(paper: dict[str, Any]) -> None:
    name = paper["file"]
    assert make_samples.paper(name, make_samples.PAPERS[name]) == (SAMPLES / name).read_bytes()


def test_every_file_among_the_samples_is_listed() -> None:
    assert {each.name for each in SAMPLES.iterdir() if each.is_file()} - {"samples.toml"} == {
        paper["file"] for paper in PAPERS
    }
