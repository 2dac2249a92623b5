"""What an officer sees and does: papers and their readings, the result of a year, the outlook."""

from prongsai.apps.assessment.desk.outlook import outlook, outlook_table
from prongsai.apps.assessment.desk.papers import (
    paper,
    paper_accept,
    paper_again,
    paper_correct,
    paper_measures_table,
    paper_original,
    paper_upload,
    papers,
    papers_table,
)
from prongsai.apps.assessment.desk.results import (
    result,
    result_cell,
    result_executive,
    result_findings_table,
    result_item,
    result_items_table,
    result_lost,
    result_scores_table,
)
from prongsai.apps.assessment.desk.sheets import result_check, result_enter, result_import

__all__ = [
    "outlook",
    "outlook_table",
    "paper",
    "paper_accept",
    "paper_again",
    "paper_correct",
    "paper_measures_table",
    "paper_original",
    "paper_upload",
    "papers",
    "papers_table",
    "result",
    "result_cell",
    "result_check",
    "result_enter",
    "result_executive",
    "result_findings_table",
    "result_import",
    "result_item",
    "result_items_table",
    "result_lost",
    "result_scores_table",
]
