"""Which of an agency's own papers and pages suit which item, and why: Prongsai's own suggestions, no official rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Suits:
    """Something that suits an item, by the item's key, with the reason as a sentence."""

    keys: frozenset[str]
    reason: Promise


_PLAN = Suits(frozenset({"integrity_measures", "ita_use"}), _("บอกผลวิเคราะห์หรือมาตรการที่จะทำ ซึ่งข้อนี้ให้แสดง"))
_REPORT = Suits(frozenset({"integrity_measures_action"}), _("รายงานว่าทำตามมาตรการแล้วได้ผลอย่างไร ซึ่งข้อนี้ให้แสดง"))
_ACTIVITIES = Suits(
    frozenset(
        {
            *("no_gift_culture", "no_gift_announce", "ethics_drive", "org_culture"),
            *("exec_participation", "participation", "integrity_measures_action"),
        }
    ),
    _("แสดงกิจกรรมที่จัดแล้วพร้อมภาพ ซึ่งข้อนี้ให้แสดง"),
)

PAPERS: dict[str, Suits] = {
    "analysis": _PLAN,
    "weak-points": _PLAN,
    "plan": _PLAN,
    "announcement": _PLAN,
    "full-report": Suits(_PLAN.keys | _REPORT.keys, _("รวมผลวิเคราะห์ มาตรการ และความก้าวหน้าไว้ในเล่มเดียว")),
    "progress": _REPORT,
    "progress-status": _REPORT,
    "progress-full": _REPORT,
    "photo-report": _ACTIVITIES,
}
"""By the layout of an issued paper."""

PAGES: dict[str, Suits] = {
    "people": Suits(frozenset({"executives"}), _("หน้านี้บอกชื่อ ตำแหน่ง ภาพถ่าย และช่องทางติดต่อผู้บริหาร")),
    "structure": Suits(frozenset({"structure", "powers"}), _("หน้านี้แสดงโครงสร้างและอำนาจหน้าที่")),
    "contact": Suits(frozenset({"contact"}), _("หน้านี้บอกที่อยู่ โทรศัพท์ อีเมล และแผนที่")),
    "news": Suits(frozenset({"news"}), _("ข่าวของหน่วยงานที่เขียนไว้ที่นี่")),
    "laws": Suits(frozenset({"laws"}), _("หน้านี้รวมกฎหมายที่เกี่ยวข้อง")),
}
"""By the kind of a page written here."""

FIGURES: dict[str, Suits] = {
    "activities": Suits(_ACTIVITIES.keys - _REPORT.keys, _("นับกิจกรรมที่จัดแล้วของปี และเปิดดูได้ทีละกิจกรรม")),
    "measures": Suits(_PLAN.keys, _("นับมาตรการในแผนของปี และเปิดดูได้ทีละมาตรการ")),
}
"""By the code of a figure of a register."""
