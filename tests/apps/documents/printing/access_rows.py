"""Who may open what of previews and bundles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.documents.made_printing import SUBJECT, a_document_row, a_preview_row, an_issued_edition
from cast import NOW, YEAR, Cast
from house.access import desk
from prongsai.apps.documents.jobs import make_bundle
from prongsai.apps.documents.operations import ask_bundle


def a_document(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_document_row(cast).pk}


def a_page(cast: Cast) -> Mapping[str, Any]:
    document = a_document_row(cast)
    return {"document_id": document.pk, "preview_id": a_preview_row(cast, document).pk, "number": 1}


def a_bundle(cast: Cast) -> Mapping[str, Any]:
    an_issued_edition(cast)
    bundle = ask_bundle(by=cast.viewer("clerk"), at=NOW, fiscal_year=YEAR, subject=SUBJECT)
    make_bundle.call(bundle.pk)
    return {"bundle_id": bundle.pk}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("documents:preview-ask", WHOLE_CYCLE, arguments=a_document, method="post"),
    desk("documents:preview", WHOLE_CYCLE, arguments=a_page),
    desk("documents:bundles", WHOLE_CYCLE),
    desk("documents:bundle-make", "clerk auditor", method="post"),
    desk("documents:bundle", WHOLE_CYCLE, arguments=a_bundle),
    desk("documents:bundle-file", WHOLE_CYCLE, arguments=a_bundle),
]
