"""Engines that count: the same statement, each in its own dialect; and a plain loop without one."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Counting
from prongsai.scale.counted import Counted, Stages, Told, told_nothing
from prongsai.scale.inputs import Sources


class Engine(Protocol):
    """Counts the answers of a country. Unit: `started_in` is the seconds it took to start, apart from its work."""

    name: str
    started_in: float

    def tally(
        self, counting: Counting, sources: Sources, told: Told = told_nothing, stages: Stages | None = None
    ) -> Counted:
        """Count everything; `told` may be called from another thread. Raises: Problem."""


_PACKAGES = {"duckdb": "duckdb", "spark": "pyspark", "postgres": "psycopg", "loop": "duckdb"}
_EXTRAS = {"duckdb": "scale", "spark": "scale,spark", "postgres": "scale", "loop": "scale"}
ENGINES = tuple(_PACKAGES)


def engine_of(name: str, url: str | None = None, memory: str | None = None, threads: int | None = None) -> Engine:
    """The engine of a name: ``duckdb``, ``spark``, ``postgres`` or ``loop``.

    Unit: `memory` like ``500MB``. Raises: Problem for an unknown name, a missing package, or what the engine does not
    know (an address for DuckDB).
    """
    if name not in _PACKAGES:
        known = ", ".join(ENGINES)
        raise Problem(f"ไม่รู้จักเครื่องคำนวณ “{name}” ที่มีคือ {known}", f"There is no engine “{name}”; there are {known}.")
    if url is not None and name in ("duckdb", "loop"):
        raise Problem(
            f"เครื่องคำนวณ {name} ทำงานในเครื่องนี้ จึงไม่ใช้ --url",
            f"The engine {name} works on this machine and takes no --url.",
        )
    try:
        import_module(_PACKAGES[name])
    except ImportError as trouble:
        raise Problem(
            f"เครื่องคำนวณ {name} ต้องติดตั้งเพิ่ม: pip install 'prongsai[{_EXTRAS[name]}]'",
            f"The engine {name} needs more packages: pip install 'prongsai[{_EXTRAS[name]}]'.",
        ) from trouble
    return _made(name, url, memory, threads)


def _made(name: str, url: str | None, memory: str | None, threads: int | None) -> Engine:
    module = import_module(f"{__name__}.{name}")
    if name == "duckdb":
        return cast(Engine, module.DuckDB(memory, threads))
    if name == "loop":
        return cast(Engine, module.Loop())
    if name == "spark":
        return cast(Engine, module.Spark(url, memory, threads))
    return cast(Engine, module.PostgreSQL(url))
