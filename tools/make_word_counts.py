"""Write down how often each Thai word is used, from PyThaiNLP's lists, as the file that line breaking reads.

Run by hand after an update of PyThaiNLP. Both lists are CC0-1.0 (``pythainlp/corpus/corpus_license.md``); its lists of
names are CC BY-SA 4.0, so they are not copied.
"""

from __future__ import annotations

from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from pythainlp.corpus import thai_words
from pythainlp.corpus.tnc import unigram_word_freqs

TARGET = Path(__file__).parents[1] / "src" / "prongsai" / "paper" / "writing" / "word_counts.txt"
HEAD = """\
# The words of PyThaiNLP {version} (words_th.txt), counted in the Thai National Corpus (tnc_freq.txt); both CC0-1.0.
# A line holds two letters, and after a tab the words that begin so, each with its count. Made by make_word_counts.py.
"""
_STAND_ALONE = {"ณ", "ธ"}
"""The letters that are words; other letters of the list name themselves."""


def main() -> None:
    """Write the file."""
    counts = unigram_word_freqs()
    words = {word for word in thai_words() if len(word) > 1 and not any(map(str.isspace, word))} | _STAND_ALONE
    lines = (
        f"{beginning}\t" + " ".join(f"{word} {counts.get(word, 0)}" for word in group)
        for beginning, group in groupby(sorted(words), lambda word: word[:2])
    )
    TARGET.write_text(HEAD.format(version=version("pythainlp")) + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
