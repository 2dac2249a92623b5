"""Who may take the whole site away, and who may have it written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.export.made_copies import a_written_copy
from apps.disclosure.made import a_release
from cast import Cast
from house.access import desk


def one_written(cast: Cast) -> Mapping[str, Any]:
    a_release(cast, [])
    a_written_copy(cast)
    return {}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("disclosure:site-export", WHOLE_CYCLE),
    desk("disclosure:site-export-make", "clerk", method="post"),
    desk("disclosure:site-export-file", WHOLE_CYCLE, arguments=one_written),
]
