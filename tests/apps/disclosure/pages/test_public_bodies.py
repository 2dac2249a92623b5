"""What the public reads of a written page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.disclosure.made_pages import a_leader, a_page, a_part
from apps.improvement.made_proof import a_photograph
from cast import NOW, Cast
from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.operations.page_parts import remove_part
from prongsai.apps.disclosure.queries.pages import body_of, page_of, page_path, pages_of, public_page, subject_of
from prongsai.base.models import StoredFile
from prongsai.core.publication import (
    BODIES,
    ContactBody,
    Link,
    PeopleBody,
    PersonShown,
    Said,
    StructureBody,
    Unit,
    WrittenBody,
    as_json,
    from_json,
)

PDF = ("law.pdf", b"%PDF-1.7 x")


def path(file: StoredFile, size: str = "", title: str = "") -> str:
    return f"files/{file.sha256[:4]}/{size or title}"


def shown(cast: Cast, page: Page) -> object:
    return body_of(page_of(cast.viewer("clerk"), page.pk), path)


def photo_path(size: str) -> str:
    return path(StoredFile.objects.get(kind="jpg"), size)


def test_executives_are_shown_in_their_order_with_a_small_photograph(cast: Cast) -> None:
    page = a_page(cast, "people", text_th="คณะผู้บริหาร", text_en="Those who lead")
    a_leader(cast, page)
    a_part(cast, page, "people", name="นายสมมติ สองคน", position="ปลัดเทศบาล", side="permanent")
    assert shown(cast, page) == PeopleBody(
        Said("คณะผู้บริหาร", "Those who lead"),
        (
            PersonShown(
                "นางสาวสมมติ ใจดี",
                "นายกเทศมนตรี",
                Said("ฝ่ายการเมือง", "Elected executives"),
                photo_path("small"),
                "036 000 000",
                "mayor@example.go.th",
            ),
            PersonShown("นายสมมติ สองคน", "ปลัดเทศบาล", Said("ฝ่ายประจำ", "Permanent officials"), "", "", ""),
        ),
    )


def test_units_name_the_unit_over_them_and_the_chart_is_large(cast: Cast) -> None:
    page = a_page(cast, "structure", duties="ตามพระราชบัญญัติ", text_th="แบ่งเป็นสองกอง")
    over = a_part(cast, page, "units", name="สำนักปลัด", duties="งานธุรการ")
    a_part(cast, page, "units", name="งานทะเบียน", under=str(over["id"]))
    a_part(cast, page, "charts", ("chart.jpg", a_photograph()), label_th="ผังโครงสร้าง")
    assert shown(cast, page) == StructureBody(
        Said("แบ่งเป็นสองกอง"),
        (Unit("สำนักปลัด", "งานธุรการ"), Unit("งานทะเบียน", "", "สำนักปลัด")),
        "ตามพระราชบัญญัติ",
        photo_path("large"),
    )


def test_contact_leads_to_the_map_and_the_channels(cast: Cast) -> None:
    page = a_page(cast, "contact", address="1 หมู่ 1", telephone="036 000 000", map="https://www.example.com/map")
    a_part(cast, page, "links", label_th="เพจ", address="https://www.example.com/page", note_th="ตอบในเวลาทำการ")
    assert shown(cast, page) == ContactBody(
        "1 หมู่ 1",
        "036 000 000",
        "",
        "",
        "",
        Link(Said("แผนที่", "Map"), address="https://www.example.com/map"),
        (Link(Said("เพจ"), address="https://www.example.com/page", note=Said("ตอบในเวลาทำการ")),),
    )


def test_each_line_of_a_text_is_a_paragraph_as_it_was_typed(cast: Cast) -> None:
    page = a_page(cast, "news", text_th="หนึ่ง <b>\r\n\r\n  **สอง** \nสาม", text_en="One\nTwo")
    body = shown(cast, page)
    assert isinstance(body, WrittenBody)
    assert body.paragraphs == ("หนึ่ง <b>", "**สอง**", "สาม")
    assert body.paragraphs_en == ("One", "Two")
    assert body.day == page.dated_on


def test_a_law_is_a_link_or_a_file_of_the_site(cast: Cast) -> None:
    page = a_page(cast, "laws")
    a_part(cast, page, "links", label_th="ระเบียบ", label_en="Rules", address="https://www.example.go.th/rule")
    a_part(cast, page, "links", PDF, label_th="พระราชบัญญัติ")
    body = shown(cast, page)
    assert isinstance(body, WrittenBody)
    assert body.links == (
        Link(Said("ระเบียบ", "Rules"), address="https://www.example.go.th/rule"),
        Link(Said("พระราชบัญญัติ"), path(StoredFile.objects.get(), title="พระราชบัญญัติ")),
    )


def test_what_was_taken_off_is_not_public_and_what_stood_under_it_stands_alone(cast: Cast) -> None:
    page = a_page(cast, "people")
    gone = a_leader(cast, page)
    remove_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=gone["id"])
    assert shown(cast, page) == PeopleBody(Said(""), ())


@pytest.mark.parametrize("kind", ["people", "structure", "contact", "news", "laws", "text"])
def test_every_kind_of_page_survives_being_kept_in_a_release(cast: Cast, kind: str) -> None:
    page = a_page(cast, kind, title_en="A page")
    public = public_page(page_of(cast.viewer("clerk"), page.pk), path)
    assert from_json(as_json(public)) == public
    assert isinstance(public.body, BODIES[kind])
    assert (public.subject, public.title) == (subject_of(page), Said(page.title_th, "A page"))


def test_a_page_of_a_kind_there_is_one_of_has_a_short_address_and_others_their_number(cast: Cast) -> None:
    news, text = a_page(cast, "news"), a_page(cast, "text")
    assert page_path(a_page(cast, "people")) == "people/"
    assert (page_path(news), page_path(text)) == (f"news/{news.pk}/", f"pages/{text.pk}/")


def test_a_long_text_is_summed_up_by_its_beginning(cast: Cast) -> None:
    page = a_page(cast, "news", text_th="คำ " * 200 + "\nย่อหน้าที่สอง")
    summary = public_page(page_of(cast.viewer("clerk"), page.pk), path).summary
    assert summary.th.endswith("…")
    assert len(summary.th) <= 201
    assert "ย่อหน้าที่สอง" not in summary.th


def test_all_pages_with_their_files_take_three_questions(cast: Cast) -> None:
    people = a_page(cast, "people")
    for name in ("หนึ่ง", "สอง", "สาม"):
        a_leader(cast, people, name)
        a_page(cast, "news")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        bodies = [body_of(page, path) for page in pages_of(cast.agency)]
    assert len(bodies) == 4
    assert len(asked) == 3
