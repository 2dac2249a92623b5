import pytest

from prongsai.paper.reading.counting import counted


@pytest.mark.parametrize(
    ("count", "form", "drawn"),
    [
        (12, "decimal", "12"),
        (3, "decimalZero", "03"),
        (12, "decimalZero", "12"),
        (12, "thaiNumbers", "๑๒"),
        (1, "thaiLetters", "ก"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
    ],
)
def test_a_number_is_drawn_in_the_form_of_its_list(count: int, form: str, drawn: str) -> None:
    assert counted(count, form) == drawn


@pytest.mark.parametrize("form", ["lowerLetter", "thaiLetters", "lowerRoman"])
@pytest.mark.parametrize("count", [0, 4000])
def test_a_number_that_the_form_cannot_draw_stands_in_digits(count: int, form: str) -> None:
    assert counted(count, form) == str(count)
