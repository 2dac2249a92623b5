"""The directory of agencies with a published site."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.disclosure.made import a_release
from apps.disclosure.made_public import home_page
from cast import NOW, Cast
from pages import Visitor
from prongsai.base.models import Agency


def agencies(count: int, province: str = "ขอนแก่น") -> list[Agency]:
    begun = Agency.objects.count()
    return Agency.objects.bulk_create(
        Agency(
            slug=f"made-{number}",
            name=f"เทศบาลตำบลตัวอย่าง {number:03}",
            kind=Agency.Kind.SUBDISTRICT_MUNICIPALITY,
            district="เมืองขอนแก่น",
            province=province,
            created_at=NOW,
        )
        for number in range(begun, begun + count)
    )


def test_only_agencies_that_published_are_listed(cast: Cast) -> None:
    a_release(cast)
    text = Visitor().get("/sites/").content.decode()
    assert cast.agency.name in text
    assert f'href="/{cast.agency.slug}/"' in text
    assert cast.other_agency.name not in text


def test_nothing_published_says_so(cast: Cast) -> None:
    assert "ยังไม่มีหน่วยงานที่เผยแพร่" in Visitor().get("/sites/").content.decode()


def test_the_list_is_narrowed_by_province_and_by_name(cast: Cast) -> None:
    a_release(cast)
    (other,) = agencies(1)
    a_release(cast, [home_page()], agency=other)
    by_province = Visitor().get("/sites/", {"province": "ขอนแก่น"}).content.decode()
    by_name = Visitor().get("/sites/", {"q": "ทุ่งฟ้า"}).content.decode()
    assert (other.name in by_province, cast.agency.name in by_province) == (True, False)
    assert (other.name in by_name, cast.agency.name in by_name) == (False, True)
    assert "ไม่พบหน่วยงาน" in Visitor().get("/sites/", {"q": "ไม่มีที่นี่", "page": "7"}).content.decode()


def test_questions_are_the_same_for_ten_agencies_and_for_a_hundred(cast: Cast) -> None:
    counts = []
    for count in (10, 90):
        for agency in agencies(count):
            a_release(cast, [home_page()], agency=agency)
        with CaptureQueriesContext(connection) as asked:
            response = Visitor().get("/sites/", {"province": "ขอนแก่น"})
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert response.content.decode().count("data-row") == 50
    assert "page=2" in response.content.decode()


def test_the_front_page_leads_there(cast: Cast) -> None:
    assert 'href="/sites/"' in Visitor().get("/").content.decode()
