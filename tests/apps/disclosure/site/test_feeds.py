"""What machines follow: a feed by the rules of RSS 2.0, sitemaps by the protocol 0.9, what robots may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree

from apps.disclosure.made import a_release
from apps.disclosure.made_public import home_page, public_pages
from apps.disclosure.site.made_site import news, site_of
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.queries import feeds
from prongsai.core.publication import Said

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def fetched(address: str, content_type: str) -> Any:
    response = Visitor().get(address)
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    return etree.fromstring(response.content)


def test_the_feed_tells_the_newest_pages_first(cast: Cast, settings: Any) -> None:
    a_release(cast, [home_page(), news(3), news(1, text="\x07เสียง"), news(2)])
    root = fetched(f"/{cast.agency.slug}/feed.xml", "application/rss+xml")
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    here = f"{settings.ADDRESS}/{cast.agency.slug}/"
    own = channel.find(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", f"{here}feed.xml")
    assert [channel.findtext(name) for name in ("title", "link", "language")] == [cast.agency.name, here, "th"]
    assert channel.findtext("description")
    items = channel.findall("item")
    assert [item.findtext("link") for item in items] == [f"{here}news/{number}/" for number in (1, 2, 3)]
    days = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert days == sorted(days, reverse=True)
    assert len({item.findtext("guid") for item in items}) == 3
    assert {item.find("guid").get("isPermaLink") for item in items} == {"false"}
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == NOW


def test_the_feed_in_english_leads_to_english_pages(cast: Cast) -> None:
    a_release(cast)
    root = fetched(f"/{cast.agency.slug}/en/feed.xml", "application/rss+xml")
    links = [item.findtext("link") for item in root.iter("item")]
    assert links
    assert all(f"/{cast.agency.slug}/en/" in link for link in links)
    assert "Have your say" in [item.findtext("title") for item in root.iter("item")]


def test_a_feed_is_of_a_bounded_length(cast: Cast) -> None:
    a_release(cast, site_of(60))
    root = fetched(f"/{cast.agency.slug}/feed.xml", "application/rss+xml")
    assert len(list(root.iter("item"))) == feeds.NEWEST


def test_the_sitemap_names_every_page_in_both_languages(cast: Cast, settings: Any) -> None:
    a_release(cast)
    root = fetched(f"/{cast.agency.slug}/sitemap.xml", "application/xml")
    assert root.tag == f"{MAP}urlset"
    here = f"{settings.ADDRESS}/{cast.agency.slug}/"
    seen = [page.path for page in public_pages() if page.kind != "notice"]
    addresses = [url.findtext(f"{MAP}loc") for url in root]
    assert sorted(addresses) == sorted(f"{here}{before}{path}" for path in seen for before in ("", "en/"))
    for url in root:
        others = {each.get("hreflang"): each.get("href") for each in url.findall(f"{XHTML}link")}
        assert set(others) == {"th", "en"}
        assert url.findtext(f"{MAP}loc") in others.values()
        assert url.findtext(f"{MAP}lastmod") == "2026-11-21"


def test_the_index_names_the_sitemaps_of_agencies_that_published(cast: Cast, settings: Any) -> None:
    a_release(cast)
    root = fetched("/sitemap.xml", "application/xml")
    assert root.tag == f"{MAP}sitemapindex"
    (entry,) = root
    assert entry.findtext(f"{MAP}loc") == f"{settings.ADDRESS}/{cast.agency.slug}/sitemap.xml"
    assert entry.findtext(f"{MAP}lastmod") == "2026-11-21T04:00:00+00:00"


def test_no_sitemap_is_longer_than_the_protocol_allows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ADDRESSES", 1)
    a_release(cast)
    a_release(cast, [home_page()], agency=cast.other_agency, at=NOW + timedelta(hours=1))
    first, second = fetched("/sitemap.xml", "application/xml"), fetched("/sitemap-2.xml", "application/xml")
    assert (len(first), len(second)) == (1, 1)
    assert Visitor().get("/sitemap-3.xml").status_code == 404
    robots = Visitor().get("/robots.txt").content.decode()
    assert robots.count("Sitemap: ") == 2
    assert "/sitemap-2.xml" in robots


def test_robots_stay_off_the_desk_and_read_the_sites(cast: Cast, settings: Any) -> None:
    lines = Visitor().get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /account/", "Disallow: /*/search/"} <= set(lines)
    assert f"Sitemap: {settings.ADDRESS}/sitemap.xml" in lines
    assert "Disallow: /sites/" not in lines


@pytest.mark.parametrize("part", ["0", "2", "99999999999999999999"])
def test_a_part_that_no_sitemap_has_is_not_there(cast: Cast, part: str) -> None:
    a_release(cast)
    assert Visitor().get(f"/sitemap-{part}.xml").status_code == 404


def test_the_feed_has_nothing_that_turns_the_direction_of_writing(cast: Cast) -> None:
    a_release(cast, [home_page(), replace(news(1), title=Said("ข่าว\u202eexe"))])
    assert "\u202e" not in Visitor().get(f"/{cast.agency.slug}/feed.xml").content.decode()
