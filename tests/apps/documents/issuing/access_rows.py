"""Who may sign off, issue, withdraw, and see the editions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.documents.made import a_document, a_document_put_forward, a_signed_document, an_issued_document
from cast import NOW, Cast
from house.access import desk
from prongsai.apps.documents.models import EditionFile
from prongsai.base.files import store
from prongsai.base.jobs import open_job


def a_draft(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_document(cast).pk}


def one_put_forward(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_document_put_forward(cast).pk}


def one_signed(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": a_signed_document(cast).pk}


def an_edition(cast: Cast) -> Mapping[str, Any]:
    return {"document_id": an_issued_document(cast).pk, "version": 1}


def an_edition_with_files(cast: Cast) -> Mapping[str, Any]:
    edition = an_issued_document(cast).editions.get()
    file = store(by=cast.viewer("clerk"), at=NOW, name="plan.txt", content=b"plan")
    EditionFile.objects.create(edition=edition, format="html", file=file)
    edition.signed_scan = file
    edition.save()
    return {"document_id": edition.document_id, "version": 1}


def a_file(cast: Cast) -> Mapping[str, Any]:
    return {**an_edition_with_files(cast), "form": "html"}


def an_edition_without_files(cast: Cast) -> Mapping[str, Any]:
    edition = an_issued_document(cast).editions.get()
    edition.job = open_job(agency=cast.agency, kind="edition.files", at=NOW)
    edition.save()
    return {"document_id": edition.document_id, "version": 1}


WHOLE_CYCLE = "clerk executive auditor"
A_REASON = {"reason": "แก้ผู้รับผิดชอบ"}
A_DAY = date(2026, 11, 21).isoformat()

ROWS = [
    desk("documents:document-submit", "clerk", arguments=a_draft, method="post"),
    desk("documents:document-return", "executive", arguments=one_put_forward, method="post", sent=A_REASON),
    desk("documents:document-approve", "executive", arguments=one_put_forward, method="post"),
    desk("documents:document-sign", "clerk", arguments=one_put_forward, method="post", sent={"signed_on": A_DAY}),
    desk(
        "documents:document-issue",
        "clerk",
        arguments=one_signed,
        method="post",
        sent={"number": "1/2567", "issued_on": A_DAY},
    ),
    desk("documents:document-revise", "clerk", arguments=one_signed, method="post", sent=A_REASON),
    desk("documents:edition", WHOLE_CYCLE, arguments=an_edition),
    desk("documents:edition-file", WHOLE_CYCLE, arguments=a_file),
    desk("documents:edition-scan", WHOLE_CYCLE, arguments=an_edition_with_files),
    desk("documents:edition-make", "clerk", arguments=an_edition_without_files, method="post"),
    desk("documents:edition-withdraw", "clerk", arguments=an_edition, method="post", sent=A_REASON),
]
