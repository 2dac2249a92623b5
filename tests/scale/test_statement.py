"""The one statement: what is kept of it is what SQLGlot renders, and counting does not load SQLGlot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot

from prongsai.core.framework import load
from prongsai.core.nation.counting import FINGERPRINT_BITS, counting_of
from prongsai.scale import kept, statement
from prongsai.scale.plan import parts_of
from prongsai.scale.shape import Shape, ShapeColumn, common_scale, fingerprint_weights, sql_name

KEPT = Path(kept.__file__).with_name("statements")
SHARED = ("spellings", "spelled", "twice", "rest", "cells", "judged", "questioned", "copied", "settled", "rejects")


def test_what_is_kept_is_what_sqlglot_renders_and_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = list(kept.usual())
    rendered = [statement.step(shape, step).sql("duckdb") for shape, step in usual]
    monkeypatch.setattr(statement, "step", None)

    assert [kept.text_of(shape, "duckdb", step) for shape, step in usual] == rendered
    assert len(list(KEPT.iterdir())) == len(set(map(kept.name_of, *zip(*usual, strict=True))))


def test_keeping_writes_the_texts_anew_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = list(kept.usual())[:12]
    monkeypatch.setattr(kept, "usual", lambda: some)
    (tmp_path / "old.sql").write_text("SELECT 1")
    kept.keep(tmp_path)

    written = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert written.keys() == {kept.name_of(*each) for each in some}
    assert written == {name: (KEPT / name).read_bytes() for name in written}


@pytest.mark.parametrize("files", ["answers", "answers_iit answers_eit", "answers_iit answers_iit answers_eit"])
def test_counting_a_usual_table_does_not_load_sqlglot(files: str, tmp_path: Path) -> None:
    """Nor one that its own files vouch for, and where somebody answered twice."""
    counting = counting_of(load(2568))
    columns = [each.code for survey in counting.surveys for each in survey.statements]
    inside, outside = (
        ", ".join(f'{1 if each[0] == tool else "NULL"}::TINYINT AS "{each}"' for each in columns) for tool in "ie"
    )
    program = f"""
import sys, duckdb
from pathlib import Path
from prongsai.core.framework import load
from prongsai.core.nation.counting import counting_of
from prongsai.scale import engine_of, open_sources
folder = Path({str(tmp_path)!r})
inside = '''SELECT 'A' AS agency, 'IIT' AS tool, '' AS part, '1' AS respondent, {inside}'''
outside = '''SELECT 'A' AS agency, 'EIT' AS tool, 'EIT1' AS part, '1' AS respondent, {outside}'''
for number, name in enumerate({files.split()!r}):
    rows = {{"answers_iit": inside, "answers_eit": outside}}.get(name, inside + " UNION ALL " + outside)
    duckdb.execute("COPY (" + rows + f") TO '{tmp_path}/{{name}}{{number}}.parquet' (FORMAT parquet)")
(folder / "agencies.csv").write_text("agency,type,province\\nA,t,p\\n")
with open_sources([folder]) as sources, engine_of("duckdb").tally(counting_of(load(2568)), sources) as counted:
    assert counted.surveys[0].respondents.tolist() == [1]
    assert counted.rejects.rows == {files.count("answers_iit") > 1:d}
print([each for each in ("sqlglot", "pyspark", "psycopg", "pandas", "django") if each in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres"])
@pytest.mark.parametrize("is_long", [False, True])
def test_each_step_is_a_statement_of_each_dialect(dialect: str, is_long: bool) -> None:
    counting = counting_of(load(2568))
    columns = (
        (ShapeColumn("answer", "answer", is_whole=False),)
        if is_long
        else tuple(
            ShapeColumn(sql_name(each.code), each.code, is_whole=each.code != "i1")
            for survey in counting.surveys
            for each in survey.statements
        )
    )
    shape = Shape(counting, is_long, columns)
    steps = [each for each in SHARED if not is_long or each not in ("spellings", "spelled", "twice", "rest")]
    steps += [
        f"{kind}:{stage}" for kind in ("people", "crowd", "tally", "repeats") for stage, _, _ in parts_of(counting)
    ]
    for step in steps:
        text = kept.text_of(shape, dialect, step)
        (read,) = sqlglot.parse(text, read=dialect)
        assert read is not None


@pytest.mark.parametrize(("in_points", "bits"), [(False, 40), (True, 35)])
def test_fingerprints_have_room_in_a_key_and_tell_answers_apart(in_points: bool, bits: int) -> None:
    survey = counting_of(load(2565), in_points=in_points).survey("IIT")
    weights = fingerprint_weights(survey)
    assert (
        sum(weight * each.choices[-1] for weight, each in zip(weights, survey.statements, strict=True))
        < 2**FINGERPRINT_BITS
    )
    assert max(weights).bit_length() == bits
    assert len(set(weights)) == len(survey.statements) == 51
    # As a line would not: one choice up, two down, one up.
    assert weights[0] - 2 * weights[1] + weights[2] != 0


def test_the_common_scale_is_that_of_most_statements() -> None:
    survey = counting_of(load(2568)).survey("IIT")
    places = common_scale(survey)
    assert {len(survey.statements[place].points) for place in places} == {6}
    assert len(places) == 13
