"""Where printed Thai lines end: measured on rendered pages, over sentences whose words were marked by hand."""

import re
from functools import cache
from pathlib import Path

import pytest

from paper.writing.pdf.seen import lines
from prongsai.paper.writing.breaking import finer, pieces
from prongsai.paper.writing.manuscript import Manuscript, Properties, Section, Table, cell
from prongsai.paper.writing.pdf import pdf_bytes

LABELLED = Path(__file__).with_name("line_breaks.txt")
DOUBLED = re.compile(r"([ก-ฮ][ัิ-ฺ็-๎]{2,})\1")
"""What copying from such a PDF doubles; no sentence of the list has it twice."""
WIDTHS = (0.16, 0.21, 0.28, 0.37, 0.55)
"""Of the column the sentences stand in, as shares of an upright page."""


@cache
def sentences() -> tuple[tuple[str, frozenset[int]], ...]:
    """Each sentence without its spaces, and after how many letters a line may end."""
    return tuple(_labelled(line) for line in LABELLED.read_text("utf-8").splitlines() if line and line[0] != "#")


def _labelled(line: str) -> tuple[str, frozenset[int]]:
    words = re.split(r"[| ]", line)
    ends, count = set(), 0
    for word in words:
        count += len(word)
        ends.add(count)
    return "".join(words), frozenset(ends)


@cache
def printed(width: float) -> bytes:
    marked = [line for line in LABELLED.read_text("utf-8").splitlines() if line and line[0] != "#"]
    rows = tuple((cell(line.replace("|", "")), cell("")) for line in marked)
    table = Table((width, 1 - width), (), rows)
    return pdf_bytes(Manuscript(Properties("คำ"), (Section((table,), numbered=False),)))


def line_ends(width: float) -> list[tuple[str, int, bool]]:
    """Every line end inside a sentence: the sentence, after how many letters, whether it may be there."""
    found = []
    waiting = iter(sentences())
    sentence, allowed = next(waiting)
    count = 0
    for line in lines(printed(width)):
        if count == len(sentence):
            (sentence, allowed), count = next(waiting), 0
        elif count:
            found.append((sentence, count, count in allowed))
        said = DOUBLED.sub(r"\1", "".join(line.text.split()))
        assert sentence.startswith(said, count), (sentence, said)
        count += len(said)
    assert count == len(sentence)
    assert next(waiting, None) is None
    return found


def test_the_list_holds_three_hundred_sentences_that_differ():
    assert len(sentences()) >= 300
    assert len({sentence for sentence, _ in sentences()}) == len(sentences())


def test_rendered_lines_end_between_words():
    ends = [end for width in WIDTHS for end in line_ends(width)]
    torn = [f"{sentence[:at]}|{sentence[at:]}" for sentence, at, is_allowed in ends if not is_allowed]
    share = 1 - len(torn) / len(ends)
    print(f"\n{len(ends) - len(torn)} of {len(ends)} line ends between words: {share:.2%}; torn: {torn}")
    assert len(ends) > 1000
    assert share >= 0.995


def test_nearly_every_place_between_words_is_known():
    known = possible = 0
    for sentence, allowed in sentences():
        at, found = 0, set()
        for piece in pieces(sentence):
            at += len(piece)
            found.add(at)
        known, possible = known + len(found & allowed), possible + len(allowed)
    assert known / possible > 0.85  # else lines would end early and columns look torn


def test_pieces_joined_are_the_text():
    text = "ประกาศใช้แผน (ฉบับที่ 2)  ทุกๆ เดือน\tม.ค.-ก.ย. ฯลฯ https://a.example/ก?b=1 \u0e31ก"
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    "kept", ["ทุกๆ", "(ประชาชน)", "ความโปร่งใส", "การทุจริต", "“โปร่งใส”", "พ.ศ.", "80%", "ผู้ร้องเรียน", "แปดสิบห้า", "กรุงเทพฯ"]
)
def test_what_clings_to_a_word_stays_with_it(kept):
    assert pieces(kept) == (kept,)


def test_an_unknown_name_is_not_torn_into_letters():
    assert all(len(piece) > 1 for piece in pieces("บ้านโพนฆ้อยฉ์คำบ่ฟ้า"))


def test_a_term_too_wide_for_its_column_falls_into_words_first():
    assert finer("องค์การบริหารส่วนตำบล") == ("องค์การ", "บริหาร", "ส่วน", "ตำบล")
    assert finer("https://a.example/path") == ("https://", "a.", "example/", "path")
    assert finer("กี่") == ("กี่",)


def test_a_long_run_of_ambiguous_letters_takes_no_time():
    assert len("".join(pieces("ตากลม" * 4000))) == 20_000
