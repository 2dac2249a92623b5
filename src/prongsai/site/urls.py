"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from prongsai.base.screens import errors
from prongsai.site import api

urlpatterns = [
    path("", include("prongsai.base.urls")),
    path("account/", include("prongsai.base.account_urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.documents.urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.assessment.urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.improvement.urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.disclosure.urls")),
    path("desk/<slug:agency>/<int:year>/", include("prongsai.apps.nation.urls.desk")),
    path("", include("prongsai.apps.improvement.urls.feed")),
    path("nation/", include("prongsai.apps.nation.urls")),
    path("verify/", include("prongsai.apps.documents.urls.verify")),
    path(api.HERE, include((api.addresses(), "api"))),
    path("", include("prongsai.apps.disclosure.urls.public")),  # the last: an agency's name is the first word of it
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = api.nothing_here
handler500 = errors.server_error
