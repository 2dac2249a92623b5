"""At which address: everything of the improvement cycle stands under one agency and one fiscal year."""

from __future__ import annotations

from prongsai.apps.improvement.urls import inbox, plans, proof, rounds, sheets, signing, today

app_name = "improvement"

urlpatterns = [
    *today.urlpatterns,
    *inbox.urlpatterns,
    *plans.urlpatterns,
    *signing.urlpatterns,
    *sheets.urlpatterns,
    *rounds.urlpatterns,
    *proof.urlpatterns,
]
