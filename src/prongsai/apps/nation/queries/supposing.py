"""What a run supposes, and what of its rules is not confirmed, in sentences for its pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from prongsai.apps.nation.models import NationalRun
from prongsai.base.said import text_said
from prongsai.core.framework import Confidence
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.doubts import SURENESS, WORDS


def suppositions(run: NationalRun) -> tuple[str, ...]:
    """What the run supposes otherwise than the year's rules do, each a sentence; empty for a plain run."""
    return tuple(_suppositions(run))


def doubts(run: NationalRun) -> tuple[str, ...]:
    """The rules the run used that no second official source confirms, each with how sure it is."""
    told = []
    for each in run.manifest["doubts"]:
        rule = text_said(WORDS[each["code"]]) if each["code"] in WORDS else each["rule"]
        told.append(f"{rule} ({text_said(SURENESS[Confidence(each['confidence'])])})")
    return tuple(told)


def _suppositions(run: NationalRun) -> Iterator[str]:
    supposed = run.supposed
    for tool, share in supposed["weights"].items():
        yield _("น้ำหนักของ %(tool)s เป็น %(share)s") % {"tool": tool, "share": share}
    for level, (total, each_tool) in supposed["thresholds"].items():
        words = {"level": level, "total": total, "each": each_tool}
        if each_tool is None:
            yield _("ระดับ %(level)s ตั้งแต่คะแนนรวม %(total)s") % words
        else:
            yield _("ระดับ %(level)s ตั้งแต่คะแนนรวม %(total)s และทุกเครื่องมือ %(each)s") % words
    if supposed["rule_of"] is not None:
        yield _("ใช้น้ำหนักและเกณฑ์ระดับของปีงบประมาณ %(year)s") % {"year": supposed["rule_of"]}
    if supposed["without"]:
        yield _("ไม่รวมหน่วยงานรหัส %(codes)s") % {"codes": ", ".join(supposed["without"])}
    if supposed["statements"] == Statements.ALIKE:
        yield _("ข้อคำถามที่มีหลายข้อย่อย นับทุกข้อย่อยเท่ากัน")
