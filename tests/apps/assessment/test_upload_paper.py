"""Handing in a paper: kept with its hash, read by the worker, never lost, the same file told."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.assessment.made import a_paper, address
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.assessment.models import PATIENCE, Paper
from prongsai.base.models import AuditLine, Job, StoredFile

TEXT = "แผนป้องกันการทุจริต เทศบาลตำบลทุ่งฟ้าใส อำเภอแก่งคอย จังหวัดสระบุรี ประจำปีงบประมาณ พ.ศ. 2567\n"


def handed_in(cast: Cast, *, name: str = "plan.txt", content: str = TEXT) -> str:
    """Hand a file in as the clerk; the page it leads to."""
    file = SimpleUploadedFile(name, content.encode())
    answer = Visitor(cast.person("clerk")).client.post(address(cast, "paper-upload"), {"file": file}, follow=True)
    return str(answer.content.decode())


def test_a_paper_is_kept_with_its_hash_and_a_job_that_waits(cast: Cast) -> None:
    page = handed_in(cast)
    paper = Paper.objects.get()
    assert (paper.state, paper.fiscal_year, paper.agency) == ("uploaded", YEAR, cast.agency)
    assert len(paper.file.sha256) == 64
    assert paper.job is not None
    assert paper.job.state == Job.State.WAITING
    assert "hx-trigger" in page, "the page asks by itself how far the reading is"
    assert AuditLine.objects.get().verb == "paper.uploaded"


def test_the_worker_reads_it_and_nothing_is_recorded_before_acceptance(cast: Cast, work: Callable[[], None]) -> None:
    handed_in(cast)
    work()
    paper = Paper.objects.select_related("job").get()
    assert paper.state == "read"
    assert paper.job is not None
    assert paper.job.state == Job.State.DONE
    assert paper.reading is not None
    assert paper.reading["agency"]["name"] == "เทศบาลตำบลทุ่งฟ้าใส"
    assert not paper.sheets.exists()


def test_a_file_that_cannot_be_read_says_why(cast: Cast, work: Callable[[], None]) -> None:
    handed_in(cast, name="empty.txt", content=" \n \n")
    work()
    paper = Paper.objects.get()
    assert paper.state == "unreadable"
    page = Visitor(cast.person("clerk")).get(address(cast, "paper", paper.pk)).content.decode()
    assert paper.problem_th in page


def test_a_paper_whose_reading_came_to_nothing_can_be_read_again(cast: Cast, work: Callable[[], None]) -> None:
    handed_in(cast, name="empty.txt", content=" \n \n")
    work()
    paper = Paper.objects.get()
    clerk = Visitor(cast.person("clerk"))
    assert address(cast, "paper-again", paper.pk) in clerk.get(address(cast, "paper", paper.pk)).content.decode()
    clerk.post(address(cast, "paper-again", paper.pk))
    paper.refresh_from_db()
    assert (paper.state, paper.problem_th) == ("uploaded", "")
    work()
    paper.refresh_from_db()
    assert paper.state == "unreadable"


def test_a_job_whose_worker_is_gone_can_be_given_to_another(cast: Cast) -> None:
    paper = a_paper(cast)
    assert not paper.can_be_read_again(NOW + PATIENCE)
    assert paper.can_be_read_again(NOW + PATIENCE + timedelta(seconds=1))


def test_a_paper_that_waits_or_is_read_is_not_read_again(cast: Cast, work: Callable[[], None]) -> None:
    handed_in(cast)
    paper = Paper.objects.get()
    for _time in range(2):
        Visitor(cast.person("clerk")).post(address(cast, "paper-again", paper.pk))
        assert Job.objects.count() == 1
        work()


def test_the_same_file_again_leads_to_the_earlier_paper(cast: Cast) -> None:
    handed_in(cast)
    page = handed_in(cast, name="renamed.txt")
    assert Paper.objects.count() == StoredFile.objects.count() == 1
    assert "ไฟล์นี้เคยส่งแล้ว" in page
    assert "<h1>plan.txt</h1>" in page


def test_another_agency_may_hand_in_the_same_file(cast: Cast) -> None:
    handed_in(cast)
    file = SimpleUploadedFile("plan.txt", TEXT.encode())
    there = address(cast, "paper-upload").replace(cast.agency.slug, cast.other_agency.slug)
    Visitor(cast.person("stranger")).client.post(there, {"file": file})
    assert Paper.objects.count() == 2


def test_a_file_of_a_kind_that_is_not_taken_is_refused_beside_the_field(cast: Cast) -> None:
    page = handed_in(cast, name="plan.exe")
    assert not Paper.objects.exists()
    assert "field-wrong" in page
    assert "ยังไม่รับไฟล์ชนิด" in page


def test_no_file_is_refused_in_a_sentence(cast: Cast) -> None:
    page = Visitor(cast.person("clerk")).post(address(cast, "paper-upload"))
    assert page.status_code == 422
    assert "ยังไม่ได้เลือกไฟล์" in page.content.decode()


def test_the_original_comes_back_as_it_was(cast: Cast) -> None:
    paper = a_paper(cast, content=TEXT.encode())
    answer = Visitor(cast.person("auditor")).get(address(cast, "paper-original", paper.pk))
    assert answer.content == TEXT.encode()
