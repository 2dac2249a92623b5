"""What the public site says of the agency."""

from typing import Any

import pytest

from apps.disclosure.made import a_release
from apps.disclosure.made_pages import address
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Site
from prongsai.apps.disclosure.operations.pages import Overtaken
from prongsai.apps.disclosure.operations.site import SiteWords, edit_site
from prongsai.apps.disclosure.queries.site import site_of
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused

WORDS: SiteWords = {
    "name_en": "Thung Fa Sai Municipality",
    "own_address": "https://www.example.go.th/",
    "about_th": "เทศบาลตำบลกลางหุบเขา",
    "about_en": "In a valley",
    "licence": "CC0-1.0",
    "fewest": 10,
}


def sent(**changes: Any) -> dict[str, Any]:
    return {"version": 1, **WORDS, **changes}


def test_a_site_that_nobody_spoke_of_has_the_usual_choices(cast: Cast) -> None:
    site = site_of(cast.agency)
    assert (site.licence, site.fewest, site.version) == ("CC-BY-4.0", 5, 1)
    assert Site.objects.count() == 0


def test_what_is_said_is_kept_for_this_agency_alone(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    assert visitor.post(address(cast, "site-edit"), sent()).status_code == 302
    told = visitor.get(address(cast, "site")).content.decode()
    assert "Thung Fa Sai Municipality" in told
    assert site_of(cast.agency).fewest == 10
    assert site_of(cast.other_agency).fewest == 5
    assert AuditLine.objects.get(verb="site.edited").changes == {"version": 2}


def test_the_page_says_whether_anything_is_seen_and_where(cast: Cast) -> None:
    visitor = Visitor(cast.person("auditor"))
    before = visitor.get(address(cast, "site")).content.decode()
    a_release(cast)
    after = visitor.get(address(cast, "site")).content.decode()
    assert "ยังไม่ได้เผยแพร่" in before
    assert "ยังไม่ได้เผยแพร่" not in after
    assert f"/{cast.agency.slug}/" in after


def test_saying_something_keeps_the_release_in_force(cast: Cast) -> None:
    release = a_release(cast)
    edit_site(by=cast.viewer("clerk"), at=NOW, version=1, words=WORDS)
    assert site_of(cast.agency).current == release


def test_who_saves_older_words_sees_both(cast: Cast) -> None:
    edit_site(by=cast.viewer("clerk"), at=NOW, version=1, words=WORDS)
    response = Visitor(cast.person("clerk")).post(address(cast, "site-edit"), sent(about_th="ของฉัน"))
    told = response.content.decode()
    assert response.status_code == 409
    assert "<td>เทศบาลตำบลกลางหุบเขา</td><td>ของฉัน</td>" in told
    assert 'name="version" value="2"' in told
    with pytest.raises(Overtaken):
        edit_site(by=cast.viewer("clerk"), at=NOW, version=1, words=WORDS)


@pytest.mark.parametrize(
    "wrong", [{"fewest": "0"}, {"fewest": "x"}, {"licence": "mine"}, {"own_address": "ไม่มี"}, {"version": "x"}]
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(cast: Cast, wrong: dict[str, str]) -> None:
    response = Visitor(cast.person("clerk")).post(address(cast, "site-edit"), sent(**wrong))
    assert response.status_code == 422
    assert "เทศบาลตำบลกลางหุบเขา" in response.content.decode()
    assert Site.objects.count() == 0


def test_an_operation_takes_no_licence_that_is_not_there(cast: Cast) -> None:
    words: SiteWords = {**WORDS, "licence": "mine"}
    with pytest.raises(Refused, match="licence"):
        edit_site(by=cast.viewer("clerk"), at=NOW, version=1, words=words)
