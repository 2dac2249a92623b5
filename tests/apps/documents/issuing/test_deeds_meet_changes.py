"""A deed while what it is about changes: what was frozen stays whole, and nothing is done by halves."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404

from apps.documents.issuing.test_two_deeds_at_once import at_once
from apps.documents.made import (
    TODAY,
    Source,
    a_document,
    a_document_put_forward,
    a_signed_document,
    address,
    an_issued_document,
    approve,
    issue,
)
from apps.documents.style.made import a_signatory, a_style, a_template_set, a_wording, an_emblem_set
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents import jobs, operations
from prongsai.apps.documents.models import Deed, Document, Edition, EditionFile
from prongsai.apps.documents.operations import style as style_deeds
from prongsai.base.files import open_stored
from prongsai.base.jobs import open_job
from prongsai.base.models import AuditLine, Job, Membership, StoredFile
from prongsai.core.errors import Refused
from prongsai.paper.sealing import State, examine
from prongsai.paper.writing import FORMATS
from prongsai.paper.writing.layouts import layout

CLERKS = ["submit", "sign", "issue", "revise"]


def contents_of(edition: Edition) -> dict[str, bytes]:
    found = {}
    for each in EditionFile.objects.filter(edition=edition).select_related("file"):
        with open_stored(each.file) as opened:
            found[each.format] = opened.read()
    return found


def test_what_changes_after_a_paper_was_put_forward_changes_no_byte_of_it(cast: Cast, source: Source) -> None:
    template = a_template_set(cast)
    an_emblem_set(cast)
    document, clerk = a_document(cast), cast.viewer("clerk")
    operations.submit_document(by=clerk, at=NOW, document=document)
    approve(cast, document)
    edition = issue(cast, document)
    jobs.make_edition_files.func(edition.pk)
    first = contents_of(edition)
    EditionFile.objects.all().delete()
    StoredFile.objects.filter(name__startswith=document.title[:10]).delete()
    a_style(cast)
    a_wording(cast, words={"title": "อีกชื่อ"}, titles={"title": "อื่น"})
    style_deeds.remove_emblem(by=clerk, at=NOW)
    style_deeds.remove_template(by=clerk, at=NOW, layout=layout("plan"))
    source.contents.clear()
    Edition.objects.update(job=open_job(agency=cast.agency, kind="edition.files", at=NOW))
    jobs.make_edition_files.func(edition.pk)
    assert template.file.pk == Edition.objects.select_related("template").get().template.file_id  # type: ignore[union-attr] # it has one
    assert contents_of(edition) == first
    assert {examine(each).state for each in first.values()} == {State.INTACT}


def test_a_disk_that_fills_up_in_the_middle_leaves_no_half_edition(
    cast: Cast, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, written = an_issued_document(cast).editions.get(), []

    def fills_up(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as disk:
        disk.setattr("prongsai.base.files.os.fsync", fills_up)
        with pytest.raises(OSError, match="no space"):
            jobs.make_edition_files.func(edition.pk)
    assert EditionFile.objects.count() == 0
    assert Job.objects.get().state == "failed"
    operations.make_files_again(by=cast.viewer("clerk"), at=NOW, edition=edition)
    jobs.make_edition_files.func(edition.pk)
    jobs.make_edition_files.func(edition.pk)
    assert EditionFile.objects.count() == len(FORMATS)
    assert AuditLine.objects.filter(verb="edition.filed").count() == 1


def test_a_worker_that_was_lost_is_waited_for_and_then_replaced(cast: Cast, source: Source) -> None:
    edition, clerk = an_issued_document(cast).editions.get(), cast.viewer("clerk")
    Job.objects.update(state="running", started_at=NOW)
    with pytest.raises(Refused):
        operations.make_files_again(by=clerk, at=NOW + timedelta(minutes=9), edition=edition)
    operations.make_files_again(by=clerk, at=NOW + timedelta(minutes=11), edition=edition)
    with pytest.raises(Refused):
        operations.make_files_again(by=clerk, at=NOW + timedelta(minutes=11), edition=edition)


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (a_document, "return approve issue revise"),
        (a_document_put_forward, "submit issue revise"),
        (a_signed_document, "submit sign return approve"),
        (an_issued_document, "submit sign return approve issue"),
    ],
)
def test_no_deed_is_done_in_a_state_that_forbids_it(
    cast: Cast, source: Source, made: Callable[[Cast], Document], wrong: str
) -> None:
    document = made(cast)
    state, deeds, lines = document.state, Deed.objects.count(), AuditLine.objects.count()
    sent = {"reason": "x", "number": "9/2567", "issued_on": TODAY.isoformat(), "signed_on": TODAY.isoformat()}
    for deed in wrong.split():
        visitor = Visitor(cast.person("clerk" if deed in CLERKS else "executive"))
        assert visitor.post(address(cast, f"document-{deed}", document.pk), sent).status_code == 302
    document.refresh_from_db()
    assert (document.state, Deed.objects.count(), AuditLine.objects.count()) == (state, deeds, lines)


def test_two_who_withdraw_withdraw_once(cast: Cast, source: Source, transactional_db: None) -> None:
    edition, clerk = an_issued_document(cast).editions.get(), cast.viewer("clerk")

    def withdraw() -> None:
        operations.withdraw_edition(by=clerk, at=NOW, edition=edition, reason="ผิด")

    first, second = at_once(withdraw, withdraw)
    assert first == "done"
    assert "not withdrawn yet" in second
    assert Deed.objects.filter(deed="withdrawn").count() == 1


def test_two_who_submit_submit_once(cast: Cast, source: Source, transactional_db: None) -> None:
    document, clerk = a_document(cast), cast.viewer("clerk")

    def submit() -> None:
        operations.submit_document(by=clerk, at=NOW, document=document)

    assert at_once(submit, submit)[0] == "done"
    assert (Deed.objects.count(), Edition.objects.count()) == (1, 1)


def test_two_who_revise_open_one_version(cast: Cast, source: Source, transactional_db: None) -> None:
    document, clerk = an_issued_document(cast), cast.viewer("clerk")

    def revise() -> None:
        operations.revise_document(by=clerk, at=NOW, document=document, reason="แก้")

    assert at_once(revise, revise)[0] == "done"
    document.refresh_from_db()
    assert document.version == 2


def test_an_executive_who_left_approves_nothing_and_reads_nothing(cast: Cast, source: Source) -> None:
    document = a_document_put_forward(cast)
    visitor = Visitor(cast.person("executive"))
    Membership.objects.filter(person=cast.people["executive"]).update(ended_at=NOW)
    sent = {"submission": str(document.deeds.get().pk)}
    assert visitor.post(address(cast, "document-approve", document.pk), sent).status_code == 404
    for name in ("document", "documents"):
        more = (document.pk,) if name == "document" else ()
        assert visitor.get(address(cast, name, *more)).status_code == 404
    document.refresh_from_db()
    assert document.state == "submitted"


@pytest.mark.parametrize(
    "name", ["document", "document-edit", "edition", "edition-scan", "preview-ask", "document-discard"]
)
def test_a_document_of_another_year_is_not_found_under_this_one(cast: Cast, source: Source, name: str) -> None:
    document = an_issued_document(cast)
    more = (1,) if name.startswith("edition") else ()
    at = address(cast, name, document.pk, *more, year=YEAR - 1)
    visitor = Visitor(cast.person("clerk"))
    answer = visitor.post(at) if name in ("preview-ask", "document-discard") else visitor.get(at)
    assert answer.status_code == 404


def test_a_signatory_of_another_agency_is_no_choice_and_what_was_typed_stays(cast: Cast, source: Source) -> None:
    from prongsai.apps.documents.models import Signatory

    a_signatory(cast)
    theirs = Signatory.objects.create(agency=cast.other_agency, name="คนอื่น", position="ที่อื่น", started_at=NOW)
    document, visitor = a_document(cast), Visitor(cast.person("clerk"))
    sent = {"basis": "1", "title": "ชื่อที่พิมพ์แล้ว", "signatory": str(theirs.pk)}
    answer = visitor.post(address(cast, "document-edit", document.pk), sent)
    assert answer.status_code == 422
    assert "ชื่อที่พิมพ์แล้ว" in answer.content.decode()
    assert "คนอื่น" not in answer.content.decode()
    assert visitor.post(address(cast, "signatory-end", theirs.pk)).status_code == 404
    with pytest.raises(Http404):
        operations.edit_document(
            by=cast.viewer("clerk"), at=NOW, document=document, basis=1, title="ก", letter={}, signatory_id=theirs.pk
        )
