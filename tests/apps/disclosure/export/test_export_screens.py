"""The whole site taken away at the desk: asked for once, written by the worker, never what was withdrawn since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.disclosure.export.made_copies import a_published_site, a_written_copy, unpacked
from apps.disclosure.made import a_release
from apps.disclosure.made_public import home_page
from apps.disclosure.releases.made_releases import address
from apps.disclosure.site.made_site import a_withdrawal, news
from cast import Cast
from pages import Visitor
from prongsai.apps.disclosure.jobs.exporting import write_site_copy
from prongsai.apps.disclosure.models import SiteExport
from prongsai.apps.disclosure.operations.exporting import ask_export
from prongsai.base.files import folder
from prongsai.base.models import AuditLine, Job, StoredFile
from prongsai.core.errors import Refused


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def taken(cast: Cast, who: str = "clerk") -> bytes:
    answer = Visitor(cast.people[who]).get(address(cast, "site-export-file"))
    return b"".join(answer)


def test_before_anything_is_public_there_is_nothing_to_take(cast: Cast) -> None:
    clerk = Visitor(cast.people["clerk"])
    assert "ยังไม่เคยเผยแพร่" in text(clerk.get(address(cast, "site-export")))
    clerk.post(address(cast, "site-export-make"))
    assert not SiteExport.objects.exists()
    with pytest.raises(Refused):
        ask_export(by=cast.viewer("clerk"), at=timezone.now())
    assert clerk.get(address(cast, "site-export-file")).status_code == 404


def test_it_is_written_by_the_worker_and_its_page_survives_a_reload(cast: Cast, work: Callable[[], None]) -> None:
    release = a_published_site(cast)
    clerk = Visitor(cast.people["clerk"])
    assert address(cast, "site-export") in text(clerk.get(address(cast, "releases")))
    assert "ทำไฟล์ ZIP</button>" in text(clerk.get(address(cast, "site-export")))
    assert clerk.post(address(cast, "site-export-make"))["Location"] == address(cast, "site-export")
    waiting = text(clerk.get(address(cast, "site-export")))
    assert "hx-get" in waiting
    assert "<button>ทำ" not in waiting
    work()
    assert "ดาวน์โหลด ZIP" in text(clerk.get(address(cast, "site-export")))
    parts = unpacked(taken(cast, "auditor"))
    assert {name.split("/")[0] for name in parts} == {f"{cast.agency.slug}-{release.number}"}
    assert f"{cast.agency.slug}-1/SHA256SUMS" in parts


def test_asked_again_the_same_file_is_given(cast: Cast) -> None:
    a_published_site(cast)
    first = a_written_copy(cast)
    second = a_written_copy(cast)
    assert first.pk == second.pk
    assert SiteExport.objects.count() == 1
    assert list(AuditLine.objects.filter(verb="export.asked").values_list("changes__number", flat=True)) == [1, 1]


def test_asked_while_the_worker_is_at_it_nothing_more_is_begun(cast: Cast) -> None:
    a_published_site(cast)
    clerk = cast.viewer("clerk")
    first, second = (ask_export(by=clerk, at=timezone.now()) for _ in range(2))
    assert first == second
    write_site_copy.func(first.pk)
    written = StoredFile.objects.filter(kind="zip").count()
    write_site_copy.func(first.pk)
    assert StoredFile.objects.filter(kind="zip").count() == written == 1


def test_a_copy_that_nobody_works_at_any_more_is_asked_for_anew(cast: Cast) -> None:
    a_published_site(cast)
    clerk = cast.viewer("clerk")
    first = ask_export(by=clerk, at=timezone.now() - timedelta(hours=1))
    second = ask_export(by=clerk, at=timezone.now())
    assert first != second
    page = text(Visitor(cast.people["clerk"]).get(address(cast, "site-export")))
    assert "hx-get" in page


def test_a_copy_that_still_says_what_was_withdrawn_is_not_handed_out(cast: Cast) -> None:
    a_published_site(cast, (home_page(), news(1, text="เลขบัตรของผู้ร้อง")))
    a_written_copy(cast)
    assert "เลขบัตรของผู้ร้อง".encode() in taken(cast)
    a_withdrawal(cast, "page-1")
    clerk = Visitor(cast.people["clerk"])
    assert clerk.get(address(cast, "site-export-file")).status_code == 404
    assert "ทำไฟล์ ZIP</button>" in text(clerk.get(address(cast, "site-export")))
    a_written_copy(cast)
    assert "เลขบัตรของผู้ร้อง".encode() not in taken(cast)


def test_the_copy_of_an_earlier_release_is_not_taken_for_the_present_one(cast: Cast) -> None:
    a_published_site(cast)
    a_written_copy(cast)
    a_release(cast, [home_page("ชื่อใหม่")])
    assert Visitor(cast.people["clerk"]).get(address(cast, "site-export-file")).status_code == 404


def test_a_lost_file_ends_the_job_with_a_sentence_and_it_can_be_asked_for_again(cast: Cast) -> None:
    a_published_site(cast)
    (folder() / StoredFile.objects.get(kind="pdf").path).unlink()
    broken = a_written_copy(cast)
    assert broken.file is None
    assert broken.job.state == Job.State.FAILED
    page = text(Visitor(cast.people["clerk"]).get(address(cast, "site-export")))
    assert "report.pdf" in page
    assert "ทำใหม่</button>" in page


def test_an_auditor_reads_and_does_not_ask(cast: Cast) -> None:
    a_published_site(cast)
    page = text(Visitor(cast.people["auditor"]).get(address(cast, "site-export")))
    assert "<button>ทำ" not in page
    assert "เจ้าหน้าที่สั่งทำได้" in page
