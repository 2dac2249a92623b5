"""Who may make releases, decide on them, look at them, and withdraw what is public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made import a_release
from apps.disclosure.releases.made_releases import a_made_release, a_release_put_forward
from cast import NOW, Cast
from house.access import desk
from prongsai.apps.disclosure.operations.withdrawing import withdraw


def one_made(cast: Cast) -> Mapping[str, Any]:
    return {"number": a_made_release(cast).number}


def one_put_forward(cast: Cast) -> Mapping[str, Any]:
    return {"number": a_release_put_forward(cast).number}


def a_page_of_one(cast: Cast) -> Mapping[str, Any]:
    return {"number": a_made_release(cast).number, "path": "contents/"}


def something_public(cast: Cast) -> Mapping[str, Any]:
    a_release(cast)
    return {"subject": "measure-17"}


def something_withdrawn(cast: Cast) -> Mapping[str, Any]:
    a_release(cast)
    made = withdraw(by=cast.viewer("clerk"), at=NOW, subject="measure-17", title="มาตรการ", reason="ข้อมูลผิด")
    return {"withdrawal_id": made.pk}


WHOLE_CYCLE = "clerk executive auditor"
A_REASON = {"reason": "แก้ข่าว"}

ROWS = [
    desk("disclosure:releases", WHOLE_CYCLE),
    desk("disclosure:release-make", "clerk", method="post"),
    desk("disclosure:release", WHOLE_CYCLE, arguments=one_made),
    desk("disclosure:release-submit", "clerk", arguments=one_made, method="post", sent=A_REASON),
    desk("disclosure:release-return", "executive", arguments=one_put_forward, method="post", sent=A_REASON),
    desk("disclosure:release-apply", "executive", arguments=one_put_forward, method="post"),
    desk("disclosure:release-drop", "clerk", arguments=one_made, method="post"),
    desk("disclosure:release-preview-home", WHOLE_CYCLE, arguments=one_made),
    desk("disclosure:release-preview", WHOLE_CYCLE, arguments=a_page_of_one),
    desk("disclosure:withdrawals", WHOLE_CYCLE),
    desk("disclosure:release-withdraw", "clerk executive", arguments=something_public),
    desk("disclosure:withdrawal-lift", "clerk executive", arguments=something_withdrawn, method="post"),
]
