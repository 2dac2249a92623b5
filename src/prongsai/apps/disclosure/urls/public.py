"""Addresses of the published site: nothing here asks who comes.

The last ones take whatever stands under an agency's name; those of tables and of the item table to embed come first.
"""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from prongsai.apps.disclosure.public import directory, site, snippet, tables
from prongsai.base.reserved import SiteWord

register_converter(SiteWord, "site")

app_name = "site"

ENGLISH = {"language": "en"}

urlpatterns: list[URLPattern] = [
    path("sites/", directory.sites, name="sites"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap_index, name="sitemap-index"),
    path("sitemap-<int:part>.xml", site.sitemap_index, name="sitemap-part"),
    path("<site:agency>/sitemap.xml", site.sitemap, name="sitemap"),
    path("<site:agency>/feed.xml", site.feed, name="feed"),
    path("<site:agency>/en/feed.xml", site.feed, ENGLISH, name="feed-english"),
    path("<site:agency>/search/", site.search, name="search"),
    path("<site:agency>/en/search/", site.search, ENGLISH, name="search-english"),
    path("<site:agency>/tables/catalog.jsonld", tables.catalogue, name="catalogue"),
    path("<site:agency>/tables/package.json", tables.package, name="package"),
    path("<site:agency>/tables/<slug:code>.<slug:form>", tables.table, name="table-file"),
    path("<site:agency>/files/<str:mark>/<str:name>", site.file, name="file"),
    path("<site:agency>/items-<int:year>.html", snippet.items_table, name="items-table"),
    path("<site:agency>/en/items-<int:year>.html", snippet.items_table, ENGLISH, name="items-table-english"),
    path("<site:agency>/", site.page, name="home"),
    path("<site:agency>/en/", site.page, ENGLISH, name="home-english"),
    path("<site:agency>/en/<path:path>/", site.page, ENGLISH, name="page-english"),
    path("<site:agency>/<path:path>/", site.page, name="page"),
]
