"""What is wrong with this installation: every part it stands on, tried once."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from prongsai.core.errors import Problem

ROOM_NEEDED = 500 * 1024 * 1024
"""Unit: bytes free in the data folder."""
OLDEST_PYTHON = (3, 11)
PATIENCE = timedelta(hours=1)
"""How long a job may wait or run before it is thought stuck."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One part tried: whether it is well, and in a sentence what was found and what to do."""

    part: str
    is_well: bool
    th: str
    en: str

    def as_json(self) -> dict[str, Any]:
        """Shape: part, is_well, th, en."""
        return asdict(self)

    def line(self) -> str:
        """The finding as one line of the terminal."""
        return f"{'✓' if self.is_well else '✗'} {self.part:<10} {self.th} ({self.en})"


def examine() -> list[Finding]:
    """Try every part; a part that fails never hides the next, but what stands on the database waits for it."""
    findings = [_tried(part, trial) for part, trial in PARTS.items()]
    if findings[-1].is_well:
        findings += [_tried(part, trial) for part, trial in PARTS_IN_THE_DATABASE.items()]
    return findings


def _tried(part: str, trial: Callable[[], Finding]) -> Finding:
    try:
        return trial()
    except Problem as problem:
        return Finding(part, False, problem.th, problem.en)
    except Exception as trouble:
        kind = type(trouble).__name__
        return Finding(part, False, f"ตรวจไม่สำเร็จ: {kind} ดูวิธีแก้ใน docs/running.md", f"could not be tried: {kind}")


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    well = sys.version_info >= OLDEST_PYTHON
    return Finding(
        "python", well, f"Python {version}" + ("" if well else " เก่าเกินไป ต้องใช้ 3.11 ขึ้นไป"), f"Python {version}"
    )


def _folder() -> Finding:
    from prongsai.site.installation import Installation

    folder = Installation().data_dir
    if not _can_be_written(folder):
        return Finding(
            "folder", False, f"เขียนลง {folder} ไม่ได้ ให้สิทธิ์แก่ผู้ใช้ที่เปิดโปรแกรม", "the data folder cannot be written"
        )
    free = shutil.disk_usage(folder).free
    megabytes = free // 2**20
    if free < ROOM_NEEDED:
        return Finding("folder", False, f"{folder} เหลือที่ว่าง {megabytes} MB ควรมี 500 MB", f"{megabytes} MB free")
    return Finding("folder", True, f"{folder} ว่าง {megabytes} MB", f"{megabytes} MB free")


def _can_be_written(folder: Path) -> bool:
    """Tried, not asked: a full or read-only disk grants the right and still takes nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _seal() -> Finding:
    """The key that papers are sealed with, by the fingerprint that the agency publishes."""
    from prongsai.paper.sealing import SealingKey
    from prongsai.site.installation import Installation

    try:
        fingerprint = SealingKey.from_hex(Installation().seal()).fingerprint
    except (OSError, ValueError):
        sentence = "อ่านกุญแจผนึกเอกสารไม่ได้ ตรวจโฟลเดอร์ข้อมูล หรือกู้ไฟล์ sealing_key จากสำเนา"
        return Finding("seal", False, sentence, "the sealing key cannot be read")
    return Finding("seal", True, f"ลายนิ้วมือกุญแจผนึกเอกสาร {fingerprint}", f"papers are sealed with key {fingerprint}")


def _frameworks() -> Finding:
    from prongsai.core import framework

    years = [str(framework.load(year).fiscal_year) for year in framework.YEARS]
    return Finding("frameworks", True, f"กรอบการประเมินปี {', '.join(years)}", f"{len(years)} years")


def _reading() -> Finding:
    from prongsai.paper.places import Gazetteer
    from prongsai.paper.reading.words import thai_words

    well = Gazetteer().is_province("ชุมพร") and bool(thai_words())
    return Finding("reading", well, "รายชื่อจังหวัดและคลังคำไทยพร้อม", "places and Thai words are there")


def _mail() -> Finding:
    """The mail server answers and lets us in; nothing is sent."""
    _set_up_django()
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.MAIL_SERVER:
        return Finding(
            "mail",
            True,
            "ยังไม่ได้ตั้ง PRONGSAI_MAIL จดหมายจะพิมพ์ไว้ที่หน้าจอของโปรแกรมแทนการส่ง",
            "PRONGSAI_MAIL is not set: letters are printed instead of sent",
        )
    try:
        get_connection().open()
    except OSError as trouble:
        kind = type(trouble).__name__
        return Finding(
            "mail", False, f"เครื่องส่งอีเมลไม่ตอบหรือไม่ให้เข้า ({kind}) ตรวจ PRONGSAI_MAIL", f"the mail server refuses: {kind}"
        )
    return Finding("mail", True, "เครื่องส่งอีเมลตอบและให้เข้าได้", "the mail server lets us in")


def _database() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    _set_up_django()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding(
            "database",
            False,
            "ฐานข้อมูลยังไม่พร้อม สั่ง prongsai up หนึ่งครั้ง",
            f"{len(waiting)} migrations wait: run prongsai up",
        )
    return Finding("database", True, f"{connection.vendor} พร้อมใช้", f"{connection.vendor} is up to date")


def _files() -> Finding:
    """Every stored file is there, whole."""
    _set_up_django()
    from prongsai.base.files import folder
    from prongsai.base.models import StoredFile

    lost = list(_lost(folder(), StoredFile.objects.values_list("sha256", "size", named=True).iterator()))
    if lost:
        return Finding(
            "files", False, f"ไฟล์หายหรือไม่ครบ {len(lost)} ไฟล์ กู้จากสำเนา", f"{len(lost)} files lost or cut short"
        )
    return Finding("files", True, "ไฟล์เอกสารอยู่ครบ", "every file is there")


def _lost(folder: Any, rows: Any) -> Iterator[str]:
    for row in rows:
        path = folder / row.sha256[:2] / row.sha256
        if not path.is_file() or path.stat().st_size != row.size:
            yield row.sha256


def _jobs() -> Finding:
    _set_up_django()
    from django.utils import timezone

    from prongsai.base.models import Job

    stuck = Job.objects.filter(ended_at=None, created_at__lt=timezone.now() - PATIENCE).count()
    if stuck:
        return Finding("jobs", False, f"งานค้างเกินหนึ่งชั่วโมง {stuck} งาน เปิด prongsai up ใหม่", f"{stuck} jobs are stuck")
    return Finding("jobs", True, "ไม่มีงานค้าง", "no job is stuck")


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.site.settings")
    django.setup()


PARTS: dict[str, Callable[[], Finding]] = {
    "python": _python,
    "folder": _folder,
    "seal": _seal,
    "frameworks": _frameworks,
    "reading": _reading,
    "mail": _mail,
    "database": _database,
}
PARTS_IN_THE_DATABASE: dict[str, Callable[[], Finding]] = {"files": _files, "jobs": _jobs}
