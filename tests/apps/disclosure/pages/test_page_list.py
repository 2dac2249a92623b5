"""The list of written pages: how each stands in public, what the year asks for."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.disclosure.made import a_release
from apps.disclosure.made_pages import a_leader, a_page, a_part, address
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Exhibit, Page, Showing, Withdrawal
from prongsai.apps.disclosure.operations.pages import Head, edit_page
from prongsai.apps.disclosure.queries.page_list import page_list
from prongsai.apps.disclosure.queries.page_parts import head_basis
from prongsai.apps.disclosure.queries.pages import page_of, public_page, subject_of
from prongsai.base.models import StoredFile


def path(file: StoredFile, size: str = "", title: str = "") -> str:
    return f"files/{file.sha256[:12]}/{f'{size}.jpg' if size else 'a-name.pdf'}"


def published(cast: Cast, *pages: Page) -> None:
    a_release(cast, [public_page(page_of(cast.viewer("clerk"), page.pk), path) for page in pages])


def states(cast: Cast) -> dict[int, str]:
    return {line.page.pk: str(line.state) for line in page_list(cast.viewer("clerk"), YEAR).lines}


def test_a_page_is_unseen_then_seen_then_changed(cast: Cast) -> None:
    page = a_page(cast, "people")
    a_leader(cast, page)
    assert states(cast) == {page.pk: "unseen"}
    published(cast, page)
    assert states(cast) == {page.pk: "seen"}
    edit_page(
        by=cast.viewer("clerk"),
        at=NOW + timedelta(days=40),
        page=page,
        basis=head_basis(Page.objects.get()),
        head=Head("ผู้บริหารและหัวหน้าส่วน"),
    )
    assert states(cast) == {page.pk: "changed"}


def test_a_page_saved_with_the_same_words_is_still_seen(cast: Cast) -> None:
    page = a_page(cast, text_th="เดิม")
    published(cast, page)
    head = Head(page.title_th, texts={"text_th": "เดิม"})
    edit_page(by=cast.viewer("clerk"), at=NOW + timedelta(days=40), page=page, basis=head_basis(page), head=head)
    assert states(cast) == {page.pk: "seen"}


def test_another_file_behind_a_link_is_a_change(cast: Cast) -> None:
    page = a_page(cast, "laws")
    a_part(cast, page, "links", ("law.pdf", b"%PDF-1.7 x"), label_th="กฎหมาย")
    published(cast, page)
    assert states(cast) == {page.pk: "seen"}
    StoredFile.objects.update(sha256="f" * 64)
    assert states(cast) == {page.pk: "changed"}


def test_what_was_withdrawn_says_so(cast: Cast) -> None:
    page = a_page(cast)
    published(cast, page)
    Withdrawal.objects.create(
        agency=cast.agency, subject=subject_of(page), title="x", reason="เหตุผล", by=cast.people["clerk"], at=NOW
    )
    assert states(cast) == {page.pk: "withdrawn"}


def test_the_release_of_another_agency_says_nothing_of_ours(cast: Cast) -> None:
    page = a_page(cast)
    a_release(cast, [public_page(page_of(cast.viewer("clerk"), page.pk), path)], agency=cast.other_agency)
    assert states(cast) == {page.pk: "unseen"}


def test_the_items_of_the_year_without_a_page_are_offered_first_things_first(cast: Cast) -> None:
    a_page(cast, "people")
    asked = page_list(cast.viewer("clerk"), 2567).asked
    assert [(each.kind, [item.code for item in each.items]) for each in asked] == [
        ("structure", ["o1", "o3"]),
        ("contact", ["o4"]),
        ("news", ["o5"]),
    ]
    told = Visitor(cast.person("clerk")).get(address(cast, "pages")).content.decode()
    assert address(cast, "page-create", "structure") in told


def test_the_items_a_page_is_shown_for_stand_beside_it(cast: Cast) -> None:
    page = a_page(cast, "people")
    clerk = cast.people["clerk"]
    exhibit = Exhibit.objects.create(
        agency=cast.agency, kind="page", title="ผู้บริหาร", page=page, added_by=clerk, added_at=NOW
    )
    for item, element in (("o10", ""), ("o2", "a"), ("o2", "b")):
        Showing.objects.create(exhibit=exhibit, fiscal_year=YEAR, item=item, element=element, by=clerk, at=NOW)
    assert page_list(cast.viewer("clerk"), YEAR).lines[0].items == ("o2", "o10")
    assert page_list(cast.viewer("clerk"), YEAR + 1).lines[0].items == ()


def test_each_count_opens_the_rows_it_counts(cast: Cast) -> None:
    published(cast, a_page(cast, "people"))
    a_page(cast, "news")
    visitor = Visitor(cast.person("auditor"))
    every = visitor.get(address(cast, "pages")).content.decode()
    unseen = visitor.get(address(cast, "pages"), {"state": "unseen"}).content.decode()
    assert every.count("data-row") == 2
    assert unseen.count("data-row") == 1
    assert 'data-count="2"' in every
    assert every.count('data-count="1"') == 2


def test_news_stands_by_its_day_the_latest_first_and_long_lists_have_pages(cast: Cast) -> None:
    for day in (3, 9, 6):
        a_page(cast, "news", dated_on=date(2024, 1, day), title_th=f"ข่าววันที่ {day}")
    titles = [line.page.title_th for line in page_list(cast.viewer("clerk"), YEAR).lines]
    assert titles == ["ข่าววันที่ 9", "ข่าววันที่ 6", "ข่าววันที่ 3"]
    for _ in range(48):
        a_page(cast, "news", dated_on=date(2024, 1, 1))
    second = Visitor(cast.person("clerk")).get(address(cast, "pages"), {"page": "2"}).content.decode()
    assert second.count("data-row") == 1


def test_ten_pages_take_as_many_questions_as_twenty(cast: Cast) -> None:
    counted = []
    for _ in range(2):
        for _ in range(10):
            a_page(cast, "news")
        with CaptureQueriesContext(connection) as asked:
            page_list(cast.viewer("clerk"), YEAR)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_an_empty_list_teaches(cast: Cast) -> None:
    told = Visitor(cast.person("clerk")).get(address(cast, "pages")).content.decode()
    assert "ยังไม่มีหน้าที่เขียนไว้" in told
    assert "<svg" in told
