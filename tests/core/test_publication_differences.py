from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.disclosure.made_public import home_page, item_page, measure_page, public_pages
from prongsai.core.publication import (
    BODIES,
    ElementShown,
    Group,
    Link,
    PersonShown,
    PublicPage,
    Said,
    Score,
    StepShown,
    Unit,
    as_json,
    from_json,
)
from prongsai.core.publication_differences import FieldChange, PageChange, page_changes
from prongsai.core.publication_labels import LABELS
from prongsai.core.versions import Deed

PAGES = public_pages()
BACK = {Deed.ADDED: Deed.REMOVED, Deed.REMOVED: Deed.ADDED, Deed.MOVED: Deed.MOVED, Deed.CHANGED: Deed.CHANGED}

words = st.text(alphabet="กขค ab\n", max_size=12)
said = st.builds(Said, words, words)


@st.composite
def page_sets(draw: st.DrawFn) -> tuple[PublicPage, ...]:
    """A site like the one of the tests: pages missing, moved, retitled, their texts and lists changed."""
    chosen = draw(st.lists(st.sampled_from(PAGES), unique_by=lambda page: page.subject, max_size=6))
    return tuple(_changed(draw, page) for page in chosen)


def _changed(draw: st.DrawFn, page: PublicPage) -> PublicPage:
    path = draw(st.sampled_from([page.path, f"moved/{page.path}"]))
    title = draw(st.one_of(st.just(page.title), said))
    body: Any = page.body
    for each in fields(body):
        value = getattr(body, each.name)
        if draw(st.booleans()) and isinstance(value, tuple):
            kept = draw(st.permutations(value))[: draw(st.integers(0, len(value)))]
            body = replace(body, **{each.name: tuple(kept)})
        elif isinstance(value, str) and draw(st.booleans()):
            body = replace(body, **{each.name: draw(words)})
    return replace(page, path=path, title=title, body=body)


@given(page_sets())
def test_a_set_with_itself_has_no_difference(pages: tuple[PublicPage, ...]) -> None:
    assert page_changes(pages, pages) == ()


@given(page_sets(), page_sets())
def test_the_way_back_tells_the_same_the_other_way_round(
    before: tuple[PublicPage, ...], after: tuple[PublicPage, ...]
) -> None:
    there = {each.subject: each for each in page_changes(before, after)}
    back = {each.subject: each for each in page_changes(after, before)}
    assert there.keys() == back.keys()
    for subject, change in there.items():
        other = back[subject]
        assert other.deed is BACK[change.deed]
        assert sorted((each.before, each.after) for each in change.fields) == sorted(
            (each.after, each.before) for each in other.fields
        )


@given(page_sets(), page_sets())
def test_whatever_is_not_told_is_the_same(before: tuple[PublicPage, ...], after: tuple[PublicPage, ...]) -> None:
    told = {each.subject for each in page_changes(before, after)}
    now = {page.subject: page for page in after}
    for page in before:
        if page.subject not in told:
            assert (now[page.subject].path, now[page.subject].kind) == (page.path, page.kind)
            assert _plain(now[page.subject].title) == _plain(page.title)


def _plain(title: Said) -> tuple[list[str], list[str]]:
    return ([x for x in title.th.splitlines() if x.strip()], [x for x in title.en.splitlines() if x.strip()])


def test_a_page_that_came_went_or_moved_is_told_once() -> None:
    moved = replace(item_page(), path="2567/items/o13/")
    told = page_changes((home_page(), item_page()), (moved, measure_page()))
    assert [(each.deed, each.subject, each.came_from) for each in told] == [
        (Deed.MOVED, item_page().subject, item_page().path),
        (Deed.ADDED, measure_page().subject, ""),
        (Deed.REMOVED, "home", ""),
    ]


def test_a_field_that_changed_is_told_by_its_label_with_both_texts() -> None:
    (change,) = page_changes((measure_page(),), (measure_page(result="มีผู้ตอบ 130 คน"),))
    assert change.fields == (FieldChange(LABELS["result"], "", "มีผู้ตอบแบบสำรวจ 120 คน", "มีผู้ตอบ 130 คน"),)


def test_of_a_long_text_only_the_lines_that_differ_are_told() -> None:
    long = "\n".join(f"บรรทัดที่ {number}" for number in range(50))
    (change,) = page_changes((measure_page(result=long),), (measure_page(result=f"{long}\nบรรทัดใหม่"),))
    assert change.fields == (FieldChange(LABELS["result"], "", "", "บรรทัดใหม่"),)


def test_the_field_of_a_step_names_its_step() -> None:
    page: Any = measure_page()
    step = replace(page.body.steps[0], percent=50)
    (change,) = page_changes((page,), (replace(page, body=replace(page.body, steps=(step,))),))
    assert change.fields == (FieldChange(LABELS["percent"], "1 จัดทำแบบสำรวจ", "100", "50"),)


def test_a_step_whose_words_changed_is_the_same_step() -> None:
    page: Any = measure_page()
    step = replace(page.body.steps[0], text="จัดทำแบบสำรวจใหม่")
    (change,) = page_changes((page,), (replace(page, body=replace(page.body, steps=(step,))),))
    assert [(each.label, each.before, each.after) for each in change.fields] == [
        (LABELS["text"], "จัดทำแบบสำรวจ", "จัดทำแบบสำรวจใหม่")
    ]


def test_a_person_who_came_is_told_with_everything_that_is_said_of_them() -> None:
    page: Any = next(each for each in PAGES if each.kind == "people")
    (change,) = page_changes((replace(page, body=replace(page.body, people=())),), (page,))
    assert [(each.before, each.after) for each in change.fields][:2] == [("", "นายทดสอบ ระบบดี"), ("", "ปลัดเทศบาล")]
    assert [each.of for each in change.fields][:2] == ["", "นายทดสอบ ระบบดี"]


def test_another_file_of_the_same_name_is_another_file() -> None:
    page: Any = measure_page()
    other = Link(Said("รายงานผลการสำรวจ"), "files/aaaaaaaaaaaa/report.pdf", note=Said("PDF 12 KB"))
    (change,) = page_changes((page,), (replace(page, body=replace(page.body, proofs=(other, page.body.proofs[1]))),))
    (field,) = change.fields
    assert (field.before, field.after) == (
        "รายงานผลการสำรวจ · PDF 12 KB · report.pdf [5f4e3d2c1b0a]",
        "รายงานผลการสำรวจ · PDF 12 KB · report.pdf [aaaaaaaaaaaa]",
    )


def test_the_order_of_a_list_alone_is_a_change() -> None:
    page: Any = measure_page()
    turned = replace(page, body=replace(page.body, owners=tuple(reversed(page.body.owners))))
    (change,) = page_changes((page,), (turned,))
    assert change.fields == (FieldChange(LABELS["owners"], "", "สำนักปลัด\nกองคลัง", "กองคลัง\nสำนักปลัด"),)


def test_the_day_of_the_last_change_is_no_change() -> None:
    page = measure_page()
    assert page_changes((page,), (replace(page, changed_on=page.changed_on.replace(year=2025)),)) == ()


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_field_of_every_body_has_a_label_in_both_languages(kind: str) -> None:
    for name in _names(BODIES[kind]):
        assert LABELS[name].th
        assert LABELS[name].en


def _names(record: Any) -> set[str]:
    """The fields of a record, and of the records in it that are compared by themselves."""
    parts = (StepShown, ElementShown, PersonShown, Unit, Group, Score)
    hints = get_type_hints(record)
    inner = {part for hint in hints.values() for part in get_args(hint) if part in parts}
    return {each.name for each in fields(record)} | {name for part in inner for name in _names(part)}


def test_a_page_read_back_from_a_release_is_no_change() -> None:
    back = tuple(from_json(as_json(each)) for each in PAGES)
    changes: Sequence[PageChange] = page_changes(PAGES, back)
    assert changes == ()
