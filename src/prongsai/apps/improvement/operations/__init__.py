"""Deeds of the improvement cycle: what screens and programs may have done."""

from prongsai.apps.improvement.operations.activities import create_activity, edit_activity, remove_activity
from prongsai.apps.improvement.operations.carrying import attach_again, carry_plan
from prongsai.apps.improvement.operations.evidence import (
    accept_evidence,
    accept_proof,
    add_evidence,
    edit_evidence,
    remove_evidence,
    remove_proof,
    return_proof,
    use_evidence,
)
from prongsai.apps.improvement.operations.inbox import (
    answer_weak_point,
    join_weak_point,
    reopen_weak_point,
    set_weak_point_aside,
)
from prongsai.apps.improvement.operations.measures import create_measure, edit_measure, move_measure, remove_measure
from prongsai.apps.improvement.operations.notices import choose_notices, end_feed, renew_feed, send_notices
from prongsai.apps.improvement.operations.owners import match_owner
from prongsai.apps.improvement.operations.plans import begin_plan
from prongsai.apps.improvement.operations.reports import accept_report, return_report, send_report
from prongsai.apps.improvement.operations.rounds import close_round, open_round
from prongsai.apps.improvement.operations.sheets import apply_sheet, bring_sheet
from prongsai.apps.improvement.operations.signing import approve_plan, issue_plan, return_plan, revise_plan, submit_plan
from prongsai.apps.improvement.operations.steps import create_steps, edit_step, move_step, remove_step
from prongsai.apps.improvement.operations.undo import undo_change

__all__ = [
    "accept_evidence",
    "accept_proof",
    "accept_report",
    "add_evidence",
    "answer_weak_point",
    "apply_sheet",
    "approve_plan",
    "attach_again",
    "begin_plan",
    "bring_sheet",
    "carry_plan",
    "choose_notices",
    "close_round",
    "create_activity",
    "create_measure",
    "create_steps",
    "edit_activity",
    "edit_evidence",
    "edit_measure",
    "edit_step",
    "end_feed",
    "issue_plan",
    "join_weak_point",
    "match_owner",
    "move_measure",
    "move_step",
    "open_round",
    "remove_activity",
    "remove_evidence",
    "remove_measure",
    "remove_proof",
    "remove_step",
    "renew_feed",
    "reopen_weak_point",
    "return_plan",
    "return_proof",
    "return_report",
    "revise_plan",
    "send_notices",
    "send_report",
    "set_weak_point_aside",
    "submit_plan",
    "undo_change",
    "use_evidence",
]
