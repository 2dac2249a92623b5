"""Pages are begun, set right, taken away and brought back, and nothing typed is lost."""

from datetime import date

import pytest
from django.http import Http404

from apps.disclosure.made_pages import a_page, address
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.operations.pages import (
    Head,
    Overtaken,
    create_page,
    edit_page,
    remove_page,
    restore_page,
)
from prongsai.apps.disclosure.queries.page_parts import head_basis
from prongsai.apps.disclosure.queries.pages import page_of, pages_of
from prongsai.base.models import AuditLine, Draft
from prongsai.core.errors import Refused


def test_a_page_is_written_on_the_desk(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    sent = {"title_th": "เปิดรับฟังความคิดเห็น", "dated_on": "15/01/2567", "text_th": "ทุกวันพุธ", "text_en": "Every Wednesday"}
    response = visitor.post(address(cast, "page-create", "news"), sent)
    page = Page.objects.get()
    assert response["Location"] == address(cast, "page", page.pk)
    assert (page.title_th, page.dated_on, page.kind) == ("เปิดรับฟังความคิดเห็น", date(2024, 1, 15), "news")
    assert "ทุกวันพุธ" in visitor.get(response["Location"]).content.decode()


def test_the_audit_line_says_what_was_done_and_nothing_of_the_content(cast: Cast) -> None:
    a_page(cast, "people", text_th="นายสมมติ")
    line = AuditLine.objects.get(verb="page.created")
    assert (line.changes, line.subject_kind) == ({"kind": "people"}, "page")


def test_a_title_that_is_missing_stands_at_its_field_and_the_text_is_kept(cast: Cast) -> None:
    sent = {"title_th": "", "dated_on": "ไม่รู้", "text_th": "พิมพ์ไว้ยาว <b>"}
    response = Visitor(cast.person("clerk")).post(address(cast, "page-create", "news"), sent)
    told = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_title_th"' in told
    assert 'href="#id_dated_on"' in told
    assert "พิมพ์ไว้ยาว &lt;b&gt;" in told
    assert 'value="ไม่รู้"' in told
    assert Page.objects.count() == 0


def test_an_agency_has_one_page_of_executives_at_a_time(cast: Cast) -> None:
    page = a_page(cast, "people")
    with pytest.raises(Refused, match="one page of this kind"):
        a_page(cast, "people")
    remove_page(by=cast.viewer("clerk"), at=NOW, page=page)
    a_page(cast, "people")
    with pytest.raises(Refused, match="one page of this kind"):
        restore_page(by=cast.viewer("clerk"), at=NOW, page=page)
    assert [each.pk for each in pages_of(cast.agency)] == [Page.objects.get(removed_at=None).pk]


def test_a_second_page_of_its_kind_is_refused_on_the_form_with_all_that_was_typed(cast: Cast) -> None:
    a_page(cast, "contact")
    sent = {"title_th": "ติดต่อ", "address": "1 หมู่ 1"}
    response = Visitor(cast.person("clerk")).post(address(cast, "page-create", "contact"), sent)
    assert response.status_code == 422
    assert "1 หมู่ 1" in response.content.decode()


def test_a_map_that_is_no_link_is_refused(cast: Cast) -> None:
    sent = {"title_th": "ติดต่อ", "map": "javascript:alert(1)"}
    response = Visitor(cast.person("clerk")).post(address(cast, "page-create", "contact"), sent)
    assert response.status_code == 422
    assert 'href="#id_map"' in response.content.decode()
    with pytest.raises(Refused, match="cannot be taken"):
        create_page(
            by=cast.viewer("clerk"), at=NOW, kind="contact", head=Head("ติดต่อ", texts={"map": "javascript:alert(1)"})
        )


def test_news_without_a_day_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="has a day"):
        create_page(by=cast.viewer("clerk"), at=NOW, kind="news", head=Head("ข่าว"))


def test_who_saves_an_older_page_sees_both_and_may_save_over_it(cast: Cast) -> None:
    page = a_page(cast, "text", text_th="เดิม")
    basis = head_basis(page)
    theirs = Head("ชื่อของเขา", texts={"text_th": "ของเขา"})
    edit_page(by=cast.viewer("clerk"), at=NOW, page=page, basis=basis, head=theirs)
    visitor = Visitor(cast.person("clerk"))
    sent = {"basis": basis, "title_th": "ชื่อของฉัน", "text_th": "ของฉัน"}
    response = visitor.post(address(cast, "page-edit", page.pk), sent)
    told = response.content.decode()
    now = head_basis(Page.objects.get())
    assert response.status_code == 409
    assert "<td>ชื่อของเขา</td><td>ชื่อของฉัน</td>" in told
    assert "<td>ของเขา</td><td>ของฉัน</td>" in told
    assert f'name="basis" value="{now}"' in told
    assert visitor.post(address(cast, "page-edit", page.pk), {**sent, "basis": now}).status_code == 302
    assert Page.objects.get().content["text_th"] == "ของฉัน"


def test_nothing_is_saved_from_an_older_page(cast: Cast) -> None:
    page = a_page(cast)
    with pytest.raises(Overtaken):
        edit_page(by=cast.viewer("clerk"), at=NOW, page=page, basis="", head=Head("ใหม่"))
    assert Page.objects.get().title_th == "หน้าหนึ่ง"


def test_a_page_is_taken_away_and_brought_back_whole(cast: Cast) -> None:
    page = a_page(cast, text_th="ยังอยู่")
    visitor = Visitor(cast.person("clerk"))
    visitor.post(address(cast, "page-remove", page.pk))
    assert pages_of(cast.agency) == []
    assert "นำกลับมา" in visitor.get(address(cast, "pages")).content.decode()
    with pytest.raises(Refused, match="taken away"):
        edit_page(by=cast.viewer("clerk"), at=NOW, page=page, basis=head_basis(page), head=Head("ใหม่"))
    visitor.post(address(cast, "page-restore", page.pk))
    assert pages_of(cast.agency)[0].content["text_th"] == "ยังอยู่"


def test_another_agencys_page_is_not_found(cast: Cast) -> None:
    page = create_page(by=cast.viewer("stranger"), at=NOW, kind="text", head=Head("ของเขา"))
    with pytest.raises(Http404):
        page_of(cast.viewer("clerk"), page.pk)
    assert Visitor(cast.person("clerk")).get(address(cast, "page", page.pk)).status_code == 404


def test_what_was_typed_comes_back_as_a_draft(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    at = address(cast, "page-create", "text")
    visitor.post(at, {"title_th": "ยังไม่เสร็จ", "text_th": "ครึ่งหน้า", "keep": "draft"})
    assert "ครึ่งหน้า" in visitor.get(at).content.decode()
    visitor.post(at, {"title_th": "เสร็จแล้ว", "text_th": "ทั้งหน้า"})
    assert Draft.objects.count() == 0


def test_an_unknown_kind_of_page_is_not_found(cast: Cast) -> None:
    assert Visitor(cast.person("clerk")).get(address(cast, "page-create", "secret")).status_code == 404
