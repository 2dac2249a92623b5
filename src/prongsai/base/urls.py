"""At which address: the front door, administration, and the places of the desk that belong to no app."""

from __future__ import annotations

from django.urls import path

from prongsai.base.screens import administration, audit, drafts, front, jobs, settings, tokens, words

app_name = "base"

DESK = "desk/<slug:agency>/<int:year>/"

urlpatterns = [
    path("", front.home, name="home"),
    path("words/", words.words, name="words"),
    path("language/", front.language, name="language"),
    path("account/", front.account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.token_create, name="token-create"),
    path("account/tokens/<int:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("set-up/<str:token>/", front.set_up, name="set-up"),
    path("invitation/<str:token>/", front.invitation, name="invitation"),
    path("administration/", administration.agencies, name="agencies"),
    path("administration/agencies/new/", administration.agency_create, name="agency-create"),
    path("administration/agencies/<slug:slug>/", administration.agency_edit, name="agency-edit"),
    path("administration/jobs/<int:job_id>/", jobs.installation_progress, name="installation-job"),
    path(DESK, front.desk_home, name="desk-home"),
    path(f"{DESK}settings/", settings.overview, name="settings"),
    path(f"{DESK}settings/units/new/", settings.unit_add, name="settings-unit-add"),
    path(f"{DESK}settings/units/<int:unit_id>/", settings.unit_rename, name="settings-unit-rename"),
    path(f"{DESK}settings/people/new/", settings.person_invite, name="settings-person-invite"),
    path(f"{DESK}settings/people/<int:membership_id>/", settings.membership_change, name="settings-membership-change"),
    path(f"{DESK}settings/people/<int:membership_id>/link/", settings.person_link, name="settings-person-link"),
    path(f"{DESK}settings/people/<int:membership_id>/end/", settings.membership_end, name="settings-membership-end"),
    path(f"{DESK}audit/", audit.trail, name="audit"),
    path(f"{DESK}audit.<slug:form>", audit.trail_table, name="audit-table"),
    path(f"{DESK}jobs/<int:job_id>/", jobs.progress, name="job"),
    path(f"{DESK}draft/", drafts.draft, name="draft"),
]
