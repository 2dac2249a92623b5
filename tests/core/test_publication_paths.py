from __future__ import annotations

from dataclasses import replace
from typing import Any

from apps.disclosure.made_public import FILE, PHOTO, home_page, item_page, measure_page, public_pages
from prongsai.core.publication import Count, Said
from prongsai.core.publication_paths import file_subject, files_of, paths_in, taken_out, without

PAGES = public_pages()


def by_subject(subject: str) -> Any:
    return next(page for page in PAGES if page.subject == subject)


def test_the_paths_of_a_page_are_those_it_leads_to_and_shows() -> None:
    assert paths_in(measure_page()) == {"2567/items/o12/", FILE}
    assert paths_in(by_subject("page-1")) == {PHOTO}


def test_a_measure_that_is_taken_out_takes_along_the_files_that_only_it_shows() -> None:
    shared = {measure_page().subject}
    assert taken_out(PAGES, shared) == {"2567/measures/1/"}  # the item and the paper show its file too
    assert FILE in taken_out((measure_page(), home_page()), shared)


def test_a_paper_that_is_taken_out_takes_its_files_along_wherever_they_are_shown() -> None:
    gone = taken_out(PAGES, {"paper-ABCD-EFGH-IJKL-MNOP"})
    assert gone == {"papers/abcd-efgh-ijkl-mnop/", FILE}
    assert FILE not in files_of(without(page, gone) for page in PAGES if page.kind != "paper")


def test_a_file_that_is_taken_out_is_gone_wherever_it_is_shown() -> None:
    assert taken_out(PAGES, {file_subject(FILE)}) == {FILE}
    left = [without(page, {FILE}) for page in PAGES]
    assert FILE not in files_of(left)
    assert PHOTO in files_of(left)


def test_nothing_leads_any_more_to_what_was_taken_out() -> None:
    gone = taken_out(PAGES, {"measure-17", "page-5", "activity-3"})
    for page in PAGES:
        assert not paths_in(without(page, gone)) & gone


def test_a_measure_still_answers_an_item_that_is_taken_out() -> None:
    page: Any = without(measure_page(), taken_out(PAGES, {item_page().subject}))
    assert [(row.code, row.path) for row in page.body.codes] == [("o12", None)]


def test_a_photograph_that_is_taken_out_leaves_its_person() -> None:
    page: Any = without(by_subject("page-1"), {PHOTO})
    assert [(each.name, each.photo) for each in page.body.people] == [("นายทดสอบ ระบบดี", "")]


def test_what_is_gone_is_not_counted() -> None:
    page: Any = home_page()
    counts = (Count(Said("มาตรการ"), 5, "2567/measures/"), Count(Said("กิจกรรม"), 1, "2567/activities/"))
    left: Any = without(replace(page, body=replace(page.body, counts=counts)), {"2567/measures/1/", "2567/measures/2/"})
    assert [each.value for each in left.body.counts] == [3, 1]


def test_a_page_from_which_nothing_is_taken_is_the_same() -> None:
    assert [without(page, frozenset()) for page in PAGES] == list(PAGES)
    assert [without(page, {"nowhere/"}) for page in PAGES] == list(PAGES)


def test_last_years_scores_are_gone_with_last_years_result() -> None:
    result = by_subject("result-2567")
    scores = tuple(replace(each, before="90.00") for each in result.body.scores)
    page = replace(result, body=replace(result.body, scores=scores))
    assert {each.before for each in without(page, {"2560/"}).body.scores} == {"90.00"}
    assert {each.before for each in without(page, {"2566/"}).body.scores} == {None}
