"""What a validator that is not ours finds against PDF/A and PDF/UA in a file."""

import re
from typing import Any

import pytest


def validator() -> Any:
    """The validator; the test is skipped where it is not installed."""
    return pytest.importorskip("page", reason="the validator page-validation is not installed")


_STREAM = rb"\n%d 0 obj\n<<[^\n]*/Length (\d+)[^\n]*>>\nstream\n"


def failures(pdf: bytes, profile: str) -> list[str]:
    """The rules that are broken, with what is said of each.

    Squeezed data may happen to end with a carriage return; the validator takes that for part of the line's end after
    it and counts one byte less than the file rightly says, so that one finding is looked at again here.
    """
    found = validator().validate_pdf_bytes(pdf, profile=profile).failures
    return [f"{each.rule_id}: {each.message}" for each in found if not _is_miscounted(pdf, each)]


def _is_miscounted(pdf: bytes, failure: Any) -> bool:
    if "STREAM-LENGTH" not in failure.rule_id or failure.object_id is None:
        return False
    stream = re.search(_STREAM % failure.object_id.object_number, pdf)
    if stream is None:
        return False
    end = stream.end() + int(stream[1])
    return pdf[end - 1 : end + 11] == b"\r\nendstream\n"
