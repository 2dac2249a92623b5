"""The vocabulary of the audit trail: every verb an operation leaves behind, as the office would say it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "agency.created": _("เพิ่มหน่วยงาน"),
    "agency.edited": _("แก้ไขหน่วยงาน"),
    "unit.added": _("เพิ่มกอง / สำนัก / งาน"),
    "unit.renamed": _("แก้ชื่อกอง / สำนัก / งาน"),
    "person.added": _("เพิ่มผู้ใช้"),
    "person.invited": _("เชิญผู้ใช้"),
    "person.link_renewed": _("ออกลิงก์ตั้งรหัสผ่านใหม่"),
    "person.signed_in": _("เข้าสู่ระบบ"),
    "person.signed_out": _("ออกจากระบบ"),
    "person.second_factor_on": _("เปิดการยืนยันตัวตนสองชั้น"),
    "person.second_factor_off": _("ปิดการยืนยันตัวตนสองชั้น"),
    "person.password_changed": _("เปลี่ยนรหัสผ่าน"),
    "membership.changed": _("เปลี่ยนหน้าที่ของผู้ใช้"),
    "membership.ended": _("ยกเลิกสิทธิ์ของผู้ใช้"),
    "link.created": _("ออกลิงก์ตั้งค่าครั้งแรก"),
    "link.claimed": _("ตั้งผู้ดูแลระบบคนแรก"),
    "invitation.accepted": _("ตั้งรหัสผ่านจากลิงก์"),
    "paper.uploaded": _("นำเอกสารเข้า"),
    "paper.queued": _("ให้อ่านเอกสารอีกครั้ง"),
    "paper.read": _("อ่านเอกสาร"),
    "paper.given_up": _("อ่านเอกสารไม่สำเร็จ"),
    "paper.corrected": _("แก้ผลการอ่าน"),
    "paper.accepted": _("รับเอกสารเข้าระบบ"),
    "result.recorded": _("บันทึกผลประเมิน"),
    "result.items_told": _("ระบุข้อที่ไม่ได้คะแนน"),
    "evidence.added": _("ส่งหลักฐาน"),
    "evidence.used": _("ใช้หลักฐานกับงานเพิ่ม"),
    "evidence.edited": _("แก้ชื่อหรือวันที่ของหลักฐาน"),
    "evidence.removed": _("นำหลักฐานออก"),
    "proof.accepted": _("รับหลักฐาน"),
    "proof.returned": _("ส่งหลักฐานกลับให้แก้"),
    "proof.removed": _("เลิกใช้หลักฐานกับงาน"),
    "activity.created": _("บันทึกกิจกรรม"),
    "activity.edited": _("แก้กิจกรรม"),
    "activity.removed": _("นำกิจกรรมออก"),
}

NOTED = {
    "role": _("หน้าที่"),
    "is_administrator": _("เป็นผู้ดูแลระบบ"),
    "before": _("เดิม"),
    "after": _("เป็น"),
    "changed": _("ช่องที่แก้"),
    "path": _("ช่อง"),
    "sheets": _("ชุดคะแนน"),
    "findings": _("ข้อสังเกต"),
    "count": _("จำนวน"),
    "name": _("ชื่อ"),
    "kind": _("ประเภท"),
    "district": _("อำเภอ"),
    "province": _("จังหวัด"),
}
"""What a line says beside its verb: the names under which operations note what changed."""
