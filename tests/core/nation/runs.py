"""A national run as it stands in its ZIP, small and made up."""

from __future__ import annotations

import hashlib
import io
from zipfile import ZipFile

from prongsai.core.framework import Confidence
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.manifest import (
    FILES,
    PARTS,
    Counts,
    Doubt,
    Input,
    Part,
    RunManifest,
    Supposed,
    inputs_bytes,
    manifest_bytes,
)

INPUTS_READ = (
    Input("agencies", "agencies.csv", 812, "1" * 64),
    Input("answers", "answers.parquet", 10_240, "2" * 64),
)


def a_manifest(parts: dict[str, bytes] | None = None) -> RunManifest:
    """The manifest of a plain run of three agencies."""
    held = parts or {name: name.encode() for name in PARTS}
    return RunManifest(
        fiscal_year=2565,
        program="0.1.0",
        frameworks={2565: "3" * 64},
        doubts=(Doubt("question", "mean of respondents' points", Confidence.INFERRED),),
        in_points=False,
        supposed=Supposed({}, {}, None, (), Statements.FIRST),
        counts=Counts(
            agencies=3,
            scored=2,
            respondents={"IIT": 40, "EIT": 60},
            answers={"IIT": 1_200, "EIT": 900},
            levels={"AA": 1, "B": 1},
            flags={"no_answers": 1},
            rejects={"off_scale": 2},
            rejected_answers=2,
        ),
        unread_columns=("note",),
        answers_digest="4" * 64,
        parts=tuple(Part(name, len(each), hashlib.sha256(each).hexdigest()) for name, each in held.items()),
    )


def a_run() -> bytes:
    """A ZIP with every part, whose tables are only bytes."""
    parts = {name: f"{name} of a made-up run".encode() for name in PARTS}
    manifest = manifest_bytes(a_manifest(parts))
    contents = (*parts.values(), manifest, inputs_bytes(INPUTS_READ, manifest))
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        for name, content in zip(FILES, contents, strict=True):
            made.writestr(name, content)
    return file.getvalue()
