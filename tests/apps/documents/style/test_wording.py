"""The wording of a layout: words, column titles, columns in an agency's order."""

from typing import Any

import pytest

from apps.documents.style.made import a_wording, address
from cast import Cast
from pages import Visitor
from prongsai.apps.documents.forms.style import initial_wording
from prongsai.apps.documents.models import LayoutWording
from prongsai.apps.documents.operations import style as deeds
from prongsai.apps.documents.queries.specimen import specimen_for
from prongsai.apps.documents.queries.style import wording_of
from prongsai.apps.documents.queries.wording import columns_of, heads_of, placeholders_of, required_columns, tables_of
from prongsai.core.errors import Refused
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.layouts import layout, layouts
from prongsai.paper.writing.placeholders import FACTS
from prongsai.paper.writing.style import PLAIN, Wording


def sent(name: str = "plan", wording: Wording = Wording(), version: int = 1, **changes: str) -> dict[str, Any]:  # noqa: B008 - a value
    """The form of a layout as a browser sends it; boxes that are not ticked are not there."""
    begun = initial_wording(layout(name), wording, version)
    typed = {key: "on" if value is True else value for key, value in begun.items() if value not in (False, None)}
    return {**typed, **changes}


def test_every_layout_opens_and_every_word_stands_there_with_its_own(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    for each in layouts():
        assert visitor.get(address(cast, "wording", each.name)).status_code == 200
        page = visitor.get(address(cast, "wording-edit", each.name)).content.decode()
        assert [word.key for word in each.words if f'name="word-{word.key}"' not in page] == []
        assert [column.key for column in each.columns if f'name="title-{column.key}"' not in page] == []


def test_the_form_as_it_begins_changes_nothing(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    for each in layouts():
        assert visitor.post(address(cast, "wording-edit", each.name), sent(each.name)).status_code == 302
        assert wording_of(cast.agency, each.name) == Wording()


def test_only_what_differs_is_remembered(cast: Cast) -> None:
    first, second = columns_of(layout("plan"))[-2:]
    typed = sent(**{"word-title": "แผนของเทศบาล", f"title-{first.key}": "หัวใหม่"})
    Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed)
    row = LayoutWording.objects.get()
    assert (row.words, row.titles, row.columns) == ({"title": "แผนของเทศบาล"}, {first.key: "หัวใหม่"}, [])
    assert second.key not in row.titles


def test_columns_go_where_their_numbers_say_and_one_that_is_not_ticked_goes_out(cast: Cast) -> None:
    findings, measures = ([each.key for each in table] for table in tables_of(layout("plan")))
    first, gone = "owners", "monitoring"
    typed = sent(**{f"place-{first}": "1", f"place-{measures[0]}": "2", f"place-{measures[1]}": "3"})
    del typed[f"show-{gone}"]
    Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed)
    kept = wording_of(cast.agency, "plan").columns
    assert kept[: len(findings) + 2] == (*findings, first, measures[0])
    assert set(kept) == {*findings, *measures} - {gone}
    page = Visitor(cast.person("auditor")).get(address(cast, "wording", "plan")).content.decode()
    assert "คอลัมน์ที่ไม่แสดง" in page


def test_the_column_that_says_what_a_row_is_about_cannot_go(cast: Cast) -> None:
    assert "title" in required_columns(layout("plan"))
    with pytest.raises(Refused, match="cannot be left out") as refusal:
        a_wording(cast, columns=("steps", "owners"))
    assert "มาตรการ" in refusal.value.th
    page = Visitor(cast.person("clerk")).get(address(cast, "wording-edit", "plan")).content.decode()
    assert 'name="show-title"' not in page


def test_every_table_of_every_layout_has_a_column_that_must_stay() -> None:
    for each in layouts():
        for part in each.parts:
            if part.columns:
                assert required_columns(each) & {column.key for column in part.columns}


def test_a_column_that_is_not_there_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no column planted"):
        a_wording(cast, columns=(*(each.key for each in columns_of(layout("plan"))), "planted"))


def test_an_unknown_placeholder_is_named_with_those_there_are(cast: Cast) -> None:
    typed = sent(**{"word-title": "แผนปี {yaer}"})
    response = Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "{yaer}" in page
    assert "{agency}" in page
    assert 'value="แผนปี {yaer}"' in page
    assert not LayoutWording.objects.exists()


def test_a_placeholder_that_a_word_had_may_stay_in_it(cast: Cast) -> None:
    for each in layouts():
        a_wording(cast, name=each.name, words={word.key: f"{word.text} ก" for word in each.words})


def test_the_name_of_a_paper_cannot_be_empty(cast: Cast) -> None:
    with pytest.raises(Refused, match="cannot be empty"):
        a_wording(cast, words={"title": "  "})


def test_a_word_can_be_left_empty_on_purpose(cast: Cast) -> None:
    Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), sent(**{"word-place": ""}))
    assert wording_of(cast.agency, "plan").words == {"place": ""}


def test_the_usual_word_comes_back_with_everything_else_as_it_was_typed(cast: Cast) -> None:
    typed = sent(**{"word-title": "แผนอื่น", "word-findings": "พิมพ์ค้างไว้", "usual": "title"})
    response = Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'value="{layout("plan").word("title")}"' in page
    assert 'value="พิมพ์ค้างไว้"' in page
    assert not LayoutWording.objects.exists()


def test_what_comes_out_can_be_looked_at_before_it_is_saved(cast: Cast) -> None:
    typed = sent(**{"title-owners": "กองที่ทำ", "look": "heads"})
    page = Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed).content.decode()
    assert '<th scope="col">กองที่ทำ</th>' in page
    assert not LayoutWording.objects.exists()


def test_who_saves_an_older_wording_sees_both(cast: Cast) -> None:
    a_wording(cast, words={"title": "ของเพื่อน"})
    typed = sent(**{"word-title": "ของฉัน"})
    response = Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<td>ของเพื่อน</td><td>ของฉัน</td>" in page
    assert wording_of(cast.agency, "plan").words == {"title": "ของเพื่อน"}
    assert (
        Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), {**typed, "version": "2"}).status_code
        == 302
    )
    assert wording_of(cast.agency, "plan").words == {"title": "ของฉัน"}


def test_a_saved_wording_and_the_form_that_it_begins_agree(cast: Cast) -> None:
    columns = tuple(each.key for table in tables_of(layout("plan")) for each in reversed(table))
    wording = Wording({"title": "ก"}, {"owners": "กอง"}, columns)
    a_wording(cast, words=wording.words, titles=wording.titles, columns=wording.columns)
    typed = sent(wording=wording, version=2)
    assert Visitor(cast.person("clerk")).post(address(cast, "wording-edit", "plan"), typed).status_code == 302
    assert wording_of(cast.agency, "plan") == wording


def test_a_layout_that_is_not_there_is_not_found(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    for name in ("wording", "wording-edit", "template-begin"):
        assert visitor.get(address(cast, name, "planted")).status_code == 404


def test_a_draft_of_a_wording_comes_back(cast: Cast) -> None:
    visitor, there = Visitor(cast.person("clerk")), address(cast, "wording-edit", "plan")
    draft = {**sent(**{"word-title": "ค้างไว้"}), "draft-key": "wording:plan", "draft-basis": "1", "keep": "draft"}
    assert visitor.post(there, draft).status_code == 302
    assert 'value="ค้างไว้"' in visitor.get(there).content.decode()


def test_every_fact_that_wordings_may_name_has_words_of_its_own() -> None:
    for each in layouts():
        facts = Composing(specimen_for(each), each, PLAIN, lambda sha256: None).facts
        assert set(facts) - {blank.key for blank in each.blanks} - set(FACTS) == set()
        assert set(FACTS) <= set(placeholders_of(each))


def test_groups_stand_over_their_columns() -> None:
    (head,) = [each for each in heads_of(layout("progress-full")) if each.has_groups]
    assert sum(count for _title, count in head.groups) == len(head.columns)
    titles = [column.group for column in head.columns]
    assert [(title, titles.count(title)) for title, _count in head.groups if title] == [
        (title, count) for title, count in head.groups if title
    ]


def test_overtaken_is_a_refusal() -> None:
    assert issubclass(deeds.Overtaken, Refused)
