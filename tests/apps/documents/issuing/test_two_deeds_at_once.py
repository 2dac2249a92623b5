"""Two people at the same document: one deed is done, and who comes second is told what the first did."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import OperationalError, connection

from apps.documents.made import (
    TODAY,
    Source,
    a_document_put_forward,
    a_signed_document,
    an_issued_document,
)
from cast import NOW, Cast
from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.models import Deed, Document, Edition, EditionFile
from prongsai.core.errors import Refused
from prongsai.paper.writing import FORMATS


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """What became of each deed when all begin together: "done", or why it was refused.

    SQLite lets nobody write while another does: whoever it turns away comes again.
    """
    told: list[str] = [""] * len(deeds)
    together = Barrier(len(deeds))

    def run(number: int, deed: Callable[[], Any]) -> None:
        together.wait()
        while not told[number]:
            try:
                deed()
                told[number] = "done"
            except Refused as refusal:
                told[number] = refusal.en
            except OperationalError:
                continue
        connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(told, key=lambda each: each != "done")


def test_of_two_who_approve_one_does(cast: Cast, source: Source, transactional_db: None) -> None:
    document, executive = a_document_put_forward(cast), cast.viewer("executive")
    submission = document.deeds.get().pk

    def approve() -> None:
        operations.approve_document(by=executive, at=NOW, document=document, submission=submission)

    first, second = at_once(approve, approve)
    assert first == "done"
    assert "signed" in second
    assert Deed.objects.filter(deed="approved").count() == 1


def test_of_two_who_issue_one_does(cast: Cast, source: Source, transactional_db: None) -> None:
    document, clerk = a_signed_document(cast), cast.viewer("clerk")

    def issue(number: str) -> Callable[[], Any]:
        return lambda: operations.issue_document(by=clerk, at=NOW, document=document, number=number, issued_on=TODAY)

    first, second = at_once(issue("1/2567"), issue("2/2567"))
    assert first == "done"
    assert "issued" in second
    assert Deed.objects.filter(deed="issued").count() == 1


def test_of_two_papers_that_take_the_same_number_one_gets_it(
    cast: Cast, source: Source, transactional_db: None
) -> None:
    documents = [a_signed_document(cast, title=title) for title in ("ก", "ข")]
    clerk = cast.viewer("clerk")

    def issue(document: Document) -> Callable[[], Any]:
        return lambda: operations.issue_document(by=clerk, at=NOW, document=document, number="7/2567", issued_on=TODAY)

    first, second = at_once(*(issue(each) for each in documents))
    assert first == "done"
    assert "Another paper" in second
    assert Edition.objects.filter(number="7/2567").count() == 1


def test_what_is_returned_while_it_is_signed_is_one_or_the_other(
    cast: Cast, source: Source, transactional_db: None
) -> None:
    document, executive = a_document_put_forward(cast), cast.viewer("executive")
    submission = document.deeds.get().pk
    told = at_once(
        lambda: operations.approve_document(by=executive, at=NOW, document=document, submission=submission),
        lambda: operations.return_document(by=executive, at=NOW, document=document, reason="แก้"),
    )
    document.refresh_from_db()
    assert told.count("done") == 1
    assert (document.state, Edition.objects.count()) in {("approved", 1), ("draft", 0)}


def test_what_is_issued_while_it_is_revised_is_never_half(cast: Cast, source: Source, transactional_db: None) -> None:
    document, clerk = a_signed_document(cast), cast.viewer("clerk")
    at_once(
        lambda: operations.issue_document(by=clerk, at=NOW, document=document, number="1/2567", issued_on=TODAY),
        lambda: operations.revise_document(by=clerk, at=NOW, document=document, reason="แก้"),
    )
    document.refresh_from_db()
    edition = Edition.objects.get()
    assert (document.state, document.version) == ("draft", 2)
    assert bool(edition.number) == bool(edition.issued_at) == Deed.objects.filter(deed="issued").exists()


def test_two_who_press_the_same_job_keep_each_file_once(cast: Cast, source: Source, transactional_db: None) -> None:
    edition = an_issued_document(cast).editions.get()
    contents = {form: form.encode() * 9 for form in FORMATS}

    def keep() -> None:
        operations.keep_edition_files(by=None, at=NOW, edition=edition, contents=contents)

    assert at_once(keep, keep) == ["done", "done"]
    assert EditionFile.objects.count() == len(FORMATS)
    assert jobs.make_edition_files.func(edition.pk) is None
