"""Who may open what of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.assessment.made import an_accepted_paper
from apps.improvement.made import a_measure_row
from cast import Cast
from house.access import desk
from prongsai.apps.improvement.queries.weak_points import weak_points


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


def a_weak_point(cast: Cast) -> Mapping[str, Any]:
    an_accepted_paper(cast)
    a_measure_row(cast)
    return {"subject": weak_points(cast.viewer("clerk"), 2567)[0].subject}


READERS = "clerk executive auditor"

ROWS = [
    desk("improvement:inbox", READERS),
    desk("improvement:inbox-table", READERS, arguments=a_table),
    desk("improvement:weak-point", READERS, arguments=a_weak_point),
    desk("improvement:weak-point-answer", "clerk", arguments=a_weak_point),
    desk("improvement:weak-point-join", "clerk", arguments=a_weak_point, method="post"),
    desk("improvement:weak-point-set-aside", "clerk", arguments=a_weak_point, method="post"),
    desk("improvement:weak-point-reopen", "clerk", arguments=a_weak_point, method="post"),
    desk("improvement:owners", "clerk"),
]
