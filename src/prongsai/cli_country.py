"""How the terminal tells of a made-up country."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prongsai.scale.country import Country, CountryOrder, Told

STEPS = {"agencies": "หน่วยงานและข้อ OIT", "done": "เสร็จแล้ว"}
SYNTHETIC = "ข้อมูลสมมติทั้งหมด ไม่ใช่หน่วยงานหรือคะแนนจริง (all of it is made up)"


@contextmanager
def making() -> Iterator[Told]:
    """A bar on a terminal that tells what is being made; silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("กำลังสร้างประเทศสมมติ", total=1.0)

        def told(step: str, share: float) -> None:
            bar.update(task, completed=share, description=f"กำลังสร้างประเทศสมมติ: {STEPS.get(step, step)}")

        yield told


def country_json(made: Country, order: CountryOrder) -> dict[str, Any]:
    """What was made, for programs."""
    return {
        "schema": "prongsai/country/1",
        "synthetic": True,
        "folder": str(made.folder),
        "fiscal_year": order.fiscal_year,
        "seed": order.seed,
        "agencies": made.agencies,
        "respondents": made.answers,
        "planted": made.planted,
    }


def country_lines(made: Country, order: CountryOrder) -> Iterator[str]:
    """What was made, for a person, and what to do with it."""
    people = ", ".join(f"{code} {count:,}" for code, count in made.answers.items())
    yield f"{made.folder}: ประเทศสมมติ ปีงบประมาณ พ.ศ. {order.fiscal_year} (seed {order.seed})"
    yield f"  หน่วยงาน {made.agencies:,} แห่ง ผู้ตอบ {people} คน"
    yield f"  {SYNTHETIC}"
    yield f"  สิ่งที่จงใจใส่ไว้ {made.planted:,} รายการอยู่ใน planted.csv"
    yield f"  ต่อไป: prongsai score {made.folder} --year {order.fiscal_year} -o {made.folder}.zip"
