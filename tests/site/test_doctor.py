"""`prongsai doctor`: each part is tried, and what is planted wrong is found, named and does not hide the rest."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cast import NOW, Cast
from prongsai import cli
from prongsai.base.files import folder, store
from prongsai.base.jobs import open_job, running
from prongsai.site import doctor

Usage = namedtuple("Usage", ["total", "used", "free"])


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> None:
    monkeypatch.setenv("PRONGSAI_DATA_DIR", str(tmp_path / "data"))


def wrong() -> dict[str, str]:
    """What is not well: part to English sentence."""
    return {each.part: each.en for each in doctor.examine() if not each.is_well}


def a_stored_file(cast: Cast) -> Path:
    file = store(by=cast.viewer("clerk"), at=NOW, name="plan.txt", content="แผนปฏิบัติการ".encode())
    return folder() / file.path


def test_a_well_installation_has_nothing_wrong(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    a_stored_file(cast)
    assert wrong() == {}
    assert cli.run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == [
        "python", "folder", "seal", "frameworks", "reading", "mail", "database", "files", "jobs",
    ]  # fmt: skip
    assert all(line.startswith("✓") for line in lines)


def test_a_migration_that_waits_is_found_and_what_stands_on_it_is_not_tried() -> None:
    ((app, newest),) = MigrationLoader(connection).graph.leaf_nodes("nation")
    MigrationRecorder(connection).record_unapplied(app, newest)
    findings = doctor.examine()
    assert "migrations wait: run prongsai up" in findings[-1].en
    assert findings[-1].part == "database"


def test_a_lost_file_is_found(cast: Cast) -> None:
    a_stored_file(cast).unlink()
    assert wrong() == {"files": "1 files lost or cut short"}


def test_a_file_cut_short_is_found(cast: Cast) -> None:
    a_stored_file(cast).write_bytes(b"")
    assert wrong() == {"files": "1 files lost or cut short"}


def test_a_job_that_waits_for_hours_is_found_and_one_that_ended_is_not(cast: Cast) -> None:
    long_ago = timezone.now() - 2 * doctor.PATIENCE
    open_job(agency=cast.agency, kind="sample", at=long_ago)
    with running(open_job(agency=cast.agency, kind="sample", at=long_ago).pk):
        pass
    open_job(agency=cast.agency, kind="sample", at=timezone.now() - timedelta(minutes=5))
    assert wrong() == {"jobs": "1 jobs are stuck"}


def test_a_folder_that_takes_no_file_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    assert wrong() == {"folder": "the data folder cannot be written", "seal": "the sealing key cannot be read"}
    assert cli.run(["doctor"]) == 1
    assert f"✗ folder     เขียนลง {tmp_path / 'data'} ไม่ได้" in capsys.readouterr().out


def test_a_sealing_key_that_is_damaged_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "sealing_key").write_text("half a ke")
    assert wrong() == {"seal": "the sealing key cannot be read"}


def test_a_disk_that_is_nearly_full_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: Usage(2**30, 2**30 - 2**22, 2**22))
    assert wrong() == {"folder": "4 MB free"}


def test_an_old_python_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (4, 0))
    assert list(wrong()) == ["python"]


def test_a_part_that_breaks_does_not_hide_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("words for the log only")

    monkeypatch.setitem(doctor.PARTS, "reading", broken)
    assert wrong() == {"reading": "could not be tried: RuntimeError"}
    assert [each.part for each in doctor.examine()][-1] == "jobs"
