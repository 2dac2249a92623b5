from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from apps.disclosure.made import a_release
from apps.disclosure.made_agency import a_full_agency
from apps.disclosure.releases.made_releases import an_applied_release
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Exhibit, Withdrawal
from prongsai.apps.disclosure.operations.withdrawing import lift_withdrawal, withdraw
from prongsai.apps.disclosure.queries.building import build
from prongsai.apps.disclosure.queries.withdrawing import OF_THE_SITE, withdrawals_page
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused
from prongsai.core.publication import BODIES
from prongsai.core.publication_paths import file_subject, paths_in

LATER = NOW + timedelta(hours=1)


def test_a_page_that_is_public_is_withdrawn_with_a_title_and_a_reason(cast: Cast) -> None:
    a_release(cast)
    made = withdraw(by=cast.viewer("clerk"), at=NOW, subject="measure-17", title="มาตรการ", reason="ข้อมูลผิด")
    assert (made.subject, made.title, made.reason, made.lifted_at) == ("measure-17", "มาตรการ", "ข้อมูลผิด", None)
    line = AuditLine.objects.get(verb="withdrawal.made")
    assert line.changes == {"subject_key": "measure-17"}


@pytest.mark.parametrize(
    ("subject", "title", "reason", "sentence"),
    [
        ("home", "ก", "ข", "cannot be withdrawn"),
        (f"items-{YEAR}", "ก", "ข", "cannot be withdrawn"),
        ("measure-999", "ก", "ข", "cannot be withdrawn"),
        ("file-0123456789ab", "ก", "ข", "cannot be withdrawn"),
        ("measure-17", " ", "ข", "a title and a reason"),
        ("measure-17", "ก", "\n", "a title and a reason"),
    ],
)
def test_withdrawing_is_refused(cast: Cast, subject: str, title: str, reason: str, sentence: str) -> None:
    a_release(cast)
    with pytest.raises(Refused, match=sentence):
        withdraw(by=cast.viewer("clerk"), at=NOW, subject=subject, title=title, reason=reason)
    assert not Withdrawal.objects.exists()


def test_before_anything_is_public_nothing_can_be_withdrawn(cast: Cast) -> None:
    with pytest.raises(Refused, match="not public"):
        withdraw(by=cast.viewer("clerk"), at=NOW, subject="measure-17", title="ก", reason="ข")


def test_another_agencys_page_is_not_public_here(cast: Cast) -> None:
    a_release(cast)
    with pytest.raises(Refused, match="not public"):
        withdraw(by=cast.viewer("stranger"), at=NOW, subject="measure-17", title="ก", reason="ข")


def test_what_is_withdrawn_is_withdrawn_once_until_it_is_lifted(cast: Cast) -> None:
    a_release(cast)
    clerk = cast.viewer("clerk")
    made = withdraw(by=clerk, at=NOW, subject="measure-17", title="ก", reason="ข")
    with pytest.raises(Refused, match="already"):
        withdraw(by=clerk, at=NOW, subject="measure-17", title="ก", reason="ข")
    lift_withdrawal(by=clerk, at=LATER, withdrawal=made)
    with pytest.raises(Refused, match="lifted already"):
        lift_withdrawal(by=clerk, at=LATER, withdrawal=made)
    withdraw(by=clerk, at=LATER, subject="measure-17", title="ก", reason="ข")
    assert Withdrawal.objects.count() == 2


def test_a_file_that_is_withdrawn_is_gone_from_everything_that_is_built(cast: Cast) -> None:
    full = a_full_agency(cast)
    release = an_applied_release(cast)
    path = release.files.get(file=full.file).path
    withdraw(by=cast.viewer("executive"), at=LATER, subject=file_subject(path), title="รายงาน", reason="มีเลขบัตร")
    site = build(cast.viewer("clerk"), NOW.date())
    assert path not in {each for each, _file, _size in site.files}
    assert not any(path in paths_in(page) for page in site.pages)
    lift_withdrawal(by=cast.viewer("clerk"), at=LATER, withdrawal=Withdrawal.objects.get())
    assert path in {each for each, _file, _size in build(cast.viewer("clerk"), NOW.date()).files}


def test_what_is_public_is_found_by_its_words_and_files_by_their_names(cast: Cast) -> None:
    full = a_full_agency(cast)
    an_applied_release(cast)
    viewer = cast.viewer("clerk")
    found = withdrawals_page(viewer, "ไม่รับของขวัญ", 1)
    assert "นโยบายไม่รับของขวัญ" in [each.title for each in found.things]
    found = withdrawals_page(viewer, "รายงานผลประจำปี", 1)
    assert file_subject(f"files/{full.file.sha256[:12]}/x") in [each.subject for each in found.files]
    assert withdrawals_page(viewer, "ไม่มีคำนี้เลย", 1).things == ()


def test_pages_of_the_site_itself_are_known_kinds(cast: Cast) -> None:
    assert set(BODIES) > OF_THE_SITE


def test_a_file_that_is_withdrawn_is_out_of_public_sight_at_once(cast: Cast) -> None:
    full = a_full_agency(cast)
    release = an_applied_release(cast)
    path = release.files.get(file=full.file).path
    site, name = f"/{cast.agency.slug}/", path.rsplit("/", 1)[1]
    assert b"".join(Client().get(f"{site}{path}")) == b"%PDF-1.4 a report of the year"
    assert name in unquote(Visitor().get(f"{site}{YEAR}/items/o12/").content.decode())
    withdraw(by=cast.viewer("clerk"), at=LATER, subject=file_subject(path), title="รายงาน", reason="มีเลขบัตร")
    answer = Visitor().get(f"{site}{path}")
    assert (answer.status_code, "มีเลขบัตร" in answer.content.decode()) == (410, True)
    assert "รายงานผลประจำปี" not in Visitor().get(f"{site}{YEAR}/items/o12/").content.decode().split("<main")[1]


def test_a_file_whose_title_changed_is_found_under_its_new_name(cast: Cast) -> None:
    full = a_full_agency(cast)
    before = an_applied_release(cast).files.get(file=full.file).path
    Exhibit.objects.filter(file=full.file).update(title="รายงานประจำปี ฉบับแก้ชื่อ")
    after = an_applied_release(cast, LATER).files.get(file=full.file).path
    assert before != after
    answer = Visitor().get(f"/{cast.agency.slug}/{before}")
    assert (answer.status_code, unquote(answer["Location"])) == (301, f"/{cast.agency.slug}/{after}")
