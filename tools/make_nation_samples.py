"""Write the small made-up country of the demo: ``python tools/make_nation_samples.py``.

Two years of the same agencies, scored by the terminal's own commands: nothing in them is real. The five agencies of
the sample papers are among them, so that each finds its place; what all declared in the first year, to change the
second, comes along. The same program writes the same bytes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import duckdb

from prongsai.core.thai.provinces import region_of

SAMPLES = Path(__file__).parents[1] / "src" / "prongsai" / "samples"
YEARS = (2567, 2568)
AGENCIES, RESPONDENTS, SEED = 300, 9_000, 6


def main() -> None:
    """Make the country of each year, put our agencies in, score it; keep the measures of the first."""
    with tempfile.TemporaryDirectory() as folder:
        for year in YEARS:
            country = Path(folder) / str(year)
            sizes = ("--agencies", str(AGENCIES), "--respondents", str(RESPONDENTS), "--seed", str(SEED))
            _prongsai("country", "-o", str(country), "--year", str(year), *sizes)
            _put_ours_in(country / "agencies.parquet")
            if year == YEARS[0]:
                shutil.copyfile(country / "measures.csv", SAMPLES / "nation" / "measures.csv")
            _prongsai("score", str(country), "--year", str(year), "-o", str(SAMPLES / "nation" / f"{year}.zip"))


def _prongsai(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "prongsai", *words], check=True, stdout=subprocess.DEVNULL)


def _put_ours_in(file: Path) -> None:
    """Give the first agencies of the list the names, types and places of the sample papers' own."""
    samples = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["paper"]
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE agencies AS SELECT * FROM '{file}'")
        codes = [code for (code,) in database.execute("SELECT agency FROM agencies ORDER BY agency").fetchall()]
        for code, sample in zip(codes, samples, strict=False):
            kind = "เทศบาลตำบล" if sample["agency"].startswith("เทศบาลตำบล") else "อบต."
            place = (sample["province"], region_of(sample["province"]), sample["district"])
            database.execute(
                "UPDATE agencies SET name = ?, type = ?, province = ?, region = ?, district = ? WHERE agency = ?",
                [sample["agency"], kind, *place, code],
            )
        database.execute(f"COPY (FROM agencies ORDER BY agency) TO '{file}' (FORMAT parquet)")


if __name__ == "__main__":
    main()
