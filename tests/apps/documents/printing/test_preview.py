"""Papers as pages in the browser."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image

from apps.documents.made_printing import a_document_row, a_preview_row, address, an_issued_edition, printed
from apps.documents.style.made import a_style
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents.models import Document, Preview
from prongsai.apps.documents.operations import ask_preview
from prongsai.apps.documents.queries.printing import (
    KEPT,
    PATIENCE,
    PreviewBox,
    digest_of,
    page_path,
    pages_folder,
    preview_box,
    print_of,
)
from prongsai.base.models import Job


def box_of(cast: Cast, document: Document, version: int | None = None) -> PreviewBox:
    return preview_box(cast.viewer("clerk"), document, printed(cast, document), version)


def test_pages_are_asked_for_made_by_the_worker_and_shown(cast: Cast, work: Callable[[], None]) -> None:
    document, visitor = a_document_row(cast), Visitor(cast.person("executive"))
    assert visitor.post(address(cast, "preview-ask", document.pk)).status_code == 302
    assert box_of(cast, document).job is not None
    work()
    box = box_of(cast, document)
    assert (box.job, box.is_older) == (None, False)
    assert box.preview is not None
    assert list(box.pages) == list(range(1, (box.preview.page_count or 0) + 1))
    response = visitor.get(address(cast, "preview", document.pk, box.preview.pk, 1))
    with Image.open(BytesIO(response.content)) as page:
        assert page.format == "PNG"
        assert page.width > page.height  # the plan lies on its side


def test_pages_are_older_once_the_paper_says_something_else(cast: Cast) -> None:
    document = a_document_row(cast)
    preview = a_preview_row(cast, document)
    document.title = "ชื่อใหม่"
    box = box_of(cast, document)
    assert (box.preview, box.is_older) == (preview, True)


def test_pages_are_older_once_the_style_changed(cast: Cast) -> None:
    document = a_document_row(cast)
    a_preview_row(cast, document)
    a_style(cast)
    assert box_of(cast, document).is_older


def test_pages_that_were_lost_are_not_shown_and_can_be_made_again(cast: Cast, work: Callable[[], None]) -> None:
    document = a_document_row(cast)
    preview = a_preview_row(cast, document)
    page_path(preview.digest, 2).unlink()
    assert box_of(cast, document).preview is None
    assert Visitor(cast.person("clerk")).get(address(cast, "preview", document.pk, preview.pk, 2)).status_code == 404
    Visitor(cast.person("clerk")).post(address(cast, "preview-ask", document.pk))
    work()
    assert box_of(cast, document).preview is not None
    assert Preview.objects.count() == 1


def test_asking_twice_begins_one_job(cast: Cast) -> None:
    document, clerk = a_document_row(cast), cast.viewer("clerk")
    digest = digest_of(printed(cast, document))
    first = ask_preview(by=clerk, at=NOW, document=document, digest=digest)
    assert ask_preview(by=clerk, at=NOW, document=document, digest=digest) == first
    assert Job.objects.filter(kind="preview").count() == 1


def test_pressing_twice_gives_the_worker_one_thing_to_do(cast: Cast) -> None:
    document, visitor = a_document_row(cast), Visitor(cast.person("clerk"))
    for _ in range(2):
        assert visitor.post(address(cast, "preview-ask", document.pk)).status_code == 302
    assert DBTaskResult.objects.count() == 1
    assert not box_of(cast, document).can_ask


def test_a_job_that_was_lost_with_its_worker_does_not_shut_the_door(cast: Cast) -> None:
    document = a_document_row(cast)
    first = ask_preview(by=cast.viewer("clerk"), at=NOW, document=document, digest=digest_of(printed(cast, document)))
    later = NOW + PATIENCE
    again = ask_preview(by=cast.viewer("clerk"), at=later, document=document, digest=first.digest)
    assert again.pk == first.pk
    assert again.job != first.job


def test_old_pages_are_cleared_away_from_the_disk(cast: Cast) -> None:
    document = a_document_row(cast)
    digests = [f"{number:064x}" for number in range(KEPT + 2)]
    for digest in digests:
        a_preview_row(cast, document, digest=digest)
    assert set(Preview.objects.values_list("digest", flat=True)) == set(digests[2:])
    assert [pages_folder(each).exists() for each in digests] == [False, False, *([True] * KEPT)]


def test_a_page_that_is_not_there_is_not_found(cast: Cast) -> None:
    document = a_document_row(cast)
    preview = a_preview_row(cast, document, pages=1)
    visitor = Visitor(cast.person("clerk"))
    for number in (0, 2, 99):
        assert visitor.get(address(cast, "preview", document.pk, preview.pk, number)).status_code == 404


def test_pages_of_another_document_are_not_found_under_this_one(cast: Cast) -> None:
    document, other = a_document_row(cast), a_document_row(cast, title="อื่น")
    preview = a_preview_row(cast, other)
    assert Visitor(cast.person("clerk")).get(address(cast, "preview", document.pk, preview.pk, 1)).status_code == 404


def test_pages_of_another_agency_have_no_box(cast: Cast) -> None:
    document = a_document_row(cast)
    now = printed(cast, document)
    with pytest.raises(Http404):
        preview_box(cast.viewer("stranger"), document, now)


def test_an_edition_is_drawn_as_it_was_frozen(cast: Cast, work: Callable[[], None]) -> None:
    edition = an_issued_edition(cast)
    document = edition.document
    a_style(cast)
    response = Visitor(cast.person("auditor")).post(address(cast, "preview-ask", document.pk), {"version": "1"})
    assert response.headers["Location"] == address(cast, "edition", document.pk, 1) + "#preview"
    work()
    box = box_of(cast, document, version=1)
    assert box.preview is not None
    assert not box.is_older


def test_an_edition_that_is_not_there_is_not_drawn(cast: Cast) -> None:
    document = a_document_row(cast)
    asked = Visitor(cast.person("clerk")).post(address(cast, "preview-ask", document.pk), {"version": "7"})
    assert asked.status_code == 404


def test_a_subject_that_went_away_ends_the_job_with_a_sentence(cast: Cast, work: Callable[[], None]) -> None:
    document = a_document_row(cast)
    Visitor(cast.person("clerk")).post(address(cast, "preview-ask", document.pk))
    Document.objects.update(subject="plan-2599")
    work()
    job = Job.objects.get(kind="preview")
    assert (job.state, "ไม่อยู่แล้ว" in job.message) == ("failed", True)


def test_a_paper_whose_layout_is_unknown_is_not_drawn_and_says_so(cast: Cast) -> None:
    document, visitor = a_document_row(cast, layout="gone"), Visitor(cast.person("clerk"))
    response = visitor.post(address(cast, "preview-ask", document.pk))
    assert response.status_code == 302
    assert "ไม่มีรูปแบบเอกสาร" in visitor.get(address(cast, "documents")).content.decode()
    assert not Preview.objects.exists()


def test_the_same_paper_is_the_same_bytes_in_every_format(cast: Cast) -> None:
    document = a_document_row(cast)
    for form in ("docx", "pdf", "xlsx", "odt", "html", "json"):
        first, again = (print_of(cast.agency, printed(cast, document), form) for _ in range(2))
        assert first == again, form


def test_the_box_asks_the_same_however_many_previews(cast: Cast) -> None:
    document = a_document_row(cast)
    now, clerk = printed(cast, document), cast.viewer("clerk")
    counts = []
    for count in (1, 3):
        for number in range(count):
            a_preview_row(cast, document, digest=f"{count}{number:063x}")
        with CaptureQueriesContext(connection) as asked:
            preview_box(clerk, document, now)
        counts.append(len(asked))
    assert counts == [2, 2]


def test_pages_are_not_found_under_another_year(cast: Cast) -> None:
    document = a_document_row(cast)
    preview = a_preview_row(cast, document)
    at = address(cast, "preview", document.pk, preview.pk, 1)
    clerk = Visitor(cast.person("clerk"))
    assert clerk.get(at.replace("/2567/", "/2566/")).status_code == 404
    assert clerk.get(at).status_code == 200
