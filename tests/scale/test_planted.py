"""What is planted in a made-up country is found again by the whole program, and little else; bad rows move nothing."""

import csv
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest

from prongsai.core.nation.association import associations
from prongsai.core.practices import practice
from prongsai.scale.association import declared_measures, two_years
from prongsai.scale.country import CountryOrder, make_country
from prongsai.scale.country_years import EFFECTS
from prongsai.scale.run import Wanted, score

SLACK = 0.1
"""An interval of 95 % misses one in twenty; this much beyond it, one in a hundred. Unit: points."""
PLAIN = 1.5
"""What a country of this size shows beyond doubt. Unit: points."""
FLAGS = ("identical_answers", "straight_lining")


def scored(folder: Path, fiscal_year: int) -> Path:
    out = folder.with_suffix(".zip")
    score(Wanted(fiscal_year=fiscal_year, answers=(folder,), out=out))
    return out


def planted(folder: Path, *kinds: str) -> list[dict[str, str]]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] in kinds]


def part_of(run: Path, name: str) -> bytes:
    with ZipFile(run) as file:
        return file.read(name)


def rows_of(run: Path, table: str, into: Path) -> list[tuple[object, ...]]:
    file = into / f"{table}.parquet"
    file.write_bytes(part_of(run, file.name))
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM '{file}'").fetchall()


def test_planted_blocks_and_straight_liners_are_found_and_few_others(tmp_path: Path) -> None:
    folder = tmp_path / "country"
    make_country(CountryOrder(fiscal_year=2565, agencies=600, respondents=90_000), folder)
    sought = {(row["agency"], row["tool"], row["kind"]) for row in planted(folder, *FLAGS)}
    rows = rows_of(scored(folder, 2565), "flags", tmp_path)
    found = {(agency, tool, flag) for agency, tool, _, flag, *_ in rows if flag in FLAGS}
    assert len(sought) > 25
    assert len(sought & found) >= 0.95 * len(sought)
    alarms = Counter((tool, flag) for _, tool, flag in found - sought)
    assert all(count <= 0.02 * 600 for count in alarms.values())


@pytest.mark.parametrize("is_long", [False, True])
def test_bad_rows_are_told_and_move_no_score(tmp_path: Path, is_long: bool) -> None:
    runs = []
    for name, share in (("clean", 0.0), ("dirty", 0.05)):
        order = CountryOrder(fiscal_year=2568, agencies=60, respondents=4_000, is_long=is_long, dirty_share=share)
        make_country(order, tmp_path / name)
        runs.append(scored(tmp_path / name, 2568))
    clean, dirty = runs
    for name in ("agencies.parquet", "scores.parquet", "flags.parquet"):
        assert part_of(clean, name) == part_of(dirty, name)
    assert rows_of(clean, "rejects", tmp_path) == []
    told = Counter(str(row[0]) for row in rows_of(dirty, "rejects", tmp_path))
    assert set(told) == {row["code"] for row in planted(tmp_path / "dirty", "reject")}


def test_planted_effects_are_recovered_and_nothing_else(tmp_path: Path) -> None:
    runs = []
    for fiscal_year in (2567, 2568):
        folder = tmp_path / str(fiscal_year)
        make_country(CountryOrder(fiscal_year=fiscal_year, agencies=1_500, respondents=120_000), folder)
        runs.append(scored(folder, fiscal_year))
    years, declared = two_years(*runs), declared_measures(tmp_path / "2567" / "measures.csv")
    told = associations(years.cases, declared.pairs).told
    effects = {
        row["code"]: float(row["points"]) for row in planted(tmp_path / "2568", "effect") if row["code"] in EFFECTS
    }
    by_subject = {(each.practice, each.outcome): each for each in told}
    for code, points in effects.items():
        its_own = practice(code)
        assert its_own
        found = by_subject[code, str(its_own.indicators[0])]
        assert found.is_found or points < PLAIN
        assert found.low - SLACK <= points <= found.high + SLACK
    assert {each.practice for each in told if each.is_found} <= effects.keys()
