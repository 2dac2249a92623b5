"""Copies of a public site at the terminal: written, and held against what they promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.disclosure.export.made_copies import a_published_site
from cast import Cast
from prongsai import cli
from prongsai.core.manifest import Manifest
from prongsai.core.publication import Said as Text
from prongsai.paper.sealing import SealingKey
from prongsai.paper.site_copies import entry_of, own_files
from prongsai.paper.writing.packing import packed

KEY = SealingKey(bytes(range(32)))
PAGE = b"<!doctype html><title>x</title>"

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*words: str) -> tuple[int, str, str]:
        code = cli.run(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy as an agency would hand it on."""
    files = (entry_of("index.html", PAGE), entry_of("en/index.html", PAGE))
    manifest = Manifest("thung-fa-sai", Text("เทศบาลตำบลทุ่งฟ้าใส"), 7, "0" * 64, date(2026, 11, 22), "", files)
    place = tmp_path / "site.zip"
    parts = {"index.html": PAGE, "en/index.html": PAGE, **dict(own_files(manifest, KEY))}
    place.write_bytes(packed(parts))
    return place


def test_a_copy_is_verified_without_anybodys_help(said: Said, copy: Path) -> None:
    code, out, err = said("verify", str(copy))
    assert (code, err) == (0, "")
    assert KEY.fingerprint in out
    assert "ชุดเผยแพร่ที่ 7" in out
    assert "not one byte changed" in said("verify", str(copy), "--language", "en")[1]


def test_every_fault_is_named_in_words_and_as_a_document(said: Said, copy: Path, tmp_path: Path) -> None:
    from zipfile import ZipFile

    top = tmp_path / "unpacked"
    with ZipFile(copy) as package:
        package.extractall(top)
    (top / "index.html").write_bytes(b"changed")
    (top / "en/index.html").unlink()
    (top / "new.html").write_bytes(b"")
    code, out, _ = said("verify", str(top), "--language", "en")
    assert code == 1
    assert [each.strip() for each in out.splitlines()[2:5]] == [
        "changed: index.html",
        "missing: en/index.html",
        "additional: new.html",
    ]
    code, out, _ = said("verify", str(top / "manifest.json"), "--json")
    found: dict[str, Any] = json.loads(out)
    assert (code, found["schema"], found["state"]) == (1, "prongsai/verified-site/1", "changed")
    assert (found["changed"], found["missing"], found["additional"]) == (
        ["index.html"],
        ["en/index.html"],
        ["new.html"],
    )


def test_somebody_elses_signature_is_told_by_its_fingerprint(said: Said, copy: Path) -> None:
    assert said("verify", str(copy), "--key", KEY.fingerprint.upper())[0] == 0
    code, out, _ = said("verify", str(copy), "--key", SealingKey(bytes(32)).fingerprint, "--json")
    found = json.loads(out)
    assert (code, found["state"], found["expected_key"]) == (1, "intact", False)


def test_a_copy_without_a_signature_is_nobodys(said: Said, tmp_path: Path) -> None:
    files = (entry_of("index.html", PAGE),)
    manifest = Manifest("thung-fa-sai", Text("เทศบาล"), 1, "0" * 64, date(2026, 11, 22), "", files)
    own = dict(own_files(manifest, KEY))
    del own["manifest.sig"]
    place = tmp_path / "site.zip"
    place.write_bytes(packed({"index.html": PAGE, **own}))
    code, out, _ = said("verify", str(place), "--json")
    assert (code, json.loads(out)["state"], json.loads(out)["missing"]) == (1, "unsealed", ["manifest.sig"])


def test_a_folder_that_is_no_copy_is_one_line(said: Said, tmp_path: Path) -> None:
    code, out, err = said("verify", str(tmp_path))
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_published_site_is_written_as_a_zip_and_as_a_folder_and_both_verify(
    said: Said, cast: Cast, tmp_path: Path
) -> None:
    a_published_site(cast)
    for out in (tmp_path / "site.zip", tmp_path / "site"):
        code, printed, complaint = said("export-site", cast.agency.slug, "-o", str(out), "--json")
        told = json.loads(printed)
        assert (code, complaint, told["schema"], told["release"]) == (0, "", "prongsai/exported/1", 1)
        code, printed, _ = said("verify", str(out), "--key", told["fingerprint"], "--json")
        assert code == 0
        assert json.loads(printed)["files"] == told["files"] - 3
    assert sorted(each.name for each in tmp_path.iterdir() if each.name != "files") == ["site", "site.zip"]


def test_a_zip_that_is_there_is_replaced_and_a_folder_with_something_in_it_is_not(
    said: Said, cast: Cast, tmp_path: Path
) -> None:
    a_published_site(cast)
    place, folder = tmp_path / "site.zip", tmp_path / "mine"
    place.write_bytes(b"old")
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    assert said("export-site", cast.agency.slug, "-o", str(place))[0] == 0
    assert said("verify", str(place))[0] == 0
    code, out, err = said("export-site", cast.agency.slug, "-o", str(folder))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert [each.name for each in folder.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("out", ["site.zip", "no-such-folder/site.zip", "no-such-folder/site"])
def test_what_is_not_public_or_has_no_place_is_one_line_and_leaves_nothing(
    said: Said, cast: Cast, tmp_path: Path, out: str
) -> None:
    if "/" in out:
        a_published_site(cast)
    before = sorted(tmp_path.iterdir())
    code, printed, err = said("export-site", cast.agency.slug, "-o", str(tmp_path / out))
    assert (code, printed, err.count("\n")) == (2, "", 1)
    assert sorted(tmp_path.iterdir()) == before


def test_an_agency_that_is_not_there_is_one_line(said: Said, db: None, tmp_path: Path) -> None:
    code, _, err = said("export-site", "nobody", "-o", str(tmp_path / "x.zip"))
    assert (code, err.count("\n")) == (2, 1)
