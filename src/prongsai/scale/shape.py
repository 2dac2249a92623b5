"""What the statement depends on: the year's counting and the shape of the table of answers. And two fixed formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prongsai.core.nation.counting import FINGERPRINT_BITS, Counting, Survey
from prongsai.scale.inputs import EMPTY, AnswerColumn, Answers, Form
from prongsai.scale.plain import raised

_GENERATOR = 6364136223846793005
_BITS = 61
_PRIME = 2**_BITS - 1
MOST = 2**11, 2**22
"""How many one agency may have in a survey part, as the statement cares to know it. Unit: respondents."""


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """A column of ``answers`` as the statement sees it: `name` in SQL, `code` of the statement, and what is in it.

    `is_safe`: every number in it is known to be on the scale of its statement. `is_empty`: nobody answered in it.
    """

    name: str
    code: str
    is_whole: bool
    is_safe: bool = False
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A counting over a table of answers.

    Of a wide one: `is_sound`, whether its files tell that every cell is on its scale and of its row's tool. And once
    it is known: `has_twice`, whether respondents have two rows or no name; `is_spotless`, whether every row is in
    order. Of a survey part: `most`, how many respondents one agency has, or more; `lists`, whether its tally is to
    list a key of everybody's answers.
    """

    counting: Counting
    is_long: bool
    columns: tuple[ShapeColumn, ...]
    is_sound: bool = False
    has_twice: bool = True
    is_spotless: bool = False
    most: int = MOST[0]
    lists: bool = False

    @property
    def keeps_people(self) -> bool:
        """Whether the people of a survey part are kept as a table, to be read more than once."""
        return not (self.is_spotless or self.lists)

    def with_most(self, respondents: int) -> Shape:
        """The shape for a survey part in which one agency has so many respondents."""
        return replace(self, most=next((most for most in MOST if respondents <= most), respondents))


def shape_of(counting: Counting, answers: Answers) -> Shape:
    """The shape of opened answers. A wide table keeps its statements, a long one only its answer."""
    is_long = answers.form is Form.LONG
    read = [each for each in answers.columns if each.code == "answer"] if is_long else answers.columns
    choices = {each.code: each.choices for survey in counting.surveys for each in survey.statements}
    columns = tuple(_seen(each, choices.get(each.code)) for each in read)
    return Shape(counting, is_long, columns, is_sound=not is_long and _are_sound(counting, read, columns))


def _are_sound(counting: Counting, read: Sequence[AnswerColumn], columns: Sequence[ShapeColumn]) -> bool:
    tools = {each.code: frozenset([survey.tool]) for survey in counting.surveys for each in survey.statements}
    return all(
        seen.is_empty
        or (seen.is_safe and each.tools is not None and frozenset(map(raised, each.tools)) == tools[each.code])
        for each, seen in zip(read, columns, strict=True)
    )


def sql_name(code: str) -> str:
    """The name of a statement's column in ``answers``: no point, which would want quoting in its own way."""
    return code.replace(".", "_")


def answers_of(survey: Survey) -> str:
    """The table with all rows of a questionnaire; an engine that does not know apart which they are has others too."""
    return f"answers_{survey.tool.lower()}"


def twice_in(survey: Survey) -> str:
    """The table of those who answered a questionnaire twice, or without a name."""
    return f"twice_{survey.tool.lower()}"


def _seen(each: AnswerColumn, choices: range | None) -> ShapeColumn:
    known = each.bounds if choices else None
    return ShapeColumn(
        sql_name(each.code),
        each.code,
        each.is_whole,
        is_safe=each.bounds == EMPTY
        or (choices is not None and known is not None and choices[0] <= known[0] and known[1] <= choices[-1]),
        is_empty=each.bounds == EMPTY,
    )


def fingerprint_weights(survey: Survey) -> tuple[int, ...]:
    """By what each choice is multiplied to make a fingerprint of all: the powers of a generator, modulo 2^61 - 1.

    As long as the sum is sure to have room in a fingerprint, whose bits a DOUBLE holds every one of. Powers, and not
    multiples: with multiples, one choice up and another down would cancel out.
    """
    room = FINGERPRINT_BITS - sum(each.choices[-1] for each in survey.statements).bit_length()
    return tuple(pow(_GENERATOR, at, _PRIME) >> _BITS - room for at in range(1, len(survey.statements) + 1))


def common_scale(survey: Survey) -> tuple[int, ...]:
    """Where the statements stand that are answered on the questionnaire's most common scale (the longest of equals)."""
    lengths = [len(each.points) for each in survey.statements]
    counts = Counter(lengths)
    common = max(counts, key=lambda length: (counts[length], length))
    return tuple(place for place, length in enumerate(lengths) if length == common)
