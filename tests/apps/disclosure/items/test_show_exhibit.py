"""Showing something: once in an agency, at places that are there, by whoever sees to the item; undone as easily."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from apps.disclosure.items.test_items_of import SEVERAL, a_page, element_ids, set_all_aside
from apps.disclosure.made import a_duty, an_exhibit
from apps.documents.made import a_document, an_issued_document
from apps.improvement.made import a_piece_of_evidence
from apps.improvement.made_proof import a_photo, seen_by
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import Exhibit, Showing
from prongsai.apps.disclosure.operations import exhibits as deeds
from prongsai.apps.disclosure.operations.exhibits import Place, Thing, Told
from prongsai.base.models import AuditLine, StoredFile
from prongsai.core.disclosure import WHOLE
from prongsai.core.errors import Refused
from prongsai.paper.writing.content import Figure

URL = "https://www.thungfasai.example.go.th/ita/o2"


def add(cast: Cast, who: str = "clerk", **named: object) -> Exhibit:
    thing = {} if "upload" in named else {"thing": named.pop("thing", Thing(url=URL))}
    return deeds.add_exhibit(by=seen_by(cast, who), at=NOW, **{**thing, **named})  # type: ignore[arg-type]


def test_one_link_is_one_exhibit_for_many_elements_items_and_years(cast: Cast) -> None:
    first, second, *_rest = element_ids(SEVERAL)
    one = add(cast, places=[Place(YEAR, SEVERAL, first), Place(YEAR, SEVERAL, second), Place(YEAR, "o1")])
    same = add(cast, places=[Place(YEAR, SEVERAL, first), Place(YEAR - 1, SEVERAL)])
    assert same == one
    assert Showing.objects.count() == 4
    assert one.title == "www.thungfasai.example.go.th/ita/o2"
    assert AuditLine.objects.filter(verb="exhibit.added").count() == 2


def test_what_was_told_before_stays_and_what_nobody_told_is_filled_in(cast: Cast) -> None:
    covers = (date(2023, 10, 1), date(2024, 10, 1))
    add(cast, told=Told(title="ข้อมูลผู้บริหาร"))
    add(cast, told=Told(title="ชื่ออื่น", dated_on=date(2024, 1, 9), covers=covers))
    add(cast, told=Told(dated_on=date(2020, 1, 1), covers=(date(2019, 10, 1), date(2020, 10, 1))))
    found = Exhibit.objects.get()
    assert (found.title, found.dated_on) == ("ข้อมูลผู้บริหาร", date(2024, 1, 9))
    assert (found.covers_from, found.covers_until) == covers


def test_a_file_is_kept_once_and_a_bad_one_is_refused_whole(cast: Cast) -> None:
    one = add(cast, upload=("ผัง.txt", "ผังโครงสร้าง".encode()))
    assert add(cast, upload=("สำเนา.txt", "ผังโครงสร้าง".encode())) == one
    assert one.title == "ผัง.txt"
    with pytest.raises(Refused, match="is not PDF"):
        add(cast, upload=("ผัง.pdf", b"no pdf"), places=[Place(YEAR, "o1")])
    assert (Exhibit.objects.count(), Showing.objects.count(), StoredFile.objects.count()) == (1, 0, 1)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "o2.html",
        "javascript:alert(1)",
        "ftp://example.go.th/a",
        "https://a:b@a.example",
        f"https://a.example/{'a' * 1000}",
    ],
)
def test_what_is_no_web_address_is_refused(cast: Cast, url: str) -> None:
    with pytest.raises(Refused, match="no web address"):
        add(cast, thing=Thing(url=url))
    assert not Exhibit.objects.exists()


def test_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="nothing to show"):
        add(cast, thing=None)


def test_an_issued_paper_a_page_a_figure_and_evidence_are_shown_once_each(cast: Cast) -> None:
    piece, figure = a_photo(cast), Figure("activities", "กิจกรรมที่จัด", "3", "กิจกรรม")
    things = [
        Thing(document=an_issued_document(cast)),
        Thing(page=a_page(cast)),
        Thing(figure=figure),
        Thing(evidence=piece),
    ]
    for _again in range(2):
        for each in things:
            add(cast, thing=each)
    kinds = {each.kind: each for each in Exhibit.objects.all()}
    assert set(kinds) == {"paper", "page", "figure", "file"}
    assert Exhibit.objects.count() == 4
    assert (kinds["figure"].figure, kinds["figure"].title) == ("activities", "กิจกรรมที่จัด")
    assert (kinds["file"].evidence, kinds["file"].file) == (piece, piece.file)


def test_a_paper_that_was_not_issued_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="not issued yet"):
        add(cast, thing=Thing(document=a_document(cast)))


def test_evidence_that_is_only_spoken_of_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="only spoken of"):
        add(cast, thing=Thing(evidence=a_piece_of_evidence(cast, kind="words", url="", title="ตามคำสั่ง")))


def test_what_belongs_to_another_agency_is_not_found(cast: Cast) -> None:
    stranger = Exhibit.objects.create(
        agency=cast.other_agency, kind="link", url=URL, title="ก", added_by=cast.people["stranger"], added_at=NOW
    )
    for thing in (Thing(exhibit=stranger), Thing(page=a_page(cast, agency=cast.other_agency))):
        with pytest.raises(Http404):
            add(cast, thing=thing)
    assert add(cast).agency == cast.agency


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(YEAR, "o99"), "no item o99"),
        (Place(2563, "o1"), "no framework"),
        (Place(YEAR, SEVERAL, "00000000"), "no such element"),
    ],
)
def test_a_place_that_is_not_there_is_refused(cast: Cast, place: Place, said: str) -> None:
    with pytest.raises(Refused, match=said):
        add(cast, places=[Place(YEAR, "o1"), place])
    assert not Exhibit.objects.exists()


def test_the_item_itself_and_the_item_as_a_whole_are_one_place(cast: Cast) -> None:
    set_all_aside(cast)
    add(cast, places=[Place(YEAR, SEVERAL, WHOLE), Place(YEAR, SEVERAL.upper())])
    assert Showing.objects.get().element == ""


def test_an_officer_shows_things_for_items_of_their_unit_only(cast: Cast) -> None:
    a_duty(cast, SEVERAL)
    a_duty(cast, "o1", unit=None)
    add(cast, "officer", places=[Place(YEAR, SEVERAL)])
    for places in ([Place(YEAR, "o1")], [Place(YEAR, SEVERAL), Place(YEAR, "o3")], [Place(YEAR - 1, SEVERAL)], []):
        with pytest.raises(Refused, match="your unit sees to"):
            add(cast, "officer", places=places)
    assert Showing.objects.count() == 1


def test_an_officer_changes_nothing_that_is_shown_for_another_unit_too(cast: Cast) -> None:
    a_duty(cast, SEVERAL)
    exhibit = add(cast, "officer", places=[Place(YEAR, SEVERAL)])
    officer = seen_by(cast, "officer")
    deeds.edit_exhibit(by=officer, at=NOW, exhibit=exhibit, version=1, told=Told(title="ผู้บริหาร"))
    add(cast, places=[Place(YEAR, "o1")])
    for deed in (
        lambda: deeds.edit_exhibit(by=officer, at=NOW, exhibit=exhibit, version=2, told=Told(title="อื่น")),
        lambda: deeds.remove_exhibit(by=officer, at=NOW, exhibit=exhibit),
        lambda: deeds.restore_exhibit(by=officer, at=NOW, exhibit=exhibit),
        lambda: deeds.hide_exhibit(by=officer, at=NOW, showing=Showing.objects.get(item="o1")),
    ):
        with pytest.raises(Refused):
            deed()
    exhibit.refresh_from_db()
    assert (exhibit.title, exhibit.removed_at, exhibit.showings.count()) == ("ผู้บริหาร", None, 2)
    deeds.hide_exhibit(by=officer, at=NOW, showing=Showing.objects.get(item=SEVERAL))
    assert exhibit.showings.get().item == "o1"


def test_whoever_saves_an_older_version_is_told(cast: Cast) -> None:
    exhibit, clerk = add(cast), seen_by(cast, "clerk")
    deeds.edit_exhibit(by=clerk, at=NOW, exhibit=exhibit, version=1, told=Told(title="ก"), url=f"{URL}/2")
    with pytest.raises(deeds.Overtaken) as overtaken:
        deeds.edit_exhibit(by=clerk, at=NOW, exhibit=exhibit, version=1, told=Told(title="ข"))
    assert (overtaken.value.exhibit.title, overtaken.value.exhibit.url) == ("ก", f"{URL}/2")


def test_a_link_is_not_led_to_where_another_leads(cast: Cast) -> None:
    other = add(cast, thing=Thing(url=f"{URL}/2"))
    add(cast)
    clerk = seen_by(cast, "clerk")
    with pytest.raises(Refused, match="already"):
        deeds.edit_exhibit(by=clerk, at=NOW, exhibit=other, version=1, told=Told(title="ก"), url=URL)
    with pytest.raises(Refused, match="title"):
        deeds.edit_exhibit(by=clerk, at=NOW, exhibit=other, version=1, told=Told(title=" "))
    told = Told(title="ก", covers=(date(2024, 1, 2), date(2024, 1, 2)))
    with pytest.raises(Refused, match="must end after"):
        deeds.edit_exhibit(by=clerk, at=NOW, exhibit=other, version=1, told=told)
    other.refresh_from_db()
    assert (other.url, other.version) == (f"{URL}/2", 1)


def test_what_was_taken_out_comes_back_with_its_places(cast: Cast) -> None:
    exhibit, clerk = add(cast, places=[Place(YEAR, SEVERAL), Place(YEAR, "o1")]), seen_by(cast, "clerk")
    deeds.remove_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    with pytest.raises(Refused, match="taken out"):
        deeds.remove_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    with pytest.raises(Http404):
        add(cast, thing=Thing(exhibit=Exhibit.objects.get()))
    deeds.restore_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    with pytest.raises(Refused, match="there already"):
        deeds.restore_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    assert Exhibit.objects.get(removed_at=None).showings.count() == 2


def test_what_was_added_anew_meanwhile_is_not_brought_back_beside_it(cast: Cast) -> None:
    exhibit, clerk = add(cast), seen_by(cast, "clerk")
    deeds.remove_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    assert add(cast) != exhibit
    with pytest.raises(Refused, match="already"):
        deeds.restore_exhibit(by=clerk, at=NOW, exhibit=exhibit)
    assert Exhibit.objects.filter(removed_at=None).count() == 1


def test_several_things_are_shown_at_once_or_none(cast: Cast) -> None:
    clerk, page, exhibit = seen_by(cast, "clerk"), a_page(cast), an_exhibit(cast)
    uses = [(Thing(page=page), [Place(YEAR, "o1")]), (Thing(exhibit=exhibit), [Place(YEAR, SEVERAL, "no")])]
    with pytest.raises(Refused, match="no such element"):
        deeds.show_exhibits(by=clerk, at=NOW, uses=uses)
    assert not Showing.objects.exists()
    with pytest.raises(Refused, match="Nothing is chosen"):
        deeds.show_exhibits(by=clerk, at=NOW, uses=[(Thing(exhibit=exhibit), [])])
    uses = [(Thing(page=page), [Place(YEAR, "o1")]), (Thing(exhibit=exhibit), [Place(YEAR, SEVERAL)])]
    assert len(deeds.show_exhibits(by=clerk, at=NOW, uses=uses)) == 2
    assert Showing.objects.count() == 2
