from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.base import operations
from prongsai.base.models import AuditLine, Membership
from prongsai.base.screens.audit import LINES_PER_PAGE


def address(cast: Cast, table: str = "") -> str:
    arguments = [cast.agency.slug, YEAR, *([table] if table else [])]
    return reverse("base:audit-table" if table else "base:audit", args=arguments)


def some_lines(cast: Cast, count: int) -> None:
    AuditLine.objects.bulk_create(
        AuditLine(at=NOW + timedelta(minutes=number), agency=cast.agency, verb="unit.added") for number in range(count)
    )


def test_tells_who_did_what_in_words_newest_first(cast: Cast) -> None:
    operations.add_unit(by=cast.viewer("clerk"), at=NOW, agency=cast.agency, name="กองคลัง")
    operations.rename_unit(by=cast.viewer("clerk"), at=NOW + timedelta(hours=1), unit=cast.unit, name="สำนักปลัดเทศบาล")
    page = Visitor(cast.person("auditor")).get(address(cast)).content.decode()
    added, renamed = "<td>เพิ่มกอง / สำนัก / งาน</td>", "<td>แก้ชื่อกอง / สำนัก / งาน</td>"
    assert page.index(renamed) < page.index(added)
    assert "21 พ.ย. 2569 11:00" in page


def test_shows_one_verb_when_asked(cast: Cast) -> None:
    operations.add_unit(by=cast.viewer("clerk"), at=NOW, agency=cast.agency, name="กองคลัง")
    page = Visitor(cast.person("auditor")).get(address(cast), {"verb": "agency.edited"}).content.decode()
    assert "<td>" not in page


def test_never_shows_another_agency(cast: Cast) -> None:
    operations.add_unit(by=cast.viewer("stranger"), at=NOW, agency=cast.other_agency, name="กองลับ")
    assert "<td>" not in Visitor(cast.person("auditor")).get(address(cast)).content.decode()


def test_a_long_trail_has_pages_that_keep_the_filter(cast: Cast) -> None:
    some_lines(cast, LINES_PER_PAGE + 1)
    auditor = Visitor(cast.person("auditor"))
    first = auditor.get(address(cast), {"verb": "unit.added"}).content.decode()
    assert first.count("<tr>") == LINES_PER_PAGE + 1
    assert "?verb=unit.added&amp;page=2" in first
    assert auditor.get(address(cast), {"page": "2"}).content.decode().count("<tr>") == 2


def test_twenty_lines_ask_no_more_than_ten(cast: Cast) -> None:
    auditor = Visitor(cast.person("auditor"))
    auditor.get(address(cast))  # the first page of a session also writes when it began
    counted = []
    for _ in range(2):
        some_lines(cast, 10)
        with CaptureQueriesContext(connection) as asked:
            auditor.get(address(cast))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_is_taken_away_as_a_table(cast: Cast) -> None:
    some_lines(cast, 3)
    auditor = Visitor(cast.person("auditor"))
    assert auditor.get(address(cast, "csv")).content.decode("utf-8-sig").count("unit.added") == 3
    assert auditor.get(address(cast, "xlsx")).content.startswith(b"PK")
    assert auditor.get(address(cast, "exe")).status_code == 404


def test_no_verb_of_the_base_leaves_personal_data(cast: Cast) -> None:
    clerk = cast.viewer("clerk")
    operations.invite_person(by=clerk, at=NOW, email="new@example.go.th", name="ชื่อจริง", role="officer")
    kept = str(list(AuditLine.objects.values()))
    assert "new@example.go.th" not in kept
    assert "ชื่อจริง" not in kept


def test_shows_who_of_its_own_people_signed_in(cast: Cast) -> None:
    operations.sign_in(by=cast.person("clerk"), at=NOW)
    operations.sign_in(by=cast.person("stranger"), at=NOW)
    page = Visitor(cast.person("auditor")).get(address(cast)).content.decode()
    assert page.count("<td>เข้าสู่ระบบ</td>") == 1
    assert cast.person("stranger").name not in page


def test_says_what_changed_in_the_words_of_the_office(cast: Cast) -> None:
    membership = Membership.objects.get(person=cast.person("officer"))
    operations.change_membership(by=cast.viewer("clerk"), at=NOW, membership=membership, role="auditor", unit=None)
    kept = {field: getattr(cast.agency, field) for field in ("kind", "district", "province")}
    operations.edit_agency(by=cast.person("administrator"), at=NOW, agency=cast.agency, name="ชื่อใหม่", **kept)
    page = Visitor(cast.person("auditor")).get(address(cast)).content.decode()
    assert "เดิม: เจ้าหน้าที่กอง, เป็น: ผู้ตรวจสอบ" in page
    assert "ช่องที่แก้: ชื่อ" in page
