"""What a copy of a site says of itself, and what of another copy is otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import Unreadable
from prongsai.core.manifest import Comparison, Entry, Manifest, compare, is_safe, manifest_bytes, manifest_of, sums_of
from prongsai.core.publication import Said

HASH = "ab" * 32
FILES = (Entry("contents/index.html", 20, "cd" * 32), Entry("index.html", 10, HASH))
MANIFEST = Manifest("thung-fa-sai", Said("เทศบาลตำบลทุ่งฟ้าใส"), 3, "ef" * 32, date(2026, 11, 22), "ab12 cd34", FILES)

paths = st.text(st.characters(exclude_characters="/\\:", exclude_categories=("Cc", "Cs")), min_size=1).filter(is_safe)
entries = st.builds(Entry, paths, st.integers(0, 2**40), st.text("0123456789abcdef", min_size=64, max_size=64))
folders = st.lists(entries, max_size=8, unique_by=lambda entry: entry.path)


@given(folders)
def test_a_manifest_is_read_back_as_it_was_written(files: list[Entry]) -> None:
    manifest = replace(MANIFEST, files=tuple(sorted(files, key=lambda entry: entry.path)))
    assert manifest_of(manifest_bytes(manifest)) == manifest


@given(folders, st.randoms())
def test_the_same_files_in_any_order_are_the_same_bytes(files: list[Entry], random: Any) -> None:
    shuffled = random.sample(files, len(files))
    assert manifest_bytes(replace(MANIFEST, files=tuple(shuffled))) == manifest_bytes(
        replace(MANIFEST, files=tuple(files))
    )
    assert sums_of(shuffled) == sums_of(files)


@given(folders, folders)
def test_every_difference_is_named_once_and_nothing_else_is(files: list[Entry], found: list[Entry]) -> None:
    before, after = ({each.path: each for each in many} for many in (files, found))
    told = compare(files, found)
    both = before.keys() & after.keys()
    assert set(told.missing) == before.keys() - after.keys()
    assert set(told.additional) == after.keys() - before.keys()
    assert set(told.changed) == {path for path in both if before[path] != after[path]}
    assert told.is_same == (before == after)


def test_a_file_that_is_there_twice_is_there_once_too_often() -> None:
    assert compare(FILES, [*FILES, FILES[0]]) == Comparison((), (), ("contents/index.html",))


def test_hashes_stand_as_sha256sum_reads_them() -> None:
    assert sums_of(FILES).decode() == f"{'cd' * 32}  contents/index.html\n{HASH}  index.html\n"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up",
        "a/../b",
        "a//b",
        "a/",
        ".",
        "C:/x",
        "a\\b",
        "a\nb",
        "a\x00",
        "manifest.json",
        "SHA256SUMS",
    ],
)
def test_a_path_that_leaves_its_folder_is_in_no_manifest(path: str) -> None:
    assert not is_safe(path)
    with pytest.raises(ValueError, match="no path of a copy"):
        manifest_bytes(replace(MANIFEST, files=(Entry(path, 1, HASH),)))
    document = json.loads(manifest_bytes(MANIFEST))
    document["files"][0]["path"] = path
    with pytest.raises(Unreadable):
        manifest_of(json.dumps(document).encode())


def _set(*names: str | int) -> Callable[[Any, object], None]:
    def put(document: Any, value: object) -> None:
        for name in names[:-1]:
            document = document[name]
        document[names[-1]] = value

    return put


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "prongsai/site/2"),
        (("agency",), None),
        (("agency", "slug"), 3),
        (("release", "number"), "3"),
        (("release", "number"), True),
        (("release", "applied_on"), "22/11/2569"),
        (("key",), None),
        (("files",), {}),
        (("files",), [None]),
        (("files", 0, "size"), -1),
        (("files", 0, "size"), 1.5),
        (("files", 0, "sha256"), HASH.upper()),
        (("files", 0, "sha256"), HASH[:-1]),
        (("files", 1, "path"), "contents/index.html"),
        (("files", 1, "path"), "a.html"),
    ],
)
def test_what_is_no_manifest_is_told_in_a_sentence(place: tuple[str | int, ...], value: object) -> None:
    document = json.loads(manifest_bytes(MANIFEST))
    _set(*place)(document, value)
    if place == ("files",) and value == {}:
        document["files"] = "files"
    with pytest.raises(Unreadable, match=r"manifest\.json"):
        manifest_of(json.dumps(document).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 200_000, b'{"schema": 1}', b"9" * 5_000])
def test_what_is_not_even_a_document_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"manifest\.json"):
        manifest_of(content)
