"""At which address: the country of a year, and of one run of it."""

from __future__ import annotations

from prongsai.apps.nation.urls import beside, imports, runs

app_name = "nation"

urlpatterns = [*runs.urlpatterns, *beside.urlpatterns, *imports.urlpatterns]
