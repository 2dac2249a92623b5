"""Why a file cannot be read: one Thai and one English sentence each, naming the file and what to do."""

from __future__ import annotations

from prongsai.core.errors import Unreadable
from prongsai.paper.reading import bounds


def missing(name: str) -> Unreadable:
    """There is no such file, or it may not be opened."""
    return Unreadable(
        f"เปิดไฟล์ “{name}” ไม่ได้: ไม่พบไฟล์หรือไม่มีสิทธิ์อ่าน โปรดตรวจชื่อและที่อยู่ของไฟล์",
        f"Cannot open “{name}”: no such file, or no right to read it. Check its name and folder.",
    )


def empty(name: str) -> Unreadable:
    """Nothing stands in the file."""
    return Unreadable(
        f"ไฟล์ “{name}” ว่างเปล่า ไม่มีข้อความให้อ่าน โปรดเลือกไฟล์ที่มีเนื้อหา",
        f"“{name}” is empty: there is no text to read. Choose the file that holds the paper.",
    )


def too_large(name: str) -> Unreadable:
    """More bytes than are taken."""
    most = bounds.MOST_BYTES // bounds.MEGABYTE
    return Unreadable(
        f"ไฟล์ “{name}” ใหญ่เกิน {most} MB โปรดนำรูปภาพออกหรือแยกเป็นหลายไฟล์",
        f"“{name}” is larger than {most} MB. Take out its pictures or split it.",
    )


def too_long(name: str) -> Unreadable:
    """More text, cells or pages than a paper of this kind ever has, or more work than time allows."""
    return Unreadable(
        f"ไฟล์ “{name}” มีข้อความ ตาราง หรือหน้ามากเกินกว่าจะอ่านได้ในครั้งเดียว โปรดแยกเป็นหลายไฟล์",
        f"“{name}” holds more text, cells or pages than can be read at once. Split it.",
    )


def bomb(name: str) -> Unreadable:
    """Unpacks to far more than it should."""
    return Unreadable(
        f"ไฟล์ “{name}” คลายออกแล้วใหญ่ผิดปกติ จึงไม่อ่าน โปรดบันทึกใหม่จากโปรแกรมเดิม",
        f"“{name}” unpacks to far more than it should and was not read. Open it in its own program and save it anew.",
    )


def damaged(name: str, kind: str) -> Unreadable:
    """Begins like a file of its kind, but cannot be followed."""
    return Unreadable(
        f"ไฟล์ “{name}” เสียหายหรือไม่ครบ อ่านเป็น {kind} ไม่ได้ โปรดบันทึกใหม่จากโปรแกรมเดิม",
        f"“{name}” is damaged or incomplete and cannot be read as {kind}. Open it in its program, save it, try again.",
    )


def old_format(name: str, save_as: str) -> Unreadable:
    """A format of earlier office programs, or one that is not read, with the one to save it as."""
    return Unreadable(
        f"ไฟล์ “{name}” เป็นรูปแบบที่อ่านไม่ได้ โปรดเปิดในโปรแกรมเดิมแล้วเลือก “บันทึกเป็น” {save_as}",
        f"“{name}” is of a format that is not read. Open it in its own program and save it as {save_as}.",
    )


def locked(name: str) -> Unreadable:
    """Needs a password."""
    return Unreadable(
        f"ไฟล์ “{name}” ตั้งรหัสผ่านไว้ โปรดเปิดด้วยรหัสผ่าน แล้วบันทึกเป็นไฟล์ที่ไม่มีรหัสผ่าน",
        f"“{name}” is locked with a password. Open it with the password and save it without one.",
    )


def picture(name: str) -> Unreadable:
    """A photograph or scan as a picture file."""
    return Unreadable(
        f"ไฟล์ “{name}” เป็นรูปภาพ ไม่มีตัวอักษรให้อ่าน โปรดใช้ไฟล์ต้นฉบับ Word, Excel หรือ PDF ที่คัดลอกข้อความได้",
        f"“{name}” is a picture and holds no text. Use the original Word, Excel or PDF file whose text can be copied.",
    )


def scanned(name: str) -> Unreadable:
    """A PDF whose every page is a picture."""
    return Unreadable(
        f"ทุกหน้าของไฟล์ “{name}” เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน โปรดใช้ไฟล์ต้นฉบับ Word หรือ PDF ที่คัดลอกข้อความได้",
        f"Every page of “{name}” is a scan without text. Use the original Word file or a PDF whose text can be copied.",
    )


def unknown(name: str) -> Unreadable:
    """Nothing that is known."""
    return Unreadable(
        f"ไม่รู้จักรูปแบบของไฟล์ “{name}” โปรดใช้ไฟล์ docx, pdf, xlsx, csv, odt, html หรือ txt",
        f"The format of “{name}” is not known. Use a docx, pdf, xlsx, csv, odt, html or txt file.",
    )
