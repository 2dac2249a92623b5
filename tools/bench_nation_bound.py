"""The bound: DuckDB looks at every value of every file once, and does nothing else.

python tools/bench_nation_bound.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main(folder: Path) -> None:
    with duckdb.connect() as connection:
        for file in sorted(folder.glob("*.parquet")):
            described = connection.execute(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
            looks = [
                f'sum(length("{name}"))' if kind == "VARCHAR" else f'sum("{name}")' for name, kind, *_ in described
            ]
            print(file.name, sum(connection.execute(f"SELECT {', '.join(looks)} FROM '{file}'").fetchall()[0]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
