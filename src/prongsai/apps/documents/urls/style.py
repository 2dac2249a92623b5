"""Addresses of style."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.documents.desk import style, wording

urlpatterns = [
    path("style/", style.style, name="style"),
    path("style/edit/", style.style_edit, name="style-edit"),
    path("style/number-example/", style.style_example, name="style-example"),
    path("style/emblem/", style.style_emblem, name="style-emblem"),
    path("style/emblem/set/", style.style_emblem_set, name="style-emblem-set"),
    path("style/emblem/remove/", style.style_emblem_remove, name="style-emblem-remove"),
    path("style/signatories/add/", style.signatory_add, name="signatory-add"),
    path("style/signatories/<int:signatory_id>/end/", style.signatory_end, name="signatory-end"),
    path("style/layouts/<slug:layout>/", wording.wording, name="wording"),
    path("style/layouts/<slug:layout>/edit/", wording.wording_edit, name="wording-edit"),
    path("style/layouts/<slug:layout>/sample.<slug:form>", wording.wording_sample, name="wording-sample"),
    path("style/layouts/<slug:layout>/template/", wording.template_original, name="template-original"),
    path("style/layouts/<slug:layout>/template/set/", wording.template_set, name="template-set"),
    path("style/layouts/<slug:layout>/template/remove/", wording.template_remove, name="template-remove"),
    path("style/layouts/<slug:layout>/template/begin/", wording.template_begin, name="template-begin"),
]
