"""A run beside others: an agency's twins, what moved, items lost, measures that go with a better result."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.nation.desk import measures
from prongsai.apps.nation.public import association, items, movement, twins
from prongsai.apps.nation.urls.codes import of_year_and_run

urlpatterns = [
    *of_year_and_run("agencies/<from_file:code>/twins/", twins.twins, "twins"),
    *of_year_and_run("moved/", movement.moved, "moved"),
    *of_year_and_run("moved/agencies/", movement.moved_agencies, "moved-agencies"),
    *of_year_and_run("items/", items.items, "items"),
    *of_year_and_run("items/<slug:code>/", items.item, "item"),
    *of_year_and_run("measures/", association.measures, "measures"),
    *of_year_and_run("measures/<slug:code>/", association.measure_declarers, "measure-declarers"),
    *of_year_and_run("measures/<slug:code>/<slug:outcome>/", association.measure_matches, "measure-matches"),
    path("imports/measures/", measures.measure_lists, name="measure-lists"),
]
