"""What is drawn on one page: its letters, its ruled lines, its pictures, in the order and turn a reader sees them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
"""Left, top, right, bottom. Unit: points, counted from the top left of the page."""

_THINNEST_RULE = 4.0
_SHORTEST_RULE = 4.0
_SMALLEST_PICTURE = 40.0
_DEEPEST_FORM = 8
_LONGEST_CLUSTER = 4
_OVERPRINT, _TOUCH = 0.5, 0.1
_ASCENT, _DESCENT = 0.8, 0.2
_HYPHEN = 2
_LATEST_MARK, _SAME_LEVEL, _OVERHANG = 12, 3.0, 1.0
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_INVISIBLE = frozenset({0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF})
_REPLACED = {chr(_HYPHEN): "-", "\ufffe": "-", "\u00a0": " "}

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Letter:
    """One letter with its place. In text that runs upwards or downwards, `line` is its box with the text laid flat."""

    text: str
    box: Box
    line: Box


@dataclass(slots=True)
class Drawn:
    """Everything that matters on a page."""

    width: float
    height: float
    letters: list[Letter]
    rules: list[Box]
    pictures: int
    unmapped: int


def drawn(page: pdfium.PdfPage) -> Drawn:
    """The letters, rules and pictures of a page; `unmapped` counts letters whose font does not say what they are."""
    turn = _turn(page)
    width, height = page.get_size()
    rules: list[Box] = []
    pictures = 0
    for kind, box in _objects(page):
        box = _turned(box, turn)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += min(box[2] - box[0], box[3] - box[1]) > _SMALLEST_PICTURE
        else:
            rules.extend(_rules(box))
    letters, unmapped = _letters(page, turn)
    return Drawn(width, height, letters, rules, pictures, unmapped)


def _turn(page: pdfium.PdfPage) -> Turn:
    """From the page's own coordinates to what is seen: pages may be stored lying on a side."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _turned(box: Box, turn: Turn) -> Box:
    (x0, y0), (x1, y1) = turn(box[0], box[1]), turn(box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _letters(page: pdfium.PdfPage, turn: Turn) -> tuple[list[Letter], int]:
    text = page.get_textpage()
    rotation = page.get_rotation()
    letters: list[Letter] = []
    unmapped = 0
    for i in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, i)
        unmapped += code in (0, 0xFFFD) or raw.FPDFText_HasUnicodeMapError(text, i) == 1
        if (code < 32 and code != _HYPHEN) or code in _INVISIBLE:
            continue
        character = _REPLACED.get(chr(code), chr(code))
        if raw.FPDFText_IsGenerated(text, i) == 1:
            if letters:  # a space that the library put between two words has no place of its own
                letters.append(Letter(character, letters[-1].box, letters[-1].line))
            continue
        box = _turned(_box(text, i), turn)
        letter = Letter(character, box, _laid_flat(box, raw.FPDFText_GetCharAngle(text, i), rotation))
        letters.insert(_place_of(letter, letters), letter)
    return _without_doubles(letters), unmapped


def _place_of(letter: Letter, letters: list[Letter]) -> int:
    """Where a letter belongs: at the end; a mark that was drawn late, behind the letter that it stands above."""
    end = len(letters)
    last = next((each for each in reversed(letters[-_LATEST_MARK:]) if _is_base(each)), None)
    if letter.text not in _MARKS or last is None or letter.line[2] > last.line[0] + _OVERHANG:
        return end
    for place in range(end, max(0, end - _LATEST_MARK), -1):
        base = letters[place - 1]
        if _is_base(base) and _stands_above(letter, base):
            return _behind_marks(letters, place)
    return end


def _is_base(letter: Letter) -> bool:
    return letter.text not in _MARKS and not letter.text.isspace()


def _stands_above(mark: Letter, base: Letter) -> bool:
    middle = (mark.line[0] + mark.line[2]) / 2
    return base.line[0] < middle <= base.line[2] + _TOUCH and abs(base.line[1] - mark.line[1]) < _SAME_LEVEL


def _behind_marks(letters: list[Letter], place: int) -> int:
    while place < len(letters) and letters[place].text in _MARKS:
        place += 1
    return place


def _box(text: pdfium.PdfTextPage, i: int) -> Box:
    """A letter's box, as high as its font whatever its shape: marks and letters of one line are level."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(text, i, box)
    raw.FPDFText_GetCharOrigin(text, i, x, y)
    raw.FPDFText_GetMatrix(text, i, matrix)
    size = raw.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
    if abs(matrix.b) > abs(matrix.a):  # the text runs up or down: its height lies across
        side = math.copysign(size, -matrix.b)
        return x.value - side * _DESCENT, box.bottom, x.value + side * _ASCENT, box.top
    return box.left, y.value - size * _DESCENT, box.right, y.value + size * _ASCENT


def _without_doubles(letters: list[Letter]) -> list[Letter]:
    """Without what is said twice of one place: bold by overprinting, clusters that some programs describe twice."""
    kept: list[Letter] = []
    for letter in letters:
        kept.append(letter)
        for length in range(1, _LONGEST_CLUSTER + 1):
            if _is_double(kept[-2 * length : -length], kept[-length:]):
                del kept[-length:]
                break
    return kept


def _is_double(before: list[Letter], after: list[Letter]) -> bool:
    if [each.text for each in before] != [each.text for each in after] or after[0].text.isspace():
        return False
    return all(_covers(before, each) for each in after)


def _covers(letters: list[Letter], letter: Letter) -> bool:
    left, right = letters[0].line[0], letters[-1].line[2]
    middle = (letter.line[0] + letter.line[2]) / 2
    level = abs(letters[0].line[1] - letter.line[1]) < letter.line[3] - letter.line[1]
    return level and left - _OVERPRINT <= middle <= right + _OVERPRINT and letter.line[0] < right - _TOUCH


def _laid_flat(box: Box, angle: float, rotation: int) -> Box:
    """The box as it would be if its text ran from left to right."""
    quarter = round((angle * 180 / math.pi - rotation) / 90) % 4
    left, top, right, bottom = box
    if quarter == 1:  # upwards
        return -bottom, left, -top, right
    if quarter == 3:  # downwards
        return top, -right, bottom, -left
    return box


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Box]]:
    """Pictures and path segments with their boxes, through forms drawn on the page."""
    wanted = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    for each in page.get_objects(filter=wanted, max_depth=_DEEPEST_FORM):
        if each.type == raw.FPDF_PAGEOBJ_IMAGE:
            yield each.type, _through_forms(each, *each.get_bounds())
        elif _is_visible(each):
            matrix = each.get_matrix()
            for x0, y0, x1, y1 in _segments(each.raw):
                ends = matrix.on_point(x0, y0), matrix.on_point(x1, y1)
                yield each.type, _through_forms(each, *ends[0], *ends[1])


def _through_forms(each: Any, x0: float, y0: float, x1: float, y1: float) -> Box:
    container = each.container
    while container is not None:
        matrix = container.get_matrix()
        (x0, y0), (x1, y1) = matrix.on_point(x0, y0), matrix.on_point(x1, y1)
        container = container.container
    return x0, y0, x1, y1


def _is_visible(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(fill.value or stroke.value)


def _segments(path: Any) -> Iterator[Box]:
    """The straight segments of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*point, *start)
        last = point


def _rules(box: Box) -> Iterator[Box]:
    """The box itself where it is as thin as a rule and long enough to be one."""
    left, top, right, bottom = box
    thin, long = sorted((right - left, bottom - top))
    if thin <= _THINNEST_RULE and long >= _SHORTEST_RULE:
        yield box
