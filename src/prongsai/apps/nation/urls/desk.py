"""The place of an agency in the country, at its own desk."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.nation.desk import place

app_name = "nation-desk"

urlpatterns = [path("place/", place.place, name="place")]
