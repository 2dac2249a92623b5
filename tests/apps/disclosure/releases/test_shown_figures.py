"""A figure that an item shows is public with its value, as it stands when the release is made."""

from __future__ import annotations

from apps.assessment.made import a_sheet
from apps.disclosure.made import an_exhibit
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.queries.building import build
from prongsai.base.figures import figure_of
from prongsai.core.publication import ItemBody, Link, Said


def links(cast: Cast, code: str) -> list[Link]:
    pages = build(cast.viewer("clerk"), NOW.date()).pages
    body = next(each.body for each in pages if each.path == f"{YEAR}/items/{code}/")
    assert isinstance(body, ItemBody)
    return [*body.exhibits, *(link for element in body.elements for link in element.exhibits)]


def test_a_figure_says_its_value_and_its_time(cast: Cast) -> None:
    a_sheet(cast)
    figure = figure_of(cast.viewer("clerk"), YEAR, "score.total")
    an_exhibit(cast, kind="figure", url="", figure="score.total", title=figure.label, places=[("o2", "")])
    (link,) = links(cast, "o2")
    assert link.label == Said(figure.label)
    assert link.note == Said(f"{figure.value} คะแนน (ผลประเมินปีงบประมาณ {YEAR})")


def test_a_figure_that_is_there_no_more_says_nothing(cast: Cast) -> None:
    an_exhibit(cast, kind="figure", url="", figure="score.total", title="คะแนนรวม", places=[("o2", "")])
    (link,) = links(cast, "o2")
    assert link.note == Said("")
