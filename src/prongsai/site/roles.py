"""Who may do what: one row a permission, the roles that hold it. Tested as a table over every address."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLERK, OFFICER, EXECUTIVE, AUDITOR, ADMINISTRATOR = "clerk", "officer", "executive", "auditor", "administrator"
EVERY_MEMBER = frozenset({CLERK, OFFICER, EXECUTIVE, AUDITOR})
# An officer sees the result, which the whole country sees, and what is theirs to do; not the agency's papers.
WHOLE_CYCLE = EVERY_MEMBER - {OFFICER}

PERMISSIONS: dict[str, frozenset[str]] = {
    # papers
    "paper.read": WHOLE_CYCLE,
    "paper.upload": frozenset({CLERK}),
    "paper.correct": frozenset({CLERK}),
    "paper.accept": frozenset({CLERK}),
    # official papers
    "document.read": WHOLE_CYCLE,
    "document.write": frozenset({CLERK}),
    "document.submit": frozenset({CLERK}),
    "document.decide": frozenset({EXECUTIVE}),
    "document.issue": frozenset({CLERK}),
    "bundle.make": frozenset({CLERK, AUDITOR}),
    "style.read": WHOLE_CYCLE,
    "style.manage": frozenset({CLERK}),
    # results
    "result.read": EVERY_MEMBER,
    "result.record": frozenset({CLERK}),
    "outlook.read": WHOLE_CYCLE,
    "executive.read": WHOLE_CYCLE,
    "place.read": EVERY_MEMBER,
    "job.read": EVERY_MEMBER,
    # the improvement cycle: an officer sees and reports what is theirs to do; what that is, queries decide
    "today.read": EVERY_MEMBER | {ADMINISTRATOR},
    "calendar.read": EVERY_MEMBER,
    "notice.choose": EVERY_MEMBER,
    "inbox.read": WHOLE_CYCLE,
    "inbox.answer": frozenset({CLERK}),
    "plan.read": WHOLE_CYCLE,
    "plan.edit": frozenset({CLERK}),
    "plan.submit": frozenset({CLERK}),
    "plan.decide": frozenset({EXECUTIVE}),
    "plan.issue": frozenset({CLERK}),
    "plan.carry": frozenset({CLERK}),
    "work.read": EVERY_MEMBER,
    "round.read": WHOLE_CYCLE,
    "round.manage": frozenset({CLERK}),
    "report.write": frozenset({CLERK, OFFICER}),
    "report.decide": frozenset({CLERK}),
    "evidence.read": EVERY_MEMBER,
    "evidence.add": frozenset({CLERK, OFFICER}),
    "evidence.decide": frozenset({CLERK}),
    "activity.read": EVERY_MEMBER,
    "activity.write": frozenset({CLERK, OFFICER}),
    "history.read": EVERY_MEMBER,
    "change.undo": frozenset({CLERK, OFFICER}),
    # disclosure: what is shown, who sees to it, what the public sees
    "item.read": EVERY_MEMBER,
    "item.manage": frozenset({CLERK}),
    "exhibit.read": EVERY_MEMBER,
    "exhibit.add": frozenset({CLERK, OFFICER}),
    "rehearsal.read": WHOLE_CYCLE,
    "watch.read": WHOLE_CYCLE,
    "watch.run": frozenset({CLERK}),
    "page.read": WHOLE_CYCLE,
    "page.write": frozenset({CLERK}),
    "site.read": WHOLE_CYCLE,
    "site.manage": frozenset({CLERK}),
    "release.read": WHOLE_CYCLE,
    "release.make": frozenset({CLERK}),
    "release.decide": frozenset({EXECUTIVE}),
    "release.withdraw": frozenset({CLERK, EXECUTIVE}),
    # the house: an administrator sets agencies up and reads nothing of their content
    "unit.manage": frozenset({CLERK, ADMINISTRATOR}),
    "person.manage": frozenset({CLERK, ADMINISTRATOR}),
    "audit.read": frozenset({CLERK, AUDITOR, ADMINISTRATOR}),
    "desk.open": EVERY_MEMBER | {ADMINISTRATOR},
}

API_SCOPES: dict[str, Promise] = {
    "plan.read": _("อ่านแผนและมาตรการ"),
    "plan.write": _("แก้แผนและมาตรการ"),
    "progress.read": _("อ่านรายงานความก้าวหน้า"),
    "progress.write": _("ส่งและตรวจรายงานความก้าวหน้า"),
    "evidence.read": _("อ่านหลักฐาน"),
    "evidence.write": _("เพิ่มและตรวจหลักฐาน"),
}
"""What a person may let a program do on their behalf: a scope narrows, the roles decide."""
