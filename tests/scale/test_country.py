"""The made-up country: the same on every machine, of the sizes ordered, with what is planted written beside it."""

import csv
import hashlib
from pathlib import Path

import duckdb
import pytest

from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.core.nation.counting import counting_of
from prongsai.core.practices import practice
from prongsai.core.thai.provinces import regions
from prongsai.scale.country import SIGN, CountryOrder, make_country
from prongsai.scale.country_agencies import made_agencies
from prongsai.scale.country_draws import mixed, mixed_sql
from prongsai.scale.country_years import standing_of

SMALL = {"agencies": 40, "respondents": 4_000}


def made(folder: Path, fiscal_year: int = 2568, **wishes: object) -> Path:
    make_country(CountryOrder(fiscal_year=fiscal_year, **{**SMALL, **wishes}), folder)  # type: ignore[arg-type]
    return folder


def asked(query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def planted(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] == kind]


def content(folder: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.suffix == ".csv"
    }


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    first, again, other = (
        content(made(tmp_path / name, format="csv", seed=seed)) for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    assert first == again
    assert {name for name in first if first[name] == other[name]} == set()


def test_nothing_of_it_has_changed_since_it_was_first_made(tmp_path: Path) -> None:
    """On any machine: a figure that moves here moves in every comparison of two versions."""
    file = made(tmp_path / "a", format="csv") / "answers_iit.csv"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert digest == "6b5d1d9da41b33993d59683e8a2b8b65e6bb47216f0e7716aef624dfcf451246"


def test_python_and_sql_mix_alike() -> None:
    started = 0x9E3779B9
    for number in (0, 1, 77, 2**32 - 1):
        assert asked(f"SELECT {mixed_sql(f'CAST({started ^ number} AS BIGINT)')}") == [(mixed(number),)]


def test_as_many_respondents_answer_as_were_ordered(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", inside=1_500)
    counts = {
        file.stem: asked(f"SELECT count(*), count(DISTINCT respondent) FROM '{file}'")[0]
        for file in folder.glob("answers_*.parquet")
    }
    assert counts["answers_iit"] == (1_500, 1_500)
    assert sum(rows for rows, _ in counts.values()) == 4_000  # type: ignore[misc]


def test_agencies_are_of_every_type_in_real_provinces_under_made_up_names() -> None:
    agencies = made_agencies(1, 8_303, 500_000, 800_000)
    assert {each.province for each in agencies} == set(regions())
    assert all("ตัวอย่าง" in each.name and each.region == regions()[each.province] for each in agencies)
    assert sum(each.inside for each in agencies) == 500_000
    assert all(each.staff >= each.inside for each in agencies)
    assert len({each.kind for each in agencies}) == 6


@pytest.mark.parametrize("fiscal_year", [2564, 2565, 2567, 2568])
def test_every_answer_is_on_the_scale_of_its_statement(tmp_path: Path, fiscal_year: int) -> None:
    folder = made(tmp_path / "a", fiscal_year)
    for survey in counting_of(load(fiscal_year)).surveys:
        for part in survey.parts:
            file = folder / f"answers_{(part or survey.tool).lower()}.parquet"
            ends = ", ".join(f'min("{each.code}"), max("{each.code}")' for each in survey.statements)
            found = iter(asked(f"SELECT {ends} FROM '{file}'")[0])
            for each in survey.statements:
                low, high = next(found), next(found)
                assert each.choices[0] <= low <= high <= each.choices[-1]  # type: ignore[operator]


def test_long_and_wide_hold_the_same_answers(tmp_path: Path) -> None:
    wide, long = made(tmp_path / "wide"), made(tmp_path / "long", is_long=True)
    codes = ", ".join(f'"e{number}"' for number in range(1, 10))
    columns = "SELECT respondent, question, answer FROM"
    turned = f"{columns} '{wide}/answers_eit1.parquet' UNPIVOT (answer FOR question IN ({codes}))"
    straight = f"{columns} '{long}/answers_eit1.parquet'"
    assert asked(f"SELECT count(*) FROM ({turned} EXCEPT ALL {straight})") == [(0,)]
    assert asked(f"SELECT count(*) FROM ({straight} EXCEPT ALL {turned})") == [(0,)]


def test_the_agencies_stand_where_the_national_figure_says_on_average() -> None:
    agencies = made_agencies(1, 2_000, 1, 1)
    losses = [standing_of(each.seed, 2568).losses for each in agencies]
    framework = load(2568)
    total = sum(
        float(tool.weight) * sum(each[number] for number in tool.indicators) / len(tool.indicators)
        for each in losses
        for tool in framework.tools
    )
    assert 100 - total / len(losses) / 100 == pytest.approx(93.82, abs=0.7)


def test_planted_blocks_answer_alike(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", respondents=40_000, agencies=200)
    blocks = planted(folder, "identical_answers")
    counting = counting_of(load(2568))
    assert blocks
    for block in blocks:
        file = folder / f"answers_{(block['part'] or block['tool']).lower()}.parquet"
        codes = ", ".join(f'"{each.code}"' for each in counting.survey(block["tool"]).statements)
        answers = f"SELECT {codes} FROM '{file}' WHERE agency = '{block['agency']}'"
        most = asked(f"SELECT max(n) FROM (SELECT count(*) AS n FROM ({answers}) AS a GROUP BY {codes}) AS b")
        assert most[0][0] >= int(block["count"])  # type: ignore[operator]


def test_measures_of_a_year_show_in_the_next_one(tmp_path: Path) -> None:
    before, after = made(tmp_path / "before", 2567, agencies=2_000), made(tmp_path / "after", agencies=2_000)
    for row in planted(after, "effect"):
        declared = asked(f"SELECT count(*) FROM '{before}/measures.csv' WHERE practice = '{row['code']}'")[0][0]
        assert int(row["count"]) == declared
        assert 0.1 < float(row["points"]) < 3
        assert practice(row["code"])


def test_bad_rows_stand_beside_the_good_ones(tmp_path: Path) -> None:
    clean, dirty = made(tmp_path / "clean"), made(tmp_path / "dirty", dirty_share=0.05)
    good, all_rows = (f"SELECT * FROM '{folder}/answers_iit.parquet'" for folder in (clean, dirty))
    assert asked(f"SELECT count(*) FROM ({good} EXCEPT ALL {all_rows})") == [(0,)]
    added = asked(f"SELECT count(*) FROM ({all_rows} EXCEPT ALL {good})")[0][0]
    rejects = planted(dirty, "reject")
    assert added == sum(int(row["count"]) for row in rejects if row["tool"] == "IIT") > 0
    assert not planted(clean, "reject")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("kept")
    with pytest.raises(Problem, match="holds other files"):
        made(mine)
    assert (mine / "letter.txt").read_text() == "kept"
    (tmp_path / "file").write_text("kept")
    with pytest.raises(Problem, match="no folder"):
        made(tmp_path / "file")


def test_a_country_is_made_anew_over_an_older_one(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", 2564)
    made(folder, 2568)
    assert {file.name for file in folder.glob("answers_*")} == {
        f"answers_{name}.parquet" for name in ("iit", "eit1", "eit2")
    }
    assert "made up" in (folder / SIGN).read_text("utf-8")
    assert not list(tmp_path.glob(".*"))


def test_a_year_without_known_scales_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be made up"):
        made(tmp_path / "a", 2566)
    assert not (tmp_path / "a").exists()
