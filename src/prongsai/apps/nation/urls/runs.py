"""The country of a year and of a run: at a glance, by province and type, agency by agency."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.nation.public import agencies, country
from prongsai.apps.nation.urls.codes import of_year_and_run

urlpatterns = [
    path("", country.years_page, name="years"),
    *of_year_and_run("", country.overview, "country"),
    *of_year_and_run("provinces/<from_file:province>/", country.province, "province"),
    *of_year_and_run("kinds/<from_file:kind>/", country.kind, "kind"),
    *of_year_and_run("agencies/", agencies.agencies, "agencies"),
    *of_year_and_run("agencies.csv", agencies.agencies_file, "agencies-file"),
    *of_year_and_run("scores.csv", agencies.scores_file, "scores-file"),
    *of_year_and_run("agencies/<from_file:code>/", agencies.agency, "agency"),
]
