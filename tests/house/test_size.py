from pathlib import Path

from house.tree import ROOT, modules

CEILING = 500


def too_long(paths: list[Path]) -> list[str]:
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{path.name}: {lines} lines" for path, lines in counted if lines > CEILING]


def test_no_module_is_longer_than_its_ceiling() -> None:
    assert too_long([*modules(), *modules(ROOT / "tests"), *modules(ROOT / "tools")]) == []


def test_a_module_of_501_lines_is_named(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * (CEILING + 1))
    assert too_long([tmp_path / "long.py"]) == ["long.py: 501 lines"]
