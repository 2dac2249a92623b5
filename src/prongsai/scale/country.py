"""A made-up country: agencies, answers, item marks and declared measures of a year, for tests, a show and the bench.

Nothing in it is real but the names of provinces. What is planted in it stands beside it in ``planted.csv``.
"""

# ruff: noqa: S608 - every word of these statements is ours

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prongsai.core.errors import Problem
from prongsai.core.framework import Framework, load
from prongsai.core.nation.counting import Counting, Survey, counting_of
from prongsai.core.scoring import round_points
from prongsai.scale import country_dirt
from prongsai.scale.country_agencies import MadeAgency, inside_share, known_figure, made_agencies
from prongsai.scale.country_answers import Group, answers_sql, columns_of_groups, groups_of, row_of
from prongsai.scale.country_years import EFFECTS, REGAINED, Standing, gain_in_items, lost_items, standing_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SIGN = "SYNTHETIC.txt"
"""The file by which a folder is known to hold a made-up country."""
SAYS = (
    "ข้อมูลสมมติทั้งหมด สร้างโดยโปรแกรมโปร่งใส ไม่ใช่หน่วยงาน ผู้ตอบ หรือคะแนนจริง\n"
    "All of this is made up by Prongsai: no agency, respondent or score in it is real.\n"
)
PLANTED_COLUMNS = ("kind", "agency", "tool", "part", "code", "count", "of", "points")

Told = Callable[[str, float], None]
"""Is told what is being made, and the share of all work that is done (0-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryOrder:
    """What country to make; None for what the year's published figures say.

    Any two years of one seed, with as many agencies, are years of the same country. `inside` is how many of the
    respondents answer IIT. Unit: `dirty_share` is how many bad rows are added for each good one, 0 to 1.
    """

    fiscal_year: int
    agencies: int | None = None
    respondents: int | None = None
    inside: int | None = None
    seed: int = 1
    format: Literal["parquet", "csv"] = "parquet"
    is_long: bool = False
    dirty_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Country:
    """What was made. Shape: `answers` counts respondents by tool and part (``EIT1``)."""

    folder: Path
    agencies: int
    answers: dict[str, int]
    planted: int


def make_country(order: CountryOrder, folder: Path, told: Told = lambda _, __: None) -> Country:
    """Make a country of one year in a folder of its own: all of it or nothing, the same on every machine.

    Raises: Problem for a folder that holds anything else, and for a year whose questions or scales are not known.
    """
    framework = load(order.fiscal_year)
    counting = _counting_of(framework)
    _refuse_foreign(folder)
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        made = _Making(order, framework, counting, making, told).make()
        shutil.rmtree(folder, ignore_errors=True)
        making.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Country(folder, *made)


def _counting_of(framework: Framework) -> Counting:
    try:
        return counting_of(framework)
    except Problem as problem:
        raise Problem(
            f"สร้างคำตอบสมมติของปีงบประมาณ พ.ศ. {framework.fiscal_year} ไม่ได้ "
            "เพราะยังไม่ทราบข้อคำถามหรือมาตราคะแนนของปีนั้น โปรดเลือกปีอื่น",
            f"Answers of fiscal year {framework.fiscal_year} cannot be made up: its questions or scales are not known; "
            "choose another year.",
        ) from problem


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} ไม่ใช่โฟลเดอร์ โปรดระบุโฟลเดอร์ใหม่", f"{folder} is no folder; name a new one.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SIGN).is_file():
        raise Problem(
            f"โฟลเดอร์ {folder} มีไฟล์อื่นอยู่แล้ว โปรดระบุโฟลเดอร์ใหม่",
            f"The folder {folder} holds other files; name a new one.",
        )


@dataclass(slots=True)
class _Making:
    order: CountryOrder
    framework: Framework
    counting: Counting
    folder: Path
    told: Told

    def make(self) -> tuple[int, dict[str, int], int]:
        import duckdb

        agencies = self._agencies()
        self.told("agencies", 0.0)
        standings = [standing_of(each.seed, self.order.fiscal_year) for each in agencies]
        planted = _planted_effects(self.framework, agencies, standings)
        with duckdb.connect() as connection:
            connection.execute("SET preserve_insertion_order = true")
            self._write_lists(connection, agencies, standings)
            counts = self._write_answers(connection, agencies, standings, planted)
        _write_csv(self.folder / "planted.csv", PLANTED_COLUMNS, planted)
        _write_csv(self.folder / "measures.csv", ("agency", "practice"), _measures(agencies, standings))
        (self.folder / SIGN).write_text(SAYS + f"{self.order}\n", "utf-8")
        self.told("done", 1.0)
        return len(agencies), counts, len(planted)

    def _agencies(self) -> list[MadeAgency]:
        order = self.order
        count = known_figure(order.fiscal_year, "agencies") if order.agencies is None else order.agencies
        wanted = order.respondents
        respondents = known_figure(order.fiscal_year, "participants") if wanted is None else wanted
        part, of = inside_share(order.fiscal_year)
        inside = respondents * part // of if order.inside is None else order.inside
        return made_agencies(order.seed, count, inside, respondents - inside)

    def _write_lists(
        self, connection: DuckDBPyConnection, agencies: Sequence[MadeAgency], standings: Sequence[Standing]
    ) -> None:
        columns = ("agency", "name", "type", "province", "district", "region", "size", "staff")
        types = dict.fromkeys(columns, "VARCHAR") | {"staff": "BIGINT"}
        rows = (
            (each.code, each.name, each.kind, each.province, each.district, each.region, each.size, each.staff)
            for each in agencies
        )
        self._keep_table(connection, "agencies", types, rows)
        marks = {"agency": "VARCHAR", "item": "VARCHAR", "mark": "TINYINT"}
        self._keep_table(connection, "items", marks, _marks(self.framework, agencies, standings))

    def _keep_table(
        self, connection: DuckDBPyConnection, name: str, types: dict[str, str], rows: Iterable[tuple[str | int, ...]]
    ) -> None:
        source = _loaded(self.folder / f".{name}.csv", types, rows)
        _keep(connection, f"SELECT * FROM {source}", self._file(name))
        (self.folder / f".{name}.csv").unlink()

    def _write_answers(
        self,
        connection: DuckDBPyConnection,
        agencies: Sequence[MadeAgency],
        standings: Sequence[Standing],
        planted: list[tuple[str | int, ...]],
    ) -> dict[str, int]:
        parts = [(survey, part) for survey in self.counting.surveys for part in survey.parts]
        counts: dict[str, int] = {}
        for place, (survey, part) in enumerate(parts):
            self.told(part or survey.tool, (1 + place) / (1 + len(parts)))
            groups = list(groups_of(survey, part, self.order.fiscal_year, agencies, standings))
            counts[part or survey.tool] = sum(each.respondents for each in groups)
            planted += _planted_groups(survey, part, groups)
            planted += self._write_part(connection, survey, part, groups)
        return counts

    def _write_part(
        self, connection: DuckDBPyConnection, survey: Survey, part: str, groups: list[Group]
    ) -> list[tuple[str | int, ...]]:
        """Write the answers of one part, and tell of the bad rows among them."""
        scratch = self.folder / ".groups.csv"
        source = _loaded(scratch, columns_of_groups(survey), (row_of(each) for each in groups))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE groups AS SELECT * FROM {source}")
        scratch.unlink()
        query = answers_sql(survey, part, "groups")
        total = sum(each.respondents for each in groups)
        dirt = country_dirt.dirt_of(survey, total, self.order.dirty_share, is_long=self.order.is_long)
        _keep(connection, dirt.added_to(query, survey), self._file(f"answers_{(part or survey.tool).lower()}"))
        return [("reject", "", survey.tool, part, reason, count, total, "") for reason, count in dirt.counts]

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.{self.order.format}"


def _keep(connection: DuckDBPyConnection, query: str, file: Path) -> None:
    form = "FORMAT parquet" if file.suffix == ".parquet" else "FORMAT csv, HEADER true"
    connection.execute(f"COPY ({query}) TO {_quoted(str(file))} ({form})")


def _loaded(scratch: Path, types: dict[str, str], rows: Iterable[tuple[str | int, ...]]) -> str:
    """Rows as something DuckDB selects from; a file, because parameters are slow by the thousand."""
    _write_csv(scratch, tuple(types), rows)
    columns = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in types.items())
    return f"read_csv({_quoted(str(scratch))}, header = true, columns = {{{columns}}})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write_csv(file: Path, columns: Sequence[str], rows: Iterable[tuple[str | int, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)


def _marks(
    framework: Framework, agencies: Sequence[MadeAgency], standings: Sequence[Standing]
) -> Iterable[tuple[str | int, ...]]:
    codes = [each.code for each in framework.items]
    for agency, standing in zip(agencies, standings, strict=True):
        lost = set(lost_items(agency.seed, framework, standing))
        yield from ((agency.code, code, 0 if code in lost else 1) for code in codes)


def _measures(agencies: Sequence[MadeAgency], standings: Sequence[Standing]) -> Iterable[tuple[str | int, ...]]:
    for agency, standing in zip(agencies, standings, strict=True):
        yield from ((agency.code, code) for code in sorted(standing.measures))


def _planted_effects(
    framework: Framework, agencies: Sequence[MadeAgency], standings: Sequence[Standing]
) -> list[tuple[str | int, ...]]:
    """What the measures declared the year before really changed, a practice a row. Unit: points of its indicator."""
    rows: list[tuple[str | int, ...]] = []
    for code in (*EFFECTS, *REGAINED):
        declared = [
            (agency, standing) for agency, standing in zip(agencies, standings, strict=True) if code in standing.last
        ]
        if code in EFFECTS:
            gains = [Fraction(standing.gains[code], 100) for _, standing in declared]
        else:
            gains = [gain_in_items(agency.seed, framework, standing, code) for agency, standing in declared]
        if gains:
            points = round_points(sum(gains, Fraction(0)) / len(gains))
            rows.append(("effect", "", "", "", code, len(gains), len(standings), str(points)))
    return rows


def _planted_groups(survey: Survey, part: str, groups: Iterable[Group]) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = []
    for each in groups:
        for kind, count in (("identical_answers", each.block), ("straight_lining", each.straight)):
            if count:
                rows.append((kind, each.agency, survey.tool, part, "", count, each.respondents, ""))
    return rows
