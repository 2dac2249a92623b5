"""Today, the calendar, reminders."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import calendar, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/changes/", today.today_changes, name="today-changes"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.<slug:form>", calendar.calendar_table, name="calendar-table"),
    path("calendar/notices/", calendar.notice_choose, name="notice-choose"),
    path("calendar/feed/", calendar.calendar_feed, name="calendar-feed"),
]
