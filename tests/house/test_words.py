"""Names in code are words of docs/words.md: the records of the domain and the modules that carry them."""

import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from pathlib import Path

from house.tree import ROOT
from prongsai.base.words import WORDS
from prongsai.core import records

FORBIDDEN = re.compile(r"^(utils?|helpers?|common|misc|managers?|handlers?|data|info)$")


def known_words(text: str) -> set[str]:
    """The code words of the glossary: the first cell of each table row."""
    return set(re.findall(r"^\| `([a-z_]+)`", text, flags=re.MULTILINE))


def unlisted(codes: Iterable[str], text: str) -> set[str]:
    return set(codes) - known_words(text)


def forbidden_names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if FORBIDDEN.match(path.stem) or FORBIDDEN.match(path.parent.name)]


def test_every_record_of_the_domain_is_in_the_glossary() -> None:
    words = known_words((ROOT / "docs" / "words.md").read_text(encoding="utf-8"))
    kinds = {name.lower() for name, kind in vars(records).items() if is_dataclass(kind) and isinstance(kind, type)}
    assert kinds - words == set()


def test_every_term_that_is_explained_on_a_page_is_in_the_glossary() -> None:
    assert unlisted(WORDS, (ROOT / "docs" / "words.md").read_text(encoding="utf-8")) == set()


def test_no_module_has_an_empty_name() -> None:
    assert forbidden_names(sorted((ROOT / "src").rglob("*.py"))) == []


def test_planted_violations_are_seen() -> None:
    assert known_words("| `measure` | มาตรการ | x |\n| other |") == {"measure"}
    assert unlisted(WORDS, "| `level` | ระดับ | x |") == set(WORDS) - {"level"}
    assert forbidden_names([Path("a/utils.py"), Path("helpers/b.py"), Path("a/operations.py")]) == [
        "utils.py",
        "b.py",
    ]
