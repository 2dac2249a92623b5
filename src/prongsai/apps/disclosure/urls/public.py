"""Addresses of the published site: nothing here asks who comes.

The last ones take whatever stands under an agency's name; those of tables and of the item table to embed come first.
"""

from __future__ import annotations

from django.urls import URLPattern, path

from prongsai.apps.disclosure.public import directory, site, snippet, tables

app_name = "site"

ENGLISH = {"language": "en"}

urlpatterns: list[URLPattern] = [
    path("sites/", directory.sites, name="sites"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap_index, name="sitemap-index"),
    path("sitemap-<int:part>.xml", site.sitemap_index, name="sitemap-part"),
    path("<slug:agency>/sitemap.xml", site.sitemap, name="sitemap"),
    path("<slug:agency>/feed.xml", site.feed, name="feed"),
    path("<slug:agency>/en/feed.xml", site.feed, ENGLISH, name="feed-english"),
    path("<slug:agency>/search/", site.search, name="search"),
    path("<slug:agency>/en/search/", site.search, ENGLISH, name="search-english"),
    path("<slug:agency>/tables/catalog.jsonld", tables.catalogue, name="catalogue"),
    path("<slug:agency>/tables/package.json", tables.package, name="package"),
    path("<slug:agency>/tables/<slug:code>.<slug:form>", tables.table, name="table-file"),
    path("<slug:agency>/files/<str:mark>/<str:name>", site.file, name="file"),
    path("<slug:agency>/items-<int:year>.html", snippet.items_table, name="items-table"),
    path("<slug:agency>/en/items-<int:year>.html", snippet.items_table, ENGLISH, name="items-table-english"),
    path("<slug:agency>/", site.page, name="home"),
    path("<slug:agency>/en/", site.page, ENGLISH, name="home-english"),
    path("<slug:agency>/en/<path:path>/", site.page, ENGLISH, name="page-english"),
    path("<slug:agency>/<path:path>/", site.page, name="page"),
]
