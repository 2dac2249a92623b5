"""Who may open what of the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.assessment.made import a_read_paper, a_sheet
from cast import Cast
from house.access import desk


def a_paper_read(cast: Cast) -> Mapping[str, Any]:
    return {"paper_id": a_read_paper(cast).pk}


def a_table_of_measures(cast: Cast) -> Mapping[str, Any]:
    return {**a_paper_read(cast), "form": "csv"}


def a_table(cast: Cast) -> Mapping[str, Any]:
    a_sheet(cast)
    return {"form": "csv"}


def a_cell(cast: Cast) -> Mapping[str, Any]:
    a_sheet(cast)
    return {"cell": "total"}


def an_item(cast: Cast) -> Mapping[str, Any]:
    a_sheet(cast)
    return {"code": "o1"}


def a_result(cast: Cast) -> Mapping[str, Any]:
    a_sheet(cast)
    return {}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("assessment:papers", WHOLE_CYCLE),
    desk("assessment:papers-table", WHOLE_CYCLE, arguments=a_table),
    desk("assessment:paper-upload", "clerk", method="post"),
    desk("assessment:paper", WHOLE_CYCLE, arguments=a_paper_read),
    desk("assessment:paper-original", WHOLE_CYCLE, arguments=a_paper_read),
    desk("assessment:paper-again", "clerk", arguments=a_paper_read, method="post"),
    desk("assessment:paper-correct", "clerk", arguments=a_paper_read),
    desk("assessment:paper-accept", "clerk", arguments=a_paper_read),
    desk("assessment:paper-measures-table", WHOLE_CYCLE, arguments=a_table_of_measures),
    desk("assessment:result", "members", arguments=a_result),
    desk("assessment:result-enter", "clerk"),
    desk("assessment:result-check", "clerk", method="post"),
    desk("assessment:result-import", "clerk", method="post"),
    desk("assessment:result-lost", "clerk", arguments=a_result, method="post"),
    desk("assessment:result-executive", WHOLE_CYCLE, arguments=a_result),
    desk("assessment:result-cell", "members", arguments=a_cell),
    desk("assessment:result-item", "members", arguments=an_item),
    desk("assessment:result-scores-table", "members", arguments=a_table),
    desk("assessment:result-items-table", "members", arguments=a_table),
    desk("assessment:result-findings-table", "members", arguments=a_table),
    desk("assessment:outlook", WHOLE_CYCLE, arguments=a_result),
    desk("assessment:outlook-table", WHOLE_CYCLE, arguments=a_table),
]
