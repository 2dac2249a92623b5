"""No agency is named after an address of the site itself: what the site says and what is refused stay in step."""

from __future__ import annotations

import pytest

from cast import Cast
from house.routes import routes
from prongsai.base.forms import NewAgencyForm
from prongsai.base.reserved import reserved_words

PLACE = {"name": "เทศบาลตำบลบ้านใหม่", "kind": "subdistrict-municipality", "district": "เมือง", "province": "ขอนแก่น"}


def first_words() -> set[str]:
    return {first for route in routes() if (first := route.address.partition("/")[0]) and "<" not in first}


def test_every_first_word_of_the_sites_addresses_is_reserved() -> None:
    assert first_words() | {"static"} == set(reserved_words())
    assert {
        "account",
        "administration",
        "api",
        "desk",
        "language",
        "sites",
        "static",
        "verify",
        "words",
    } <= first_words() | {"static"}


@pytest.mark.parametrize("slug", ["desk", "SITES", "verify", "static", "api"])
def test_an_agency_cannot_take_one(cast: Cast, slug: str) -> None:
    form = NewAgencyForm({**PLACE, "slug": slug})
    assert form.errors["slug"] == ["ชื่อนี้เป็นที่อยู่ของระบบเอง กรุณาใช้ชื่ออื่น เช่น ชื่อตำบลหรือเมืองเป็นอักษรอังกฤษ"]


def test_an_agency_may_take_any_other(cast: Cast) -> None:
    assert NewAgencyForm({**PLACE, "slug": "desk-side"}).is_valid()
