"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from prongsai.base.screens import errors

urlpatterns = [
    path("", include("prongsai.base.urls")),
    path("account/", include("prongsai.base.account_urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.assessment.urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.improvement.urls")),
    path("", include("prongsai.apps.improvement.urls.feed")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
