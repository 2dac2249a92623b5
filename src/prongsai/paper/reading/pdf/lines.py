"""Letters -> lines -> running text: which line ends are only where the column was full, and which are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prongsai.paper.reading.glyphs import readable
from prongsai.paper.reading.pdf.page import Box, Letter
from prongsai.paper.reading.words import thai_words

_SAME_LINE = 0.45
"""Share of a line's height within which letters stand on one line."""

_WORD_GAP = 0.2
_SLACK = 0.5
_ROOM = 0.3
"""Share of the width: programs that break lines evenly leave a little room on each."""

_MOST_ROOM = 7.0
"""Units: heights of a line."""

_PARAGRAPH_GAP = 0.4
_INDENT = 1.5
"""Units: heights of a line."""

_ITEM = re.compile(
    r"\s*(?:[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2}[.)]?\s|\([0-9๐-๙]{1,2}\)|[-–](?!\s?[0-9๐-๙])|[•*●○▪➢√☐☑☒]|[ก-ฮ]\))"
)
_UNIT = re.compile("(?:กอง|งาน|สำนัก|ฝ่าย|หน่วย|ส่วน|ทุก)")
_UNIT_GOES_ON = ("บริหาร", "/", "และ", "ของ")
_UNFINISHED = re.compile(
    r"(?:[/,–(]|\d\s*-|\.\s*-|\s-|ถึง|และ|หรือ|(?:^|\s)(?:ทุก|กอง|งาน|สำนัก|ฝ่าย|ส่วน|หน่วย|หัวหน้า|นัก))\s*\Z"
)
"""What no cell and no item ends with: the names of units lack theirs, spans their end."""

_SPAN_GOES_ON = re.compile(
    r"\s*(?:[-–]|ถึง)\s*(?:[มกพสตธ]\.\s?[คพยต]\.|[มเ]\S{1,2}\.\s?[คย]|(?:เดือน)?[ก-ฮเ][ก-๙]{2,8}(?:คม|ยน|พันธ์)|\d)"
)
_OPENING = re.compile(r"\s*(?:ข้อ|ตัวชี้วัด|ส่วนที่|แบบวัด|ตาราง|มาตรการ|ประเด็น|สรุป|[ieoIEO๐][0-9๐-๙])")
_LONGEST_WORD = 20
_LONG_WORD = 8
_SPACED_SEAM = re.compile(r"[A-Za-z,.;:)][A-Za-z(]|[ก-๎][0-9๐-๙]|[0-9๐-๙][ก-๎]")


@dataclass(slots=True)
class Line:
    """One line of text, or lines run together: the box it fills and the page (from 1) it begins on."""

    text: str
    box: Box
    page: int = 1

    @property
    def height(self) -> float:
        """From its top to its bottom. Unit: points."""
        return max(self.box[3] - self.box[1], 1.0)


def words_of(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters that touch: what a table's rule never cuts, even where the text runs over it."""
    word: list[Letter] = []
    for letter in letters:
        if word and (letter.text.isspace() or not _touches(word[-1].line, letter.line)):
            yield word
            word = []
        word.append(letter)
    if word:
        yield word


def _touches(box: Box, other: Box) -> bool:
    return _is_level(box, other) and abs(other[0] - box[2]) < (box[3] - box[1]) * _WORD_GAP


def lines_of(letters: Iterable[Letter], page: int = 1) -> list[Line]:
    """The lines that letters of one page form, from top to bottom."""
    lines: list[list[Line]] = []
    for stretch in sorted(_stretches(letters), key=lambda line: _middle(line.box)):
        if lines and _is_level(lines[-1][0].box, stretch.box):
            lines[-1].append(stretch)
        else:
            lines.append([stretch])
    joined = (_joined(sorted(parts, key=lambda line: line.box[0])) for parts in lines)
    return [replace(line, page=page) for line in joined if line.text.strip()]


def _stretches(letters: Iterable[Letter]) -> Iterator[Line]:
    """Letters that follow each other on one level, in the order they were drawn: marks stay with their letter."""
    current: Line | None = None
    for letter in letters:
        if current is not None and _follows(current, letter):
            current.text += letter.text
            if not letter.text.isspace():  # a space may hang over the end of its line
                current.box = _around(current.box, letter.line)
        else:
            if current is not None:
                yield current
            current = Line(letter.text, letter.line)
    if current is not None:
        yield current


def _follows(line: Line, letter: Letter) -> bool:
    left, _, right, _ = letter.line
    back, forth = line.box[2] - left, left - line.box[2]
    return _is_level(line.box, letter.line) and back < line.height + (right - left) and forth < line.height * 2


def _is_level(box: Box, other: Box) -> bool:
    height = max(box[3] - box[1], other[3] - other[1])
    return abs(_middle(box) - _middle(other)) <= height * _SAME_LINE


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _around(box: Box, other: Box) -> Box:
    return min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])


def _joined(parts: Sequence[Line]) -> Line:
    whole = Line(parts[0].text, parts[0].box)
    for part in parts[1:]:
        gap = part.box[0] - whole.box[2] > whole.height * _WORD_GAP
        whole = Line(whole.text + (" " if gap else "") + part.text, _around(whole.box, part.box))
    return Line(readable(whole.text), whole.box)


def cell_texts(cells: Sequence[tuple[Sequence[Line], Box]]) -> list[str]:
    """The texts of a table's cells: wrapped lines run on, meant line ends stay."""
    lines = [each for each, _ in cells]
    widest = min((_widest_gap(each) for each in lines if len(each) > 1), default=0.0)
    is_spaced = any(_is_apart(last, line, widest) for each in lines for last, line in pairwise(each))
    return [_cell_text(each, box, widest, is_spaced) for each, (_, box) in zip(lines, cells, strict=True)]


def _cell_text(lines: Sequence[Line], box: Box, widest: float, is_spaced: bool) -> str:
    return "\n".join(part.text for part in _run_on(lines, _right(lines, box), widest, is_spaced))


def _right(lines: Sequence[Line], box: Box) -> float:
    """How far to the right the text of a cell may reach: it keeps the same distance on both sides."""
    inset = min((line.box[0] for line in lines), default=0.0) - box[0]
    return box[2] - max(0.0, inset)


def goes_on(last: Line, line: Line, cell: Sequence[Line], box: Box) -> bool:
    """Whether the text of a cell runs on in a line on the next page, given the cell's lines and its box."""
    return not _begins_anew(last, line) and not _had_room(last, line, _right(cell, box))


def paragraphs_of(lines: Sequence[Line], right: float) -> list[Line]:
    """Paragraphs of lines that stand outside tables, given how far to the right the text of the pages reaches."""
    return list(_run_on(lines, right, _widest_gap(lines), is_spaced=True))


def _run_on(lines: Sequence[Line], right: float, widest: float, is_spaced: bool) -> Iterator[Line]:
    """Lines run together; where paragraphs stand apart, a list of names without gaps is one paragraph."""
    current: Line | None = None
    for place, line in enumerate(lines):
        last = lines[place - 1]
        is_listed = place > 0 and _is_listed(lines, place)
        if current is None:
            current = replace(line)
        elif _is_meant(last, line, right, widest) or (is_listed and not is_spaced):
            yield _trimmed(current)
            current = replace(line)
        else:
            text = _glued(current.text + (" " if is_listed else ""), line.text)
            current = Line(text, _around(current.box, line.box), current.page)
    if current is not None:
        yield _trimmed(current)


def _is_meant(last: Line, line: Line, right: float, widest: float) -> bool:
    if not _is_apart(last, line, widest) and _is_unfinished(last, line):
        return False
    return _is_apart(last, line, widest) or _begins_anew(last, line) or _had_room(last, line, right)


def _is_unfinished(last: Line, line: Line) -> bool:
    """Whether a line ends where nothing ends: in a word, before the name of a unit, in a span of months."""
    return bool(_UNFINISHED.search(last.text) or _SPAN_GOES_ON.match(line.text)) or _is_in_a_word(last.text, line.text)


def _is_in_a_word(text: str, more: str) -> bool:
    """Whether the end of a line and the beginning of the next are one longer word of the dictionary."""
    text, more = text.rstrip(), more.lstrip()
    ends = [text[-length:] for length in range(2, 1 + min(len(text), _LONGEST_WORD))]
    first = [more[:length] for length in range(2, 1 + min(len(more), _LONGEST_WORD))]
    return any(end + start in thai_words() for end in ends for start in first if len(end) + len(start) >= _LONG_WORD)


def _trimmed(line: Line) -> Line:
    return replace(line, text=line.text.strip())


def _begins_anew(last: Line, line: Line) -> bool:
    """Whether a line looks like a beginning: an item, a heading on a new page, an indent before it."""
    if line.page != last.page and _OPENING.match(line.text):
        return True  # over the end of a page no gap tells a heading from a text that runs on
    if (item := _ITEM.match(line.text)) and not (item[0].endswith(")") and _is_bracketed(last.text)):
        return True
    return line.box[0] - last.box[0] > last.height * _INDENT


def _is_listed(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is one more of a list: "กองคลัง" under "สำนักปลัด", or the same period again."""
    first, last, text = lines[0].text.strip(), lines[place - 1].text, lines[place].text.strip()
    if last.endswith((" ", *_UNIT_GOES_ON)) or _is_unfinished(lines[place - 1], lines[place]):
        return False
    return text == first or bool(_UNIT.match(first) and _UNIT.match(text))


def _is_apart(last: Line, line: Line, widest: float) -> bool:
    return line.page == last.page and _gap(last, line) > widest


def _gap(last: Line, line: Line) -> float:
    return line.box[1] - last.box[3]


def _widest_gap(lines: Sequence[Line]) -> float:
    """The widest gap inside a paragraph: what stands between lines at least, and a little. Unit: points."""
    gaps = (max(0.0, _gap(last, line)) for last, line in pairwise(lines) if last.page == line.page)
    return min(gaps, default=0.0) + _PARAGRAPH_GAP * max((line.height for line in lines), default=0.0)


def _is_bracketed(text: str) -> bool:
    """Whether a bracket stands open at the end: "28)" after it closes it and is no item."""
    return text.count("(") > text.count(")")


def _had_room(last: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have had room on the line before: then the line end was meant."""
    text = line.text.strip()
    share = len(_first_word(text)) / max(len(text), 1)
    needed = (line.box[2] - line.box[0]) * share + last.height * _SLACK
    return right - last.box[2] > max(needed, min((right - line.box[0]) * _ROOM, last.height * _MOST_ROOM))


def _first_word(text: str) -> str:
    """The longest word of the dictionary that a text begins with; up to the first space where it knows none."""
    run = text.partition(" ")[0]
    ends = range(min(len(run), _LONGEST_WORD), 0, -1)
    return next((run[:end] for end in ends if run[:end] in thai_words()), run)


def _glued(text: str, more: str) -> str:
    """Thai runs on without a space; a space that was there, or that Latin words and numbers need, stays."""
    seam = text[-1:] + more.lstrip()[:1]
    return text + (" " if _SPACED_SEAM.match(seam) else "") + more.lstrip()
