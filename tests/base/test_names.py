"""Names of files as every office's machine takes them."""

from __future__ import annotations

import pytest

from prongsai.base.names import file_safe


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("รายงาน\u202egpj.exe", "รายงาน gpj.exe"),
        ("a\r\nb: c", "a b c"),
        ("../../x", "x"),
        ("..", "-"),
        ("", "-"),
    ],
)
def test_a_name_holds_nothing_that_breaks_or_lies(text: str, name: str) -> None:
    assert file_safe(text) == name


def test_a_long_name_is_cut_between_letters() -> None:
    assert file_safe("ก" * 400) == "ก" * 66
