"""A copy of a site, as a folder or a ZIP, held against its manifest: whatever is changed in it is named."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import Unreadable
from prongsai.core.manifest import MANIFEST, OWN, SIGNATURE, SUMS, Manifest
from prongsai.core.publication import Said
from prongsai.paper import site_copies
from prongsai.paper.sealing import SealingKey, State
from prongsai.paper.site_copies import ExaminedCopy, entry_of, examine_copy, is_copy, own_files
from prongsai.paper.writing.packing import packed

KEY = SealingKey(bytes(range(32)))
OTHER = SealingKey(bytes(32))
CONTENTS = {
    "index.html": b"<!doctype html><title>x</title>",
    "en/index.html": b"<!doctype html><title>y</title>",
    "files/0a1b2c3d4e5f/รายงานผล ปี 2566.pdf": b"%PDF-1.7 made up",
    "static/empty.css": b"",
}


def the_copy(
    contents: dict[str, bytes] = CONTENTS, key: SealingKey = KEY, says: SealingKey | None = None
) -> dict[str, bytes]:
    """The files of a copy; `says` is the key that the manifest names where it is another."""
    files = tuple(entry_of(path, content) for path, content in contents.items())
    manifest = Manifest("thung-fa-sai", Said("เทศบาล"), 1, "0" * 64, date(2026, 11, 22), "", files)
    own = dict(own_files(manifest, key))
    if says is not None:
        told = dict(own_files(manifest, says))[MANIFEST]
        own = {MANIFEST: told, SIGNATURE: key.sign_beside(told), SUMS: own[SUMS]}
    return {**contents, **own}


def in_a_folder(top: Path, parts: dict[str, bytes]) -> Path:
    for path, content in parts.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
    return top


def in_a_zip(place: Path, parts: dict[str, bytes]) -> Path:
    place.write_bytes(packed({f"site-1/{path}": content for path, content in parts.items()}))
    return place


@pytest.fixture(params=["folder", "zip"])
def examined(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[dict[str, bytes]], ExaminedCopy]:
    """Examine a copy that lies in a folder, or in a ZIP."""

    def examine(parts: dict[str, bytes]) -> ExaminedCopy:
        if request.param == "zip":
            return examine_copy(in_a_zip(tmp_path / "site.zip", parts))
        return examine_copy(in_a_folder(tmp_path / "site", parts))

    return examine


Examine = Callable[[dict[str, bytes]], ExaminedCopy]


def test_a_whole_copy_is_intact_and_says_who_signed_it(examined: Examine) -> None:
    found = examined(the_copy())
    assert found.is_intact
    assert found.signature.fingerprint == KEY.fingerprint
    assert found.manifest is not None
    assert len(found.manifest.files) == len(CONTENTS)


@pytest.mark.parametrize("path", [*CONTENTS, *OWN])
def test_a_file_less_is_named(examined: Examine, path: str) -> None:
    parts = the_copy()
    del parts[path]
    if path == MANIFEST:
        with pytest.raises(Unreadable, match=r"manifest\.json"):
            examined(parts)
        return
    found = examined(parts)
    assert not found.is_intact
    assert path in found.missing


@pytest.mark.parametrize("path", ["new.html", "en/new.html", ".DS_Store", "manifest.json.bak", "deep/manifest.json"])
def test_a_file_more_is_named(examined: Examine, path: str) -> None:
    found = examined({**the_copy(), path: b""})
    assert not found.is_intact
    assert found.additional == (path,)


@given(st.data())
def test_one_changed_byte_anywhere_is_named(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    parts = the_copy()
    path = data.draw(st.sampled_from([each for each, content in parts.items() if content]))
    place = data.draw(st.integers(0, len(parts[path]) - 1))
    changed = bytearray(parts[path])
    changed[place] ^= data.draw(st.integers(1, 255))
    found = examine_copy(in_a_zip(tmp_path_factory.getbasetemp() / "changed.zip", {**parts, path: bytes(changed)}))
    assert not found.is_intact
    assert path in found.changed
    if path != MANIFEST:  # what a changed manifest says of other files is worth nothing, and is told all the same
        assert (found.changed, found.missing, found.additional) == ((path,), (), ())


@given(st.data())
def test_a_file_that_is_cut_short_or_grown_is_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    parts = the_copy()
    path = data.draw(st.sampled_from(sorted(parts)))
    kept = parts[path][: data.draw(st.integers(0, len(parts[path])))]
    grown = kept + data.draw(st.binary(max_size=5))
    found = examine_copy(in_a_zip(tmp_path_factory.getbasetemp() / "cut.zip", {**parts, path: grown}))
    assert found.is_intact == (grown == parts[path])
    assert found.changed == (() if grown == parts[path] else (path,))


@given(st.data())
def test_no_changed_byte_of_the_zip_itself_passes_for_another_site(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Times and attributes of a ZIP are nothing of the site: whatever still passes says what it said before."""
    place = in_a_zip(tmp_path_factory.getbasetemp() / "zip.zip", parts := the_copy())
    changed = bytearray(place.read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    place.write_bytes(bytes(changed))
    try:
        found = examine_copy(place)
    except Unreadable:
        return
    if found.is_intact:
        with zipfile.ZipFile(io.BytesIO(bytes(changed))) as package:
            assert {each.removeprefix("site-1/"): package.read(each) for each in package.namelist()} == parts


def test_a_manifest_signed_anew_by_somebody_else_shows_their_fingerprint(examined: Examine) -> None:
    found = examined(the_copy({**CONTENTS, "index.html": b"changed"}, OTHER))
    assert found.is_intact
    assert found.signature.fingerprint == OTHER.fingerprint != KEY.fingerprint


def test_a_manifest_that_names_another_key_than_signed_it_is_changed(examined: Examine) -> None:
    found = examined(the_copy(key=OTHER, says=KEY))
    assert not found.is_intact
    assert found.signature.state is State.CHANGED


def test_a_seal_of_papers_is_no_signature_of_a_copy() -> None:
    content = b"anything"
    signature = f"prongsai-signature:1:{KEY.public.hex()}:{KEY.sign(content).hex()}\n".encode()
    assert site_copies.examine_beside(content, signature).state is State.CHANGED
    assert site_copies.examine_beside(content, KEY.sign_beside(content)).state is State.INTACT


def test_the_manifest_of_a_folder_stands_for_the_folder(tmp_path: Path) -> None:
    top = in_a_folder(tmp_path / "site", the_copy())
    assert examine_copy(top / MANIFEST).is_intact
    (top / "index.html").write_bytes(b"")
    assert examine_copy(top / MANIFEST).changed == ("index.html",)


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    top = in_a_folder(tmp_path / "site", the_copy())
    (tmp_path / "same").write_bytes(CONTENTS["index.html"])
    (top / "index.html").unlink()
    (top / "index.html").symlink_to(tmp_path / "same")
    (top / "loop").symlink_to(top, target_is_directory=True)
    found = examine_copy(top)
    assert found.changed == ("index.html",)
    assert found.additional == ("loop",)


def test_whoever_has_only_sha256sum_can_check_as_well(tmp_path: Path) -> None:
    program = shutil.which("sha256sum")
    assert program, "coreutils are everywhere"
    top = in_a_folder(tmp_path / "site", the_copy())
    words = [program, "--strict", "-c", SUMS]
    assert subprocess.run(words, cwd=top, capture_output=True, check=False).returncode == 0
    (top / "en/index.html").write_bytes(b"changed")
    assert subprocess.run(words, cwd=top, capture_output=True, check=False).returncode == 1


def test_a_copy_packed_anew_by_another_program_is_the_same_copy(tmp_path: Path) -> None:
    place = tmp_path / "again.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as package:
        package.mkdir("site-1")
        for path, content in reversed(the_copy().items()):
            package.writestr(f"site-1/{path}", content)
    assert examine_copy(place).is_intact


@pytest.mark.parametrize(
    "name", ["../up.html", "/etc/passwd", "site-1/../../up.html", "other/index.html", "__MACOSX/._x"]
)
def test_what_lies_outside_of_the_folder_is_named_and_never_written(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = in_a_zip(tmp_path / "site.zip", the_copy())
    with zipfile.ZipFile(place, "a") as package:
        package.writestr(name, b"hostile")
    found = examine_copy(place)
    assert found.additional == (name.removeprefix("site-1/"),)
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_that_is_in_the_zip_twice_is_once_too_often(tmp_path: Path) -> None:
    place = in_a_zip(tmp_path / "site.zip", the_copy())
    with zipfile.ZipFile(place, "a") as package:
        for path in ("index.html", MANIFEST):
            with pytest.warns(UserWarning, match="Duplicate name"):
                package.writestr(f"site-1/{path}", b"another")
    found = examine_copy(place)
    assert not found.is_intact
    assert {"index.html", MANIFEST} <= {*found.additional}


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    size = 1 << 28
    place = tmp_path / "bomb.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in the_copy().items():
            package.writestr(path, content)
        with package.open("zeros.bin", "w") as file:
            for _ in range(size >> 20):
                file.write(bytes(1 << 20))
    with pytest.raises(Unreadable, match="far too much"):
        examine_copy(place)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_copies, "MOST_FILES", 3)
    for place in (in_a_zip(tmp_path / "site.zip", the_copy()), in_a_folder(tmp_path / "site", the_copy())):
        with pytest.raises(Unreadable, match="too many"):
            examine_copy(place)


def test_what_is_locked_or_damaged_inside_counts_as_changed(tmp_path: Path) -> None:
    place = in_a_zip(tmp_path / "site.zip", the_copy())
    content = bytearray(place.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1  # the directory says of the first file that it is encrypted
    place.write_bytes(bytes(content))
    assert examine_copy(place).changed == ("index.html",)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_does_not_open_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "site.zip"
    place.write_bytes(content)
    with pytest.raises(Unreadable, match=r"site\.zip"):
        examine_copy(place)


def test_papers_are_no_copies(tmp_path: Path) -> None:
    paper = tmp_path / "paper.docx"
    paper.write_bytes(packed({"word/document.xml": b"<w/>", "a/b/manifest.json": b"{}"}))
    assert not is_copy(paper)
    assert not is_copy(tmp_path / "nothing.pdf")
    assert is_copy(in_a_zip(tmp_path / "site.zip", the_copy()))
    assert is_copy(tmp_path)
