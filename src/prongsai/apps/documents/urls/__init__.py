"""At which address: documents and their style stand under one agency and one fiscal year."""

from __future__ import annotations

from prongsai.apps.documents.urls import documents, editions, printing, style

app_name = "documents"

urlpatterns = [*documents.urlpatterns, *editions.urlpatterns, *printing.urlpatterns, *style.urlpatterns]
