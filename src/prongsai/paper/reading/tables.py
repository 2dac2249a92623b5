"""A table as a header and rows: header rows found and joined, columns named, what carries on from the table before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prongsai.core import thai
from prongsai.paper.reading import cells, columns
from prongsai.paper.reading.blocks import Cell, Table
from prongsai.paper.reading.columns import STATUS_OF, Concept
from prongsai.paper.reading.months import folded
from prongsai.paper.reading.owners import owners_in

Row = tuple[Cell, ...]

_MOST_HEADER_ROWS = 3
_MOST_CAPTION_ROWS = 3
_SAME_SHARE = 0.6
_LEAST_FORM_ROWS = 4


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: what they are called (all header rows joined) and what they are about."""

    names: tuple[str, ...]
    concepts: tuple[Concept | None, ...]

    @property
    def text(self) -> str:
        """All names in one line."""
        return " ".join(self.names)

    def places(self, concept: Concept) -> list[int]:
        """The columns of a concept, from 0."""
        return [place for place, each in enumerate(self.concepts) if each is concept]

    def has(self, *concepts: Concept) -> bool:
        """Whether any of the concepts has a column."""
        return any(concept in self.concepts for concept in concepts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table understood as far as its columns: captions above the header, the header if any, and the body."""

    table: Table
    captions: tuple[str, ...]
    header: Header | None
    body: tuple[Row, ...]


def sheet_of(table: Table) -> Sheet:
    """A table with its captions, header and body told apart. A row that repeats the header in the body is left out."""
    rows = _turned(table.rows)
    captions = _captions(folded(rows))
    rows = _spread(folded(rows[len(captions) :]))
    count = _header_count(rows)
    header = _header(rows[:count]) if count else None
    body = tuple(row for row in rows[count:] if _says_something(row) and not (header and _repeats(row, rows[:count])))
    return Sheet(replace(table, rows=tuple(rows)), captions, header, body)


def _turned(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table; a form (names down the first column, one answer beside each) is turned to a row."""
    answers = [row for row in rows if len(_texts(row)) == 2 and row[0].text.strip()]
    named = [row[0].text for row in answers]
    if len(answers) < _LEAST_FORM_ROWS or len(answers) < len(rows) - 1 or not _name_measure(named):
        return list(rows)
    values = [next(cell for cell in row[1:] if cell.text.strip()) for row in answers]
    titled = int(columns.is_called_something(named[0]) and columns.is_called_something(values[0].text))
    return [tuple(row[0] for row in answers[titled:]), tuple(values[titled:])]


def _name_measure(names: Sequence[str]) -> bool:
    concepts = set(columns.assign(names))
    return (
        len(concepts - {None}) >= _LEAST_FORM_ROWS
        and bool(concepts & {Concept.TITLE, Concept.STEPS})
        and bool(concepts & {Concept.OWNERS, Concept.PERIOD, Concept.RESULT})
    )


def _captions(rows: Sequence[Row]) -> tuple[str, ...]:
    captions: list[str] = []
    for row, after in pairwise(rows[: _MOST_CAPTION_ROWS + 1]):
        texts = _texts(row)
        if len(texts) != 1 or len(row) < 2 or not (_is_header(after) or len(_texts(after)) == 1):
            break
        captions.append(texts[0])
    return tuple(captions) if any(_is_header(row) for row in rows[len(captions) : len(captions) + 1]) else ()


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row if cell.text.strip()]


def _says_something(row: Row) -> bool:
    return any(not cells.is_nothing(cell.text) for cell in row)


def _is_header(row: Row) -> bool:
    """Whether a row names columns: most of its cells are names of columns, and none holds plain content."""
    texts = _texts(row)
    named = [text for text in texts if columns.is_called_something(text)]
    if any(_is_content(text) for text in texts):
        return False
    return len(named) >= 2 and len(named) / len(texts) >= _SAME_SHARE and _differ(named)


def _differ(named: Sequence[str]) -> bool:
    return len(set(columns.assign(named)) - {None}) > 1 or len({thai.key(each) for each in named}) > 1


def _is_content(text: str) -> bool:
    plain = thai.arabic(text).strip()
    number = plain.replace(".", "", 1).rstrip(".)")
    is_year = len(number) == 4 and number.startswith("25")
    return (number.isdecimal() and not is_year) or cells.is_tick(text) or plain[:2] in ("1.", "1)")


def _header_count(rows: Sequence[Row]) -> int:
    if not rows or not _is_header(rows[0]):
        return 0
    count = 1
    while count < min(len(rows), _MOST_HEADER_ROWS) and _goes_on(rows[count], rows[:count]):
        count += 1
    return count + (count < len(rows) and _counts_columns(rows[count]))


def _goes_on(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row is a further header row: names of columns only, under a group or under nothing."""
    texts = _texts(row)
    if not texts or not all(columns.is_called_something(text) for text in texts) or any(map(_is_content, texts)):
        return False
    if _is_same(row, above[0]):
        return False
    is_under_group = any(cell.covered == "left" or cell.column_span > 1 for each in above for cell in each)
    are_statuses = sum(bool(set(columns.weights(text)) & set(STATUS_OF)) for text in texts) > 1
    return are_statuses or is_under_group


def _counts_columns(row: Row) -> bool:
    numbers = [thai.arabic(text).strip("() .") for text in _texts(row)]
    return len(numbers) > 2 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def _header(rows: Sequence[Row]) -> Header:
    names = _joined_names(rows)
    own = [_lowest(rows, place) for place in range(len(rows[0]))]
    groups = [_highest(rows, place) for place in range(len(rows[0]))]
    concepts = columns.assign(
        [low if columns.is_called_something(low) else name for low, name in zip(own, names, strict=True)]
    )
    return Header(
        tuple(names), tuple(concept or _by_group(group) for concept, group in zip(concepts, groups, strict=True))
    )


def _by_group(group: str) -> Concept | None:
    """A column without a name of its own, below a group: scores of a group of scores and the like."""
    weights = columns.weights(group)
    return Concept.SCORE if weights and max(weights, key=lambda each: weights[each]) is Concept.SCORE else None


def _joined_names(rows: Sequence[Row]) -> list[str]:
    levels = [[_name_over(row, place) for row in rows] for place in range(len(rows[0]))]
    return [" ".join(dict.fromkeys(name for name in names if name)) for names in levels]


def _name_over(row: Row, place: int) -> str:
    while place and row[place].covered == "left":
        place -= 1
    return row[place].text.replace("\n", " ")


def _lowest(rows: Sequence[Row], place: int) -> str:
    return next((row[place].text for row in reversed(rows) if row[place].text.strip()), "")


def _highest(rows: Sequence[Row], place: int) -> str:
    return next((name for row in rows if (name := _name_over(row, place))), "")


def _repeats(row: Row, header: Sequence[Row]) -> bool:
    return any(_is_same(row, each) for each in header)


def _is_same(row: Row, other: Row) -> bool:
    keys, known = [thai.key(cell.text) for cell in row], [thai.key(cell.text) for cell in other]
    shared = sum(bool(one) and one == two for one, two in zip(keys, known, strict=True))
    return shared >= 2 and shared / max(1, sum(map(bool, keys))) >= _SAME_SHARE


def _spread(rows: list[Row]) -> list[Row]:
    """Rows with a first header row that left out the columns under its group, spread to the full width.

    Plain text has no spans: ``measure | status | result`` above three names of statuses has two cells too few.
    """
    if len(rows) < 2 or not _is_header(rows[0]):
        return rows
    top, below = rows[0], rows[1]
    missing = _trailing_empty(top)
    subs = [cell.text for cell in below if cell.text.strip()]
    are_subs = len(subs) == missing + 1 and all(columns.is_called_something(text) for text in subs)
    group = next((place for place, cell in enumerate(top) if _is_group(cell.text)), None)
    if not missing or not are_subs or group is None:
        return rows
    return [_stretched(top, group, missing), _placed(below, group), *rows[2:]]


def _is_group(name: str) -> bool:
    return bool(set(columns.weights(name)) & {Concept.STATUS, Concept.RESULT, Concept.SCORE})


def _trailing_empty(row: Row) -> int:
    return next((count for count, cell in enumerate(reversed(row)) if cell.text.strip()), len(row))


def _stretched(row: Row, group: int, missing: int) -> Row:
    covered = tuple(Cell("", row[group].where, covered="left") for _ in range(missing))
    kept = row[: len(row) - missing]
    return (*kept[:group], replace(kept[group], column_span=missing + 1), *covered, *kept[group + 1 :])


def _placed(row: Row, group: int) -> Row:
    subs = [cell for cell in row if cell.text.strip()]
    empty = [Cell("", row[0].where) for _ in row]
    return (*empty[:group], *subs, *empty[group + len(subs) :])


def fits(body: Sequence[Row], header: Header) -> bool:
    """Whether rows without a header can stand under a header that stood above: as many columns, none out of place."""
    if not body or len(body[0]) != len(header.concepts):
        return False
    return not any(
        _is_out_of_place(row[place].text, concept) for row in body for place, concept in enumerate(header.concepts)
    )


def narrowed(body: Sequence[Row], header: Header) -> Header | None:
    """The left part of a header that stood above, where rows without one lack its last columns; None where they differ.

    Empty cells at the end of every row leave no trace in plain text. Owners and periods must stand where the header
    has them.
    """
    guessed = header_by_content(body)
    if guessed is None or len(guessed.concepts) >= len(header.concepts):
        return None
    width = len(guessed.concepts)
    pairs = zip(guessed.concepts, header.concepts, strict=False)
    agree = all(guess in (said, None) for guess, said in pairs if said in (Concept.OWNERS, Concept.PERIOD))
    return Header(header.names[:width], header.concepts[:width]) if agree else None


def _is_out_of_place(text: str, concept: Concept | None) -> bool:
    if concept in STATUS_OF:
        return False
    return cells.is_tick(text) and concept in (Concept.TITLE, Concept.STEPS, Concept.OWNERS)


def header_by_content(body: Sequence[Row]) -> Header | None:
    """A header guessed from what the columns hold, where none is printed; None when too little can be told."""
    if not body:
        return None
    held = [_held([row[place].text for row in body if row[place].text.strip()]) for place in range(len(body[0]))]
    if not {Concept.OWNERS, Concept.PERIOD} & set(held):
        return None
    return Header(("",) * len(held), tuple(_texts_named(held)))


def _held(texts: Sequence[str]) -> Concept | str | None:
    if not texts:
        return None
    tests = (
        (Concept.NUMBER, lambda text: thai.arabic(text).strip(" .)(").isdecimal()),
        ("tick", lambda text: cells.is_tick(text) or cells.is_nothing(text)),
        (Concept.PERIOD, lambda text: len(text) < 120 and thai.period(text) is not None),
        (Concept.OWNERS, lambda text: len(text) < 120 and _are_units(text)),
    )
    for concept, test in tests:
        if sum(map(test, texts)) / len(texts) > _SAME_SHARE:
            return concept
    return "text"


def _are_units(text: str) -> bool:
    names = owners_in(text)
    return bool(names) and all(
        name.startswith(("กอง", "สำนัก", "งาน", "ฝ่าย", "ปลัด", "ทุก", "นัก", "หัวหน้า")) for name in names
    )


def _texts_named(held: Sequence[Concept | str | None]) -> list[Concept | None]:
    """Columns of text in the order papers have them: measure, steps, what is left being the result."""
    texts = [place for place, each in enumerate(held) if each == "text"]
    names: dict[int, Concept] = {}
    if len(texts) == 1:
        names = {texts[0]: Concept.STEPS}
    elif texts:
        names = dict(zip(texts, (Concept.TITLE, Concept.STEPS, Concept.RESULT, Concept.SUGGESTION), strict=False))
    return [each if isinstance(each, Concept) else names.get(place) for place, each in enumerate(held)]
