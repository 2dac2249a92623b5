"""Anybody may check a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.documents.made import an_issued_document
from cast import Cast
from house.access import anybody


def a_code(cast: Cast) -> Mapping[str, Any]:
    return {"code": an_issued_document(cast).editions.get().code}


ROWS = [anybody("verify:paper"), anybody("verify:edition", arguments=a_code)]
