"""The calendar that programs subscribe to: outside the desk, because they have no account."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement import public

app_name = "improvement-feed"

urlpatterns = [path("calendar/<str:token>.ics", public.calendar, name="calendar")]
