import pytest
from django.urls import reverse

from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.base.jobs import advance, open_job, running
from prongsai.base.models import Job
from prongsai.core.errors import Unreadable


def a_job(cast: Cast) -> Job:
    return open_job(agency=cast.agency, kind="sample", at=NOW)


def address(cast: Cast, job: Job) -> str:
    return reverse("base:job", args=[cast.agency.slug, YEAR, job.pk])


def test_runs_and_is_done(cast: Cast) -> None:
    job = a_job(cast)
    with running(job.pk) as at_work:
        advance(at_work, 2, 4, "หน้า 2 จาก 4")
        assert Job.objects.get().percent == 50
        assert Job.objects.get().state == Job.State.RUNNING
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert job.is_over
    assert job.ended_at


def test_a_problem_is_its_message_and_goes_no_further(cast: Cast) -> None:
    with running(a_job(cast).pk):
        raise Unreadable("ไฟล์เสีย", "broken file")
    job = Job.objects.get()
    assert (job.state, job.message) == (Job.State.FAILED, "ไฟล์เสีย")


def test_a_fault_of_ours_is_said_in_words_and_kept_for_who_mends_it(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), running(a_job(cast).pk):
        raise ZeroDivisionError("secret words")
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "secret" not in job.message


def test_more_than_all_is_all(cast: Cast) -> None:
    job = a_job(cast)
    advance(job, 5, 4, "")
    assert Job.objects.get().percent == 100


def test_nobody_knows_how_much_there_is_yet(cast: Cast) -> None:
    assert a_job(cast).percent is None


def test_page_asks_again_until_the_job_is_over(cast: Cast) -> None:
    job = a_job(cast)
    visitor = Visitor(cast.person("clerk"))
    assert "every 1s" in visitor.get(address(cast, job)).content.decode()
    with running(job.pk):
        pass
    over = visitor.get(address(cast, job), **{"HX-Request": "true"})
    assert "every 1s" not in over.content.decode()
    assert over["HX-Refresh"] == "true"


def test_a_job_of_the_installation_is_followed_by_administrators(cast: Cast) -> None:
    job = open_job(agency=None, kind="sample", at=NOW)
    own = reverse("base:installation-job", args=[job.pk])
    page = Visitor(cast.person("administrator")).get(own).content.decode()
    assert f'hx-get="{own}"' in page
    with running(job.pk):
        pass
    answer = Visitor(cast.person("administrator")).get(own, **{"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_no_agency_follows_a_job_of_the_installation_nor_the_other_way_round(cast: Cast) -> None:
    job = open_job(agency=None, kind="sample", at=NOW)
    assert Visitor(cast.person("clerk")).get(address(cast, job)).status_code == 404
    own = reverse("base:installation-job", args=[a_job(cast).pk])
    assert Visitor(cast.person("administrator")).get(own).status_code == 404
