"""Who may open today, the calendar and its feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cast import NOW, Cast
from house.access import anybody, desk
from prongsai.apps.improvement.operations.notices import renew_feed


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


def a_feed(cast: Cast) -> Mapping[str, Any]:
    return {"token": renew_feed(by=cast.viewer("clerk"), at=NOW)}


ROWS = [
    desk("improvement:today", "members administrator"),
    desk("improvement:today-changes", "clerk executive auditor"),
    desk("improvement:calendar", "members"),
    desk("improvement:calendar-table", "members", arguments=a_table),
    desk("improvement:notice-choose", "members", method="post"),
    desk("improvement:calendar-feed", "members", method="post"),
    anybody("improvement-feed:calendar", arguments=a_feed),
]
