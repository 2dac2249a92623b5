import pytest

from prongsai.paper.reading.columns import Concept, assign
from prongsai.paper.writing import layout, layouts
from prongsai.paper.writing.compose import PARTS
from prongsai.paper.writing.layouts import Layout, Part, UnknownLayout
from prongsai.paper.writing.style import Wording

TABLES = ("plan", "weak-points", "progress", "progress-status", "progress-full", "analysis")
CONCEPTS = {
    "number": Concept.NUMBER,
    "indicator": Concept.INDICATOR,
    "question": Concept.TOPIC,
    "finding": Concept.FINDING,
    "title": Concept.TITLE,
    "steps": Concept.STEPS,
    "owners": Concept.OWNERS,
    "period": Concept.PERIOD,
    "monitoring": Concept.MONITORING,
    "status": Concept.STATUS,
    "not_started": Concept.NOT_STARTED,
    "in_progress": Concept.IN_PROGRESS,
    "done": Concept.DONE,
    "deferred": Concept.DEFERRED,
    "percent": Concept.PERCENT,
    "result": Concept.RESULT,
    "suggestion": Concept.SUGGESTION,
    "evidence": Concept.EVIDENCE,
}
ALWAYS = {
    "plan": {"steps", "period", "monitoring", "owners"},
    "weak-points": {"finding", "steps", "owners", "monitoring"},
    "progress": {"title", "steps", "owners", "period", "result", "suggestion"},
    "progress-status": {"finding", "title", "owners", "not_started", "in_progress", "done", "suggestion"},
    "progress-full": {
        *("number", "indicator", "question", "title", "owners", "period", "steps", "monitoring"),
        *("not_started", "in_progress", "done", "result"),
    },
    "analysis": {"steps"},
}

each_table = pytest.mark.parametrize("name", TABLES)
each_layout = pytest.mark.parametrize("held", layouts(), ids=lambda each: each.name)


def measures_part(held: Layout) -> Part:
    return next(part for part in held.parts if part.kind == "measures")


@each_table
def test_every_column_is_called_what_a_reader_knows_it_by(name: str) -> None:
    columns = measures_part(layout(name)).columns
    assert assign([each.title for each in columns]) == tuple(CONCEPTS[each.key] for each in columns)


@each_table
def test_the_columns_of_its_kind_are_always_drawn_and_the_rest_where_something_is_in_them(name: str) -> None:
    columns = measures_part(layout(name)).columns
    assert {each.key for each in columns if each.when == "always"} == ALWAYS[name]
    assert {each.key for each in columns} >= set(CONCEPTS) - {
        "not_started",
        "in_progress",
        "done",
        "deferred",
        "status",
    }


@each_layout
def test_a_layout_names_known_parts_and_each_of_its_words_and_columns_once(held: Layout) -> None:
    assert {part.kind for part in held.parts} <= {*PARTS, "section"}
    assert len({each.key for each in held.words}) == len(held.words)
    for part in held.parts:
        assert len({each.key for each in part.columns}) == len(part.columns)
        assert all(each.width > 0 for each in part.columns)


def test_an_agency_renames_reorders_and_leaves_out_columns() -> None:
    wording = Wording(titles={"owners": "กองที่รับผิดชอบ"}, columns=("steps", "owners"), words={"title": "แผนของเรา"})
    worded = layout("plan").worded(wording)
    columns = measures_part(worded).columns
    assert [(each.key, each.title) for each in columns] == [
        ("steps", measures_part(layout("plan")).columns[5].title),
        ("owners", "กองที่รับผิดชอบ"),
    ]
    assert worded.word("title") == "แผนของเรา"
    findings = next(part for part in worded.parts if part.kind == "findings")
    assert findings.columns == next(part for part in layout("plan").parts if part.kind == "findings").columns


def test_a_layout_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(UnknownLayout) as refusal:
        layout("plans")
    assert all(name in refusal.value.th and name in refusal.value.en for name in TABLES)


def test_a_layout_is_named_as_its_file():
    assert all(layout(each.name) is each for each in layouts())
