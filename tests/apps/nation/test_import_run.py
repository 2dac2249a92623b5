"""A file taken over as a run: all of it or nothing, and whatever is wrong with it is said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from apps.nation.made import AGENCIES, SCORES, YEAR, Rows, a_country, a_run, a_run_file, parquet, what_if
from cast import NOW, Cast
from prongsai.apps.nation.models import NationalRun, RunAgency, RunFlag, RunImport
from prongsai.apps.nation.operations import bring_run, import_run, withdraw_run
from prongsai.apps.nation.queries import reading
from prongsai.apps.nation.queries.reading import looked_at, read_run
from prongsai.base.models import AuditLine, Job, StoredFile
from prongsai.core.errors import Problem, Refused
from prongsai.core.nation.manifest import FILES, RunManifest


def read(content: bytes) -> reading.ReadRun:
    return read_run(BytesIO(content))


def refused(content: bytes) -> str:
    with pytest.raises(Problem) as problem:
        read(content)
    assert problem.value.th
    return problem.value.en


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None], method: int = ZIP_STORED) -> bytes:
    """The same ZIP with its parts changed behind the manifest's back."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def test_everything_the_file_says_is_kept_to_the_last_digit(cast: Cast) -> None:
    made = a_country(9)
    run = a_run(made, by=cast.person("administrator"))
    assert (run.fiscal_year, run.agency_count, run.ranked_count, run.respondent_count) == (YEAR, 9, 8, 700)
    for row in made["agencies"]:
        kept = RunAgency.objects.get(run=run, code=row["agency"])
        assert (kept.name, kept.province, kept.staff, kept.total) == tuple(
            row.get(name) for name in ("name", "province", "staff", "total")
        )
        assert kept.lost_items == row["lost_items"].split()
        own = [each for each in made["scores"] if each["agency"] == row["agency"]]
        assert len(kept.scores) == len(own)
        for each in own:
            told = kept.scores[f"{each['kind']}|{each['code']}|{each['part']}"]
            points = [each.get(name) for name in ("points", "low", "high")]
            assert told == [*(None if value is None else int(value * 100) for value in points), each.get("answers")]
    flag = RunFlag.objects.get()
    assert (flag.agency.code, flag.flag, flag.count, flag.of) == ("00001", "straight_lining", 9, 30)


def test_leaves_one_line_in_the_audit_trail_with_nobody_s_name(cast: Cast) -> None:
    run = a_run(a_country(4), by=cast.person("administrator"))
    line = AuditLine.objects.get(verb="nation.imported")
    assert (line.subject_id, line.person, line.agency) == (run.pk, cast.person("administrator"), None)
    assert line.changes == {"year": YEAR, "count": 4}


def test_a_what_if_is_known_as_one(db: None) -> None:
    assert a_run(a_country(4), supposed=what_if(rule_of=2566)).is_assumed
    assert not a_run(a_country(5)).is_assumed


def test_the_same_file_is_taken_over_once_until_it_is_withdrawn(db: None) -> None:
    run = a_run(a_country(4))
    with pytest.raises(Refused, match="already"):
        a_run(a_country(4))
    with pytest.raises(Refused, match="already"):
        bring_run(by=None, at=NOW, name="again.zip", content=BytesIO(a_run_file(a_country(4))))
    withdraw_run(by=None, at=NOW, run=run, reason="ผิดไฟล์")
    assert a_run(a_country(4)).file == run.file


def test_a_withdrawal_wants_a_reason_and_happens_once(db: None) -> None:
    run = a_run(a_country(4))
    with pytest.raises(Refused, match="why"):
        withdraw_run(by=None, at=NOW, run=run, reason="  ")
    withdraw_run(by=None, at=NOW, run=run, reason="ผิดไฟล์")
    with pytest.raises(Refused, match="already"):
        withdraw_run(by=None, at=NOW, run=run, reason="ผิดไฟล์")


def test_a_bring_keeps_the_file_for_the_installation(cast: Cast) -> None:
    content = a_run_file(a_country(4))
    brought = bring_run(by=cast.person("administrator"), at=NOW, name="ปี.zip", content=BytesIO(content))
    assert (brought.file.agency, brought.file.sha256) == (None, hashlib.sha256(content).hexdigest())
    assert (brought.job.agency, brought.job.state) == (None, Job.State.WAITING)


def test_what_is_no_run_is_never_kept(db: None) -> None:
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7", a_run_file(a_country(3))[:-400]):
        with pytest.raises(Refused):
            bring_run(by=None, at=NOW, name="x.zip", content=BytesIO(content))
    assert not StoredFile.objects.exists()
    assert not RunImport.objects.exists()


def test_an_import_that_fails_half_way_leaves_nothing(db: None) -> None:
    found = read(a_run_file(a_country(6)))
    found.agencies[-1]["total"] = Decimal("100.01")
    file = bring_run(by=None, at=NOW, name="run.zip", content=BytesIO(a_run_file(a_country(6)))).file
    with pytest.raises(IntegrityError, match="total"):
        import_run(by=None, at=NOW, file=file, read=found)
    assert not NationalRun.objects.exists()
    assert not RunAgency.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_a_part_that_is_missing_or_changed_is_named(name: str) -> None:
    content = a_run_file(a_country(4))
    assert "prongsai score" in refused(repacked(content, lambda parts: parts.pop(name) and None))
    changed = refused(repacked(content, lambda parts: parts.update({name: parts[name] + b"x"})))
    if not name.endswith(".json"):
        assert name in changed


def test_a_part_too_many_and_a_way_out_of_the_folder_are_refused() -> None:
    content = a_run_file(a_country(3))
    for name in ("more.txt", "../../etc/cron.d/x", "/etc/passwd", "agencies.parquet/../x"):
        refused(repacked(content, lambda parts, name=name: parts.update({name: b"x"})))  # type: ignore[misc]


def test_swapped_parts_are_refused() -> None:
    def swap(parts: dict[str, bytes]) -> None:
        parts["flags.parquet"], parts["rejects.parquet"] = parts["rejects.parquet"], parts["flags.parquet"]

    assert "flags.parquet" in refused(repacked(a_run_file(a_country(3)), swap))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_RUN", 10_000_000)
    bomb = repacked(
        a_run_file(a_country(3)), lambda parts: parts.update({"summary.html": b"\0" * 20_000_000}), ZIP_DEFLATED
    )
    assert len(bomb) < 100_000
    assert "larger" in refused(bomb)


def test_more_agencies_than_any_country_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_AGENCIES", 5)
    assert "agencies" in refused(a_run_file(a_country(6)))


def test_ten_thousand_agencies_are_read() -> None:
    rows: Rows = {"agencies": [], "scores": [], "flags": [], "rejects": []}
    place = {f"{name}_{each}": value for name in ("country", "kind", "province") for each, value in _PLACE.items()}
    for number in range(10_000):
        row = {"agency": f"{number:06d}", "kind": "อบต.", "province": "สระบุรี", "total": 90, "level": "ผ่านดี"}
        rows["agencies"].append(row | place)
    found = read(a_run_file(rows))
    assert len(found.agencies) == 10_000
    assert found.agencies[7]["name"] == "000007"


_PLACE = {"rank": 1, "of": 10_000}


def test_a_year_that_is_not_known_is_refused() -> None:
    def stated(manifest: RunManifest) -> RunManifest:
        return replace(manifest, fiscal_year=2599)

    assert "2599" in refused(a_run_file(a_country(3), stated=stated))


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace(b"prongsai/nation/1", b"prongsai/nation/9"), lambda text: b"{}", lambda text: b"["],
)
def test_another_schema_is_refused(change: Callable[[bytes], bytes]) -> None:
    content = a_run_file(a_country(3))
    refused(repacked(content, lambda parts: parts.update({"manifest.json": change(parts["manifest.json"])})))


def with_table(name: str, table: bytes) -> bytes:
    """A run whose manifest vouches for a table that is not what it must be."""
    content = a_run_file(a_country(3))

    def stated(manifest: RunManifest) -> RunManifest:
        known = {each.name: each for each in manifest.parts}
        known[name] = replace(known[name], size=len(table), sha256=hashlib.sha256(table).hexdigest())
        return replace(manifest, parts=tuple(known.values()))

    assert looked_at(BytesIO(content)).fiscal_year == YEAR
    return a_run_file(a_country(3), stated=stated, parts={name: table})


def test_columns_of_another_kind_are_refused() -> None:
    made = a_country(3)
    assert "agencies" in refused(
        with_table("agencies.parquet", parquet(AGENCIES, made["agencies"], {"total": "DOUBLE"}))
    )
    assert "scores" in refused(with_table("scores.parquet", parquet(SCORES, made["scores"], {"answers": "VARCHAR"})))
    fewer = replace(SCORES, columns=SCORES.columns[:-1])
    assert "scores" in refused(with_table("scores.parquet", parquet(fewer, made["scores"])))
    assert "scores" in refused(with_table("scores.parquet", b"PAR1 nothing of the kind PAR1"))


FAULTS: dict[str, Callable[[Rows], Any]] = {
    "agencies: agency": lambda rows: rows["agencies"].append(rows["agencies"][0]),
    "agencies: kind, province": lambda rows: rows["agencies"][0].update(province=""),
    "agencies: total": lambda rows: rows["agencies"][0].pop("country_rank"),
    "agencies: country_rank": lambda rows: rows["agencies"][0].update(kind_rank=7),
    "agencies: staff": lambda rows: rows["agencies"][0].update(staff=-1),
    "scores: agency": lambda rows: rows["scores"].append({**rows["scores"][0], "agency": "nobody"}),
    "scores: code": lambda rows: rows["scores"].append(rows["scores"][0]),
    "scores: kind, code, part": lambda rows: rows["scores"].append({**rows["scores"][0], "code": "i1|x"}),
    "scores: points": lambda rows: rows["scores"][0].update(points=101, low=None, high=None),
    "flags: agency": lambda rows: rows["flags"][0].update(agency="nobody"),
    "flags: flag": lambda rows: rows["flags"][0].update(flag=""),
    "agencies of": lambda rows: rows["agencies"][0].update(name="x" * 201),
}


@pytest.mark.parametrize("place", FAULTS)
def test_figures_no_run_could_have_are_named(place: str) -> None:
    made = a_country(6)
    FAULTS[place](made)
    assert place in refused(a_run_file(made))


def test_a_text_with_signs_that_no_page_shows_is_refused() -> None:
    made = a_country(3)
    made["agencies"][1]["name"] = "ก\x01ข"
    assert "00001" in refused(a_run_file(made))


def test_the_terminal_imports_and_says_where(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "run.zip"
    file.write_bytes(a_run_file(a_country(4)))
    call_command("import_nation", str(file), about="ข้อมูลสังเคราะห์")
    run = NationalRun.objects.get()
    assert capsys.readouterr().out.strip() == f"/nation/{YEAR}/runs/{run.pk}/"
    assert run.about == "ข้อมูลสังเคราะห์"
    with pytest.raises(CommandError, match="already"):
        call_command("import_nation", str(file))
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_nation", str(tmp_path / "none.zip"))


def test_the_terminal_says_what_contradicts_itself(db: None, tmp_path: Path) -> None:
    made = a_country(4)
    made["agencies"][0]["country_rank"] = 3
    file = tmp_path / "run.zip"
    file.write_bytes(a_run_file(made))
    with pytest.raises(CommandError, match="country_rank"):
        call_command("import_nation", str(file))
    assert Job.objects.get().state == Job.State.FAILED
