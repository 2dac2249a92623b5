"""A written page as the public would see it, before it is published."""

import re

from apps.disclosure.made import a_release
from apps.disclosure.made_pages import a_leader, a_page, a_part, address
from cast import Cast
from pages import Visitor


def previewed(cast: Cast, kind_of_page: int, language: str = "th") -> str:
    answer = Visitor(cast.person("auditor")).get(address(cast, "page-preview", kind_of_page), {"language": language})
    return str(answer.content.decode())


def test_an_executive_is_drawn_as_the_site_draws_them_with_a_picture_that_opens(cast: Cast) -> None:
    page = a_page(cast, "people", text_th="คณะผู้บริหาร")
    part = a_leader(cast, page, "นายสมมติ <ใจดี>")
    told = previewed(cast, page.pk)
    picture = address(cast, "page-part-shown", page.pk, part["id"], "small")
    assert "นายสมมติ &lt;ใจดี&gt;" in told
    assert f'src="{picture}"' in told
    assert Visitor(cast.person("auditor")).get(picture).status_code == 200
    assert "ตัวอย่างหน้าที่กำลังเขียน" in told


def test_the_preview_has_an_english_side_that_leads_back(cast: Cast) -> None:
    page = a_page(cast, "news", title_en="Have your say", text_th="ทุกวันพุธ", text_en="Every Wednesday")
    here = address(cast, "page-preview", page.pk)
    assert f'href="{here}?language=en"' in previewed(cast, page.pk)
    english = previewed(cast, page.pk, "en")
    assert "Every Wednesday" in english
    assert f'href="{here}"' in english


def test_a_file_of_a_page_is_had_from_its_preview(cast: Cast) -> None:
    page = a_page(cast, "laws")
    part = a_part(cast, page, "links", ("law.pdf", b"%PDF-1.7 x"), label_th="พระราชบัญญัติ")
    assert f'href="{address(cast, "page-part-file", page.pk, part["id"])}"' in previewed(cast, page.pk)


def test_the_menu_of_the_release_in_force_stands_around_it(cast: Cast) -> None:
    page = a_page(cast, "structure")
    assert "site-menu" not in previewed(cast, page.pk)
    a_release(cast)
    told = previewed(cast, page.pk)
    assert re.search(rf'href="/{cast.agency.slug}/contact/"', told)


def test_units_stand_under_those_they_belong_to(cast: Cast) -> None:
    page = a_page(cast, "structure")
    a_part(cast, page, "units", name="สำนักปลัด")
    a_part(cast, page, "units", name="งานทะเบียน", under="1")
    told = previewed(cast, page.pk)
    assert told.index("สำนักปลัด") < told.index("งานทะเบียน")


def test_a_preview_leads_back_to_the_page_on_the_desk(cast: Cast) -> None:
    page = a_page(cast, "text")
    assert f'<a href="{address(cast, "page", page.pk)}">กลับไปหน้าทำงาน</a>' in previewed(cast, page.pk)
    assert f'<a href="{address(cast, "page", page.pk)}">' in previewed(cast, page.pk, "en")


def test_an_address_and_a_position_are_told_in_english_where_somebody_gave_them(cast: Cast) -> None:
    contact = a_page(cast, "contact", address="1 หมู่ 1", address_en="1 Village No. 1")
    assert "1 Village No. 1" in previewed(cast, contact.pk, "en")
    assert "1 Village No. 1" not in previewed(cast, contact.pk)
    people = a_page(cast, "people")
    a_leader(cast, people, position="นายกเทศมนตรี", position_en="Mayor")
    a_leader(cast, people, "นายสมมติ สองคน", position="ปลัดเทศบาล")
    english, thai = previewed(cast, people.pk, "en"), previewed(cast, people.pk)
    assert "<p>Mayor</p>" in english
    assert '<p><span lang="th">ปลัดเทศบาล</span></p>' in english
    assert "<p>นายกเทศมนตรี</p>" in thai
    assert "Mayor" not in thai


def test_what_was_written_before_there_was_english_is_still_edited(cast: Cast) -> None:
    page = a_page(cast, "people")
    part = a_leader(cast, page)
    page.refresh_from_db()
    del page.content["people"][0]["position_en"]
    page.save()
    visitor = Visitor(cast.person("clerk"))
    assert visitor.get(address(cast, "page-part-edit", page.pk, part["id"])).status_code == 200
    assert "<p>นายกเทศมนตรี</p>" in previewed(cast, page.pk)
