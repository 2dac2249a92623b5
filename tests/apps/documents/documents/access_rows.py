"""Who may open what of documents: the list, a new one, one of them, its fields, a draft of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.documents.made import a_document, a_document_put_forward
from cast import Cast
from house.access import desk


def a_draft(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_document(cast).pk}


def a_draft_to_take_away(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_document_put_forward(cast).pk, "form": "json"}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("documents:documents", WHOLE_CYCLE),
    desk("documents:document-open", "clerk"),
    desk("documents:document", WHOLE_CYCLE, arguments=a_draft),
    desk("documents:document-edit", "clerk", arguments=a_draft),
    desk("documents:document-discard", "clerk", arguments=a_draft, method="post"),
    desk("documents:document-draft", WHOLE_CYCLE, arguments=a_draft_to_take_away),
]
