"""The manifest of a national run and its ZIP: written once, read back the same, and nothing else is taken for one."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from core.nation.runs import INPUTS_READ, a_manifest, a_run
from prongsai.core.errors import Unreadable
from prongsai.core.nation import archive
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.manifest import FILES, PARTS, Supposed, inputs_bytes, inputs_of, manifest_bytes, manifest_of

PLAIN = Supposed({}, {}, None, (), Statements.FIRST)
WHAT_IFS = (
    Supposed({"IIT": "0.2", "EIT": "0.4", "OIT": "0.4"}, {}, None, (), Statements.FIRST),
    Supposed({}, {"ผ่านดี": ("80", "80"), "ผ่าน": ("70.5", None)}, None, (), Statements.FIRST),
    Supposed({}, {}, 2568, (), Statements.FIRST),
    Supposed({}, {}, None, ("A1", "<b>\udc80"), Statements.FIRST),
    Supposed({}, {}, None, (), Statements.ALIKE),
)


@pytest.mark.parametrize("supposed", [PLAIN, *WHAT_IFS])
def test_a_manifest_reads_back_as_it_was_written(supposed: Supposed) -> None:
    manifest = replace(a_manifest(), supposed=supposed)
    content = manifest_bytes(manifest)
    assert manifest_of(content) == manifest
    assert content == manifest_bytes(manifest_of(content))
    assert json.loads(content)["supposes"] is supposed.is_anything is (supposed != PLAIN)


def without(key: str) -> dict[str, Any]:
    document = json.loads(manifest_bytes(a_manifest()))
    del document[key]
    return document


def otherwise(**changes: Any) -> dict[str, Any]:
    return json.loads(manifest_bytes(a_manifest())) | changes


@pytest.mark.parametrize(
    "document",
    [
        *(without(each) for each in ("schema", "parts", "supposed", "counts", "answers_digest", "fiscal_year")),
        otherwise(schema="prongsai/nation/2"),
        otherwise(fiscal_year=True),
        otherwise(fiscal_year="2565"),
        otherwise(fiscal_year=-1),
        otherwise(in_points=1),
        otherwise(answers_digest="0" * 63),
        otherwise(parts=[]),
        otherwise(parts=[{"name": "../x", "size": 1, "sha256": "0" * 64}] * len(PARTS)),
        otherwise(doubts=[{"code": "total", "rule": "x", "confidence": "certain"}]),
        otherwise(frameworks={"two": "0" * 64}),
        otherwise(frameworks=[]),
        otherwise(counts=None),
        otherwise(unread_columns=[1]),
        [],
        None,
    ],
)
def test_anything_else_is_refused_in_one_sentence(document: Any) -> None:
    with pytest.raises(Unreadable, match=r"manifest\.json"):
        manifest_of(json.dumps(document).encode())


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"[" * 100_000])
def test_what_is_no_json_is_refused_alike(content: bytes) -> None:
    with pytest.raises(Unreadable):
        manifest_of(content)


def test_inputs_go_with_one_manifest_only() -> None:
    manifest = manifest_bytes(a_manifest())
    listed = inputs_bytes(reversed(INPUTS_READ), manifest)
    assert inputs_of(listed, manifest) == INPUTS_READ
    with pytest.raises(Unreadable, match=r"inputs\.json"):
        inputs_of(listed, manifest_bytes(replace(a_manifest(), fiscal_year=2566)))


def test_a_run_is_well_when_every_part_is_as_it_was_written() -> None:
    with archive.opened(io.BytesIO(a_run())) as opened:
        manifest, inputs = archive.checked(opened)
    assert inputs == INPUTS_READ
    assert [each.name for each in manifest.parts] == list(PARTS)


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_of_any_part_is_seen(name: str) -> None:
    parts = contents(a_run())
    parts[name] = parts[name][:-1] + bytes([parts[name][-1] ^ 32])
    with pytest.raises(Unreadable), archive.opened(io.BytesIO(zipped(parts))) as opened:
        archive.checked(opened)


@pytest.mark.parametrize("more", [b"", b"0" * 3_000_000])
@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_another_size_is_seen(name: str, more: bytes) -> None:
    parts = contents(a_run())
    parts[name] = parts[name] + more if more else b""
    with pytest.raises(Unreadable, match=name), archive.opened(io.BytesIO(zipped(parts))) as opened:
        archive.checked(opened)


def test_other_files_another_order_and_packed_parts_are_no_run() -> None:
    parts = contents(a_run())
    strange = (
        zipped(parts | {"more.txt": b""}),
        zipped({name: parts[name] for name in FILES[1:]}),
        zipped(dict(reversed(parts.items()))),
        zipped(parts, ZIP_DEFLATED),
    )
    for content in strange:
        with pytest.raises(Unreadable, match=r"agencies\.parquet"), archive.opened(io.BytesIO(content)) as opened:
            archive.checked(opened)


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_half_a_file_is_no_run(cut: int) -> None:
    with pytest.raises(Unreadable, match="ZIP"):
        archive.opened(io.BytesIO(a_run()[:cut]))


def test_a_manifest_of_any_size_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_MANIFEST", 100)
    with pytest.raises(Unreadable, match=r"manifest\.json"), archive.opened(io.BytesIO(a_run())) as opened:
        archive.checked(opened)


def contents(run: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(run)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes], packing: int = ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", packing) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()
