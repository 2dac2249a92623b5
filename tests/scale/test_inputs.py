"""What a run reads: found, opened, and refused in one clear sentence where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.core.nation.agencies import item_marks
from prongsai.core.nation.counting import counting_of
from prongsai.scale import Counted, engine_of, open_sources
from prongsai.scale.inputs import Form

ITEMS = [each.code for each in load(2568).items]
LIST = "agency,name,type,province,staff,minimum_eit1\nA,แห่งหนึ่ง,อบต.,ก,12,5\n"
WIDE = "agency,tool,part,respondent,i1,i3\nA,IIT,,1,2,1\n"
LONG = "agency,tool,part,respondent,question,answer\nA,IIT,,1,i1,2\nA,IIT,,1,i3,1\n"

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    write("agencies.csv", LIST)
    return write


def counted(folder: Path, year: int = 2568, items: Path | None = None) -> Counted:
    with open_sources([folder], items=items) as sources:
        return engine_of("duckdb").tally(counting_of(load(year)), sources)


def sums(found: Counted) -> tuple[list[int], list[int], list[int]]:
    one = found.surveys[0].statements["i1"]
    return [*one.counts], [*one.sums], [*one.squares]


@pytest.mark.parametrize("text", [WIDE, LONG])
def test_a_folder_with_answers_wide_or_long_is_counted(put: Put, text: str) -> None:
    put("answers.csv", text)
    found = counted(put("x.txt", "").parent)
    assert sums(found) == ([1], [20], [400])
    assert found.surveys[0].agencies == ["A"]
    assert found.agencies[0].name == "แห่งหนึ่ง"
    assert found.agencies[0].staff == 12
    assert found.agencies[0].minimums == {"EIT1": 5}
    assert found.rejects.rows == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_spreadsheets_save_it_is_read(put: Put, encoding: str, delimiter: str) -> None:
    put("agencies.csv", LIST.replace(",", delimiter), encoding)
    put("answers.csv", WIDE.replace(",", delimiter), encoding)
    found = counted(put("x.txt", "").parent)
    assert found.agencies[0].name == "แห่งหนึ่ง"
    assert sums(found) == ([1], [20], [400])


def test_several_files_with_different_columns_are_one_table(put: Put) -> None:
    put("answers_iit.csv", "agency,tool,part,respondent,i1\nA,IIT,,1,2\n")
    folder = put("answers_eit.csv", "agency,tool,part,respondent,e1\nA,EIT,EIT1,1,3\n").parent
    found = counted(folder)
    assert sums(found) == ([1], [20], [400])
    assert found.surveys[1].statements["e1"].counts == [1]
    assert found.rejects.rows == 0


def test_headings_in_any_case_with_an_underscore_for_a_point_are_read_and_others_are_named(put: Put) -> None:
    folder = put("answers.csv", " Agency ,TOOL,respondent,I3_2,when\nA,iit,1,2,monday\n").parent
    found = counted(folder, year=2565)
    assert found.surveys[0].statements["i3.2"].counts == [1]
    assert found.unread_columns == ("when",)


def test_numbers_for_codes_and_floats_for_answers_are_read(put: Put, tmp_path: Path) -> None:
    put("agencies.csv", "agency,type,province\n7,อบต.,ก\n")
    duckdb.execute(
        "COPY (SELECT 7 AS agency, 'IIT' AS tool, '' AS part, r AS respondent, "
        "CASE r WHEN 1 THEN 2.0 WHEN 2 THEN 'nan'::DOUBLE WHEN 3 THEN 2.5 END AS i1 FROM range(1, 5) t(r)) "
        f"TO '{tmp_path / 'answers.parquet'}' (FORMAT parquet)"
    )
    found = counted(tmp_path)
    assert sums(found) == ([1], [20], [400])
    assert {reason: each.rows for reason, each in found.rejects.by_reason.items()} == {"off_scale": 1}


def test_item_marks_wide_and_long_come_to_the_same(put: Put) -> None:
    folder = put("answers.csv", WIDE).parent
    long = put("long.csv", "agency,item,mark\nA,O1,1\nA,o2,100\nA,o3,0\nA,o99,1\nB,o1,1\nA,o4,2\nA,o5,1\nA,o5,0\n")
    wide = put("wide.csv", "agency,o1,o2,o3,o4,o5,o99\nA,1,100,0,2,1,1\nB,1,,,,,\nA,,,,,0,\n")
    for items in (long, wide):
        found = counted(folder, items=items)
        assert found.marks == {"A": item_marks(ITEMS, {"o1": True, "o2": True, "o3": False})}
        reasons = {reason: tuple(each) for reason, each in found.rejects.by_reason.items()}
        assert reasons == {
            "unknown_agency": (1, 1),
            "off_scale": (1, 1),
            "unknown_item": (1, 1),
            "duplicate_item": (1, 2),
        }


def test_clean_item_marks_are_read(put: Put) -> None:
    folder = put("answers.csv", WIDE).parent
    items = put("long.csv", "agency,item,mark\nA,o1,1\nA,o2,0\nA,o3,100\n")
    assert counted(folder, items=items).marks == {"A": item_marks(ITEMS, {"o1": True, "o2": False, "o3": True})}


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "holds no answers"),
        ({"answers.csv": ""}, "holds no rows"),
        ({"answers.csv": WIDE.splitlines()[0] + "\n"}, "holds no rows"),
        ({"answers.csv": "agency,tool,i1\nA,IIT,1\n"}, "no column respondent"),
        ({"answers.csv": "agency,tool,respondent,x\nA,IIT,1,1\n"}, "no column question, answer"),
        ({"answers.csv": "agency,tool,respondent,question\nA,IIT,1,i1\n"}, "no column answer"),
        ({"answers.csv": "agency,tool,respondent,i1\nA,IIT,1,1\n"}, "no column part"),
        ({"answers.csv": WIDE.replace("i3", "I1")}, "more than once"),
        ({"answers.csv": WIDE.replace("i1,i3", "i3_2,i3.2")}, "which are the same"),
        ({"answers.parquet": "this is no parquet"}, "cannot be read"),
        ({"answers.csv": WIDE, "answers2.parquet": "x"}, "must all be of one kind"),
        ({"answers.csv": WIDE, "agencies.csv": "agency,type\nA,t\n"}, "no column province"),
        ({"answers.csv": WIDE, "agencies.csv": "agency,type,province\n"}, "holds no rows"),
        ({"answers.csv": WIDE, "agencies.csv": LIST + "A,b,c,d,1,1\n"}, "in more than one row"),
        ({"answers.csv": WIDE, "agencies.csv": LIST + ",b,c,d,1,1\n"}, "without an agency code"),
        ({"answers.csv": WIDE, "agencies.csv": LIST + "B,b,,d,1,1\n"}, "agency B has no type or no province"),
        ({"answers.csv": WIDE, "agencies.csv": LIST + "B,b,c,d,many,1\n"}, "must be a whole number"),
        ({"answers.csv": WIDE, "agencies.parquet": "x"}, "keep one"),
        ({"answers.csv": WIDE, "items.csv": "agency,x\nA,1\n"}, "no column item, mark"),
        ({"answers.csv": WIDE + 'A,IIT,,2,"1,1\n'}, "cannot be read"),
        ({"answers.csv": WIDE + "A,IIT,,2,1,1,1,1,1\n"}, "line 3 has not as many cells"),
        ({"answers.csv": "a title\n" + WIDE}, "line 2 has not as many cells"),
        ({"answers.csv": "# a note\n" + WIDE}, "line 2 has not as many cells"),
        ({"answers.csv": WIDE, "answers2.csv": WIDE.replace(",", ";")}, "answers2.csv has “;” between"),
        ({"answers.csv": WIDE, "answers2.csv": LONG}, "keep one form"),
        (
            {"answers.csv": WIDE, "answers2.csv": WIDE.replace("respondent", "person")},
            "answers2.csv has no column resp",
        ),
        ({"answers.csv": WIDE, "answers2.csv": WIDE.replace("i1,i3", "x,y")}, "answers2.csv has no column i1"),
        (
            {"answers.csv": LONG, "answers2.csv": LONG.replace("answer\n", "value\n")},
            "answers2.csv has no column answer",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(put: Put, files: dict[str, str], says: str) -> None:
    folder = put("notes.txt", "").parent
    for name, text in files.items():
        put(name, text)
    with pytest.raises(Problem, match=says) as problem:
        counted(folder)
    assert any("ก" <= letter <= "๛" for letter in problem.value.th)


def test_agency_codes_with_a_number_sign_are_no_comments(put: Put) -> None:
    put("agencies.csv", LIST + "#B,แห่งที่สอง,อบต.,ก,12,5\n")
    folder = put("answers.csv", WIDE + "#B,IIT,,1,2,1\n").parent
    assert counted(folder).surveys[0].agencies == ["#B", "A"]


def test_a_missing_file_list_or_kind_is_refused(put: Put, tmp_path: Path) -> None:
    answers = put("answers.csv", WIDE)
    with pytest.raises(Problem, match="not there"):
        open_sources([tmp_path / "none.csv"], tmp_path / "agencies.csv")
    with pytest.raises(Problem, match="not there"):  # before a list is asked for
        open_sources([tmp_path / "none.csv"])
    with pytest.raises(Problem, match="no agency list"):
        open_sources([answers])
    with pytest.raises(Problem, match=r"must be a \.parquet"):
        open_sources([put("answers.xlsx", "x")], tmp_path / "agencies.csv")
    with pytest.raises(Problem, match="at least one file"):
        open_sources([])


def test_a_decimal_is_no_code(put: Put, tmp_path: Path) -> None:
    file = tmp_path / "answers.parquet"
    duckdb.execute(
        f"COPY (SELECT 1.0::DOUBLE AS agency, 'IIT' AS tool, '1' AS respondent, 1 AS i1) TO '{file}' (FORMAT parquet)"
    )
    with pytest.raises(Problem, match="must be text or whole numbers"):
        open_sources([file], tmp_path / "agencies.csv")


def test_the_form_is_told_by_the_columns(put: Put, tmp_path: Path) -> None:
    for text, form in ((WIDE, Form.WIDE), (LONG, Form.LONG)):
        with open_sources([put("answers.csv", text)], tmp_path / "agencies.csv") as sources:
            assert sources.answers.form is form


def test_engines_say_what_they_lack() -> None:
    for name, url, says in (
        ("mainframe", None, "no engine"),
        ("duckdb", "postgresql://x", "takes no --url"),
        ("postgres", None, "needs --url"),
    ):
        with pytest.raises(Problem, match=says):
            engine_of(name, url)
    with pytest.raises(Problem, match="not understood"):
        engine_of("duckdb", memory="much")


def test_a_server_that_is_not_there_is_said_so(put: Put) -> None:
    folder = put("answers.csv", WIDE).parent
    with open_sources([folder]) as sources, pytest.raises(Problem, match="PostgreSQL did not do it"):
        engine_of("postgres", "postgresql://nobody@127.0.0.1:1/none").tally(counting_of(load(2568)), sources)


def test_a_bare_path_has_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Problem, match="needs Java"):
        engine_of("spark")
