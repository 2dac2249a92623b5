"""Every Thai sentence of the code and the templates has its English one, and the compiled catalogue says the same."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from house.tree import PRODUCT, modules, parsed

LOCALE = PRODUCT / "site" / "locale"
THAI = re.compile(r"[\u0e01-\u0e5b]")
MARKED = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{ (\w+) \}\}")
CALLS = {"_", "gettext", "gettext_lazy"}


def in_templates() -> Iterator[str]:
    for path in PRODUCT.rglob("templates/**/*.*"):
        text = path.read_text(encoding="utf-8")
        yield from (in_catalogue(found[1] or found[2]) for found in MARKED.finditer(text))
        yield from (VARIABLE.sub(r"%(\1)s", in_catalogue(one_of(found[1]))) for found in BLOCK.finditer(text))


def in_catalogue(sentence: str) -> str:
    """A sentence of a template as Django keeps it: a percent sign stands twice."""
    return sentence.replace("%", "%%")


def one_of(sentence: str) -> str:
    """The sentence for one, by which its plural is found too; Thai has no other."""
    return sentence.split("{% plural %}")[0]


def in_code(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", str(LOCALE), [language])


def untranslated(sentences: set[str]) -> list[str]:
    english = catalogue("en")
    return sorted(
        each
        for each in sentences
        if THAI.search(each) and each == english.gettext(each) == english.ngettext(each, each, 1)
    )


def written(path: Path) -> dict[str, str]:
    """What a catalogue says as text. Shape: sentence to translation."""
    pair = re.compile(
        r'^(?:msgctxt (?P<context>".*")\n)?msgid (?P<id>".*(?:\n".*)*)\nmsgstr (?P<said>".*(?:\n".*)*)', re.MULTILINE
    )
    found = list(pair.finditer(path.read_text(encoding="utf-8")))
    return {key_of(each): one(each["said"]) for each in found if one(each["id"])}


def key_of(entry: re.Match[str]) -> str:
    """What a compiled catalogue keeps a sentence under: its context stands before it."""
    return f"{one(entry['context'])}\x04{one(entry['id'])}" if entry["context"] else one(entry["id"])


def one(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


def test_every_thai_sentence_of_the_templates_has_its_english_one() -> None:
    assert untranslated(set(in_templates())) == []


def test_every_thai_sentence_of_the_code_has_its_english_one() -> None:
    assert untranslated({each for path in modules() for each in in_code(parsed(path))}) == []


def test_what_is_compiled_is_what_is_written() -> None:
    for language in ("th", "en"):
        compiled = catalogue(language)
        texts = written(LOCALE / language / "LC_MESSAGES" / "django.po")
        assert [each for each, said in texts.items() if compiled.gettext(each) != said] == []


def test_there_are_sentences_to_judge() -> None:
    assert len(set(in_templates())) > 100


def test_planted_sentences_without_english_are_named() -> None:
    assert untranslated({"คำที่ไม่มีใครแปล", "English"}) == ["คำที่ไม่มีใครแปล"]
    assert list(in_code(ast.parse("_('ก'); other('ข')"))) == ["ก"]
