from __future__ import annotations

from apps.disclosure.made import a_release
from apps.disclosure.made_public import public_pages
from cast import Cast
from prongsai.apps.disclosure.models import Site
from prongsai.core.publication import BODIES, from_json


def test_the_pages_of_a_release_come_back_as_they_went_in(cast: Cast) -> None:
    a_release(cast)
    release = Site.objects.get(agency=cast.agency).current
    assert release is not None
    assert tuple(from_json(each.content) for each in release.pages.all()) == public_pages()
    assert {each.kind for each in public_pages()} == set(BODIES)
