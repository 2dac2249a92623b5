import logging
import sys

import pytest

from cast import Cast
from prongsai.base.logs import PrivateFormatter, private


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("sign-in of somchai@example.go.th failed", "sign-in of (address) failed"),
        ("from 203.150.1.20 again", "from (address) again"),
        ("from 2001:db8::1 again", "from (address) again"),
        ("GET /desk/a/?q=secret 500", "GET /desk/a/?… 500"),
        ("at 12:30:45 version 1.2.3", "at 12:30:45 version 1.2.3"),
    ],
)
def test_nothing_personal_stays_in_a_line(said: str, kept: str) -> None:
    assert private(said) == kept


def fail(words: str, cause: Exception | None = None) -> None:
    raise ValueError(words) from cause


def logged(words: str, cause: Exception | None = None) -> str:
    try:
        fail(words, cause)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    return PrivateFormatter().format(record)


def test_a_traceback_keeps_its_places_and_loses_its_words() -> None:
    line = logged("somchai has typed this")
    assert "in fail" in line
    assert "ValueError" in line
    assert "somchai" not in line


def test_a_cause_is_told_by_its_kind_alone() -> None:
    line = logged("x", cause=KeyError("somchai"))
    assert line.index("KeyError") < line.rindex("ValueError")
    assert "somchai" not in line


def test_a_failed_sign_in_leaves_no_address_in_the_logs(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    from pages import Visitor

    email = cast.people["clerk"].email
    Visitor().post("/account/sign-in/", {"login": email, "password": "wrong"})
    assert email not in caplog.text
    assert "127.0.0.1" not in caplog.text
