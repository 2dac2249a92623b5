"""Parts of a page: put there, set right, put in order, taken off, brought back, without JavaScript."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.disclosure.made_pages import a_leader, a_page, a_part, address
from apps.improvement.made_proof import a_photograph
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.disclosure.models import Page, PageFile
from prongsai.apps.disclosure.operations.page_parts import edit_part, move_part, remove_part, restore_part
from prongsai.apps.disclosure.operations.pages import Overtaken
from prongsai.apps.disclosure.queries.page_parts import file_of, lines_of, part_basis, part_of
from prongsai.apps.disclosure.queries.pages import page_of, parts_of
from prongsai.base.models import AuditLine
from prongsai.core.errors import Refused

URL = "https://www.example.go.th/"


def now(cast: Cast, page: Page) -> Page:
    return page_of(cast.viewer("clerk"), page.pk)


def names(cast: Cast, page: Page, list_name: str = "people") -> list[str]:
    return [each.part["name"] for each in lines_of(now(cast, page), list_name)]


def test_an_executive_is_put_on_the_page_with_a_photograph(cast: Cast) -> None:
    page = a_page(cast, "people")
    photo = SimpleUploadedFile("IMG_1.jpg", a_photograph())
    sent = {"name": "นายสมมติ ใจดี", "position": "ปลัด", "side": "permanent", "telephone": "036 000 000", "file": photo}
    visitor = Visitor(cast.person("clerk"))
    response = visitor.post(address(cast, "page-part-add", page.pk, "people"), sent)
    assert response["Location"] == f"{address(cast, 'page', page.pk)}#people"
    part = parts_of(now(cast, page), "people")[0]
    told = visitor.get(address(cast, "page", page.pk)).content.decode()
    assert "นายสมมติ ใจดี" in told
    assert address(cast, "page-part-shown", page.pk, part["id"], "small") in told


def test_a_picture_that_is_looked_at_tells_nothing_of_place_or_camera(cast: Cast, tmp_path: Any) -> None:
    page = a_page(cast, "people")
    part = a_leader(cast, page)
    shown = Visitor(cast.person("clerk")).get(address(cast, "page-part-shown", page.pk, part["id"], "large"))
    (copy := tmp_path / "copy.jpg").write_bytes(shown.content)
    assert shown["Content-Type"] == "image/jpeg"
    with Image.open(copy) as opened:
        assert not opened.getexif()


def test_the_audit_line_of_a_part_names_no_person(cast: Cast) -> None:
    a_leader(cast, a_page(cast, "people"))
    assert AuditLine.objects.get(verb="page.part_added").changes == {"list": "people", "part": 1}


def test_the_order_is_changed_one_place_at_a_time(cast: Cast) -> None:
    page = a_page(cast, "people")
    ids = [a_part(cast, page, "people", name=name)["id"] for name in ("ก", "ข", "ค")]
    visitor = Visitor(cast.person("clerk"))
    visitor.post(address(cast, "page-part-move", page.pk, ids[2]), {"shift": "up"})
    assert names(cast, page) == ["ก", "ค", "ข"]
    visitor.post(address(cast, "page-part-move", page.pk, ids[0]), {"shift": "down"})
    visitor.post(address(cast, "page-part-move", page.pk, ids[2]), {"shift": "up"})
    assert names(cast, page) == ["ค", "ก", "ข"]
    assert visitor.post(address(cast, "page-part-move", page.pk, ids[0]), {"shift": "away"}).status_code == 404


def test_a_unit_moves_among_those_under_the_same_one(cast: Cast) -> None:
    page = a_page(cast, "structure")
    first = a_part(cast, page, "units", name="สำนักปลัด")["id"]
    a_part(cast, page, "units", name="งานหนึ่ง", under=str(first))
    second = a_part(cast, page, "units", name="กองคลัง")["id"]
    below = a_part(cast, page, "units", name="งานสอง", under=str(first))["id"]
    assert [(each.part["name"], each.depth) for each in lines_of(now(cast, page), "units")] == [
        ("สำนักปลัด", 0),
        ("งานหนึ่ง", 1),
        ("งานสอง", 1),
        ("กองคลัง", 0),
    ]
    move_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=below, shift=-1)
    move_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=second, shift=-1)
    assert names(cast, page, "units") == ["กองคลัง", "สำนักปลัด", "งานสอง", "งานหนึ่ง"]


@pytest.mark.parametrize("over", ["1", "2", "99"])
def test_a_unit_never_stands_under_itself_or_what_is_below_it(cast: Cast, over: str) -> None:
    page = a_page(cast, "structure")
    first = a_part(cast, page, "units", name="สำนักปลัด")
    a_part(cast, page, "units", name="งานหนึ่ง", under="1")
    with pytest.raises(Refused, match="cannot stand under"):
        edit_part(
            by=cast.viewer("clerk"),
            at=NOW,
            page=page,
            part_id=first["id"],
            basis=part_basis(now(cast, page), first),
            said={"name": "สำนักปลัด", "under": over},
        )


def test_no_order_of_taking_off_and_bringing_back_makes_a_ring_of_units(cast: Cast) -> None:
    page, by = a_page(cast, "structure"), cast.viewer("clerk")
    top = a_part(cast, page, "units", name="บน")
    middle = a_part(cast, page, "units", name="กลาง", under=str(top["id"]))
    low = a_part(cast, page, "units", name="ล่าง", under=str(middle["id"]))
    for each in (low, middle):
        remove_part(by=by, at=NOW, page=page, part_id=each["id"])
    restore_part(by=by, at=NOW, page=page, part_id=low["id"])
    basis = part_basis(now(cast, page), top)
    said = {"name": "บน", "under": str(low["id"])}
    with pytest.raises(Refused, match="cannot stand under"):
        edit_part(by=by, at=NOW, page=page, part_id=top["id"], basis=basis, said=said)
    restore_part(by=by, at=NOW, page=page, part_id=middle["id"])
    assert names(cast, page, "units") == ["บน", "กลาง", "ล่าง"]


def test_the_form_of_a_unit_offers_only_what_it_may_stand_under(cast: Cast) -> None:
    page = a_page(cast, "structure")
    a_part(cast, page, "units", name="สำนักปลัด")
    a_part(cast, page, "units", name="งานหนึ่ง", under="1")
    a_part(cast, page, "units", name="กองคลัง")
    form = Visitor(cast.person("clerk")).get(address(cast, "page-part-edit", page.pk, 1)).content.decode()
    assert '<option value="3">กองคลัง</option>' in form
    assert '<option value="2"' not in form
    assert '<option value="1"' not in form


def test_two_units_of_one_name_cannot_be_told_apart(cast: Cast) -> None:
    page = a_page(cast, "structure")
    gone = a_part(cast, page, "units", name="กองคลัง")
    with pytest.raises(Refused, match="already"):
        a_part(cast, page, "units", name="กองคลัง")
    remove_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=gone["id"])
    a_part(cast, page, "units", name="กองคลัง")
    with pytest.raises(Refused, match="already"):
        restore_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=gone["id"])


def test_a_unit_with_units_under_it_is_not_removed(cast: Cast) -> None:
    page = a_page(cast, "structure")
    a_part(cast, page, "units", name="สำนักปลัด")
    a_part(cast, page, "units", name="งานหนึ่ง", under="1")
    Visitor(cast.person("clerk")).post(address(cast, "page-part-remove", page.pk, 1))
    assert names(cast, page, "units") == ["สำนักปลัด", "งานหนึ่ง"]


def test_what_is_taken_off_comes_back_to_its_place_with_its_picture(cast: Cast) -> None:
    page = a_page(cast, "people")
    first = a_leader(cast, page, "ก")["id"]
    a_part(cast, page, "people", name="ข")
    visitor = Visitor(cast.person("clerk"))
    visitor.post(address(cast, "page-part-remove", page.pk, first))
    assert names(cast, page) == ["ข"]
    assert (
        address(cast, "page-part-restore", page.pk, first)
        in visitor.get(address(cast, "page", page.pk)).content.decode()
    )
    visitor.post(address(cast, "page-part-restore", page.pk, first))
    assert names(cast, page) == ["ก", "ข"]
    assert file_of(now(cast, page), part_of(now(cast, page), first)[1]) is not None


def test_a_part_that_was_taken_off_is_neither_moved_nor_set_right_nor_taken_off_again(cast: Cast) -> None:
    page = a_page(cast, "people")
    part = a_part(cast, page, "people", name="ก")["id"]
    remove_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part)
    with pytest.raises(Refused):
        remove_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part)
    with pytest.raises(Refused):
        move_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part, shift=1)
    gone = part_of(now(cast, page), part)[1]
    basis = part_basis(now(cast, page), gone)
    with pytest.raises(Refused, match="taken off"):
        edit_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part, basis=basis, said={"name": "ข"})


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ({}, None),
        ({"address": URL}, ("law.pdf", b"%PDF-1.7 x")),
        ({"address": "javascript:alert(1)"}, None),
        ({}, ("page.html", b"<!doctype html><script>alert(1)</script>")),
        ({}, ("photo.jpg", a_photograph())),
    ],
)
def test_a_link_is_an_address_or_a_document_and_never_both(
    cast: Cast, said: dict[str, str], file: tuple[str, bytes] | None
) -> None:
    page = a_page(cast, "laws")
    with pytest.raises(Refused):
        a_part(cast, page, "links", file, label_th="กฎหมาย", **said)
    assert PageFile.objects.count() == 0
    assert parts_of(now(cast, page), "links") == []


def test_a_file_gives_way_to_an_address(cast: Cast) -> None:
    page = a_page(cast, "laws")
    part = a_part(cast, page, "links", ("law.pdf", b"%PDF-1.7 x"), label_th="กฎหมาย")
    basis = part_basis(now(cast, page), part)
    sent = {"basis": basis, "label_th": "กฎหมาย", "address": URL}
    visitor = Visitor(cast.person("clerk"))
    refused = visitor.post(address(cast, "page-part-edit", page.pk, part["id"]), sent)
    assert refused.status_code == 422
    assert URL in refused.content.decode()
    answer = visitor.post(address(cast, "page-part-edit", page.pk, part["id"]), {**sent, "without_file": "on"})
    assert answer.status_code == 302
    assert parts_of(now(cast, page), "links")[0]["address"] == URL
    assert PageFile.objects.count() == 0


def test_a_picture_needs_words_and_a_picture(cast: Cast) -> None:
    page = a_page(cast, "news")
    visitor = Visitor(cast.person("clerk"))
    without_words = visitor.post(
        address(cast, "page-part-add", page.pk, "pictures"), {"file": SimpleUploadedFile("a.jpg", a_photograph())}
    )
    without_picture = visitor.post(address(cast, "page-part-add", page.pk, "pictures"), {"label_th": "คนเดินตลาด"})
    assert (without_words.status_code, without_picture.status_code) == (422, 422)
    assert "ต้องเลือกอีกครั้ง" in without_words.content.decode()
    assert "คนเดินตลาด" in without_picture.content.decode()
    assert parts_of(now(cast, page), "pictures") == []


def test_there_is_one_chart_of_the_structure(cast: Cast) -> None:
    page = a_page(cast, "structure")
    a_part(cast, page, "charts", ("chart.jpg", a_photograph()), label_th="ผัง")
    with pytest.raises(Refused, match="room for 1"):
        a_part(cast, page, "charts", ("other.jpg", a_photograph()), label_th="ผังอื่น")
    told = Visitor(cast.person("clerk")).get(address(cast, "page", page.pk)).content.decode()
    assert address(cast, "page-part-add", page.pk, "charts") not in told


def test_who_saves_an_older_part_sees_both(cast: Cast) -> None:
    page = a_page(cast, "people")
    part = a_part(cast, page, "people", name="นายเดิม")
    basis = part_basis(now(cast, page), part)
    theirs = {"name": "นายของเขา"}
    edit_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part["id"], basis=basis, said=theirs)
    sent = {"basis": basis, "name": "นายของฉัน"}
    response = Visitor(cast.person("clerk")).post(address(cast, "page-part-edit", page.pk, part["id"]), sent)
    assert response.status_code == 409
    assert "<td>นายของเขา</td><td>นายของฉัน</td>" in response.content.decode()
    assert names(cast, page) == ["นายของเขา"]


def test_two_who_work_on_different_parts_never_meet(cast: Cast) -> None:
    page = a_page(cast, "people")
    first, second = (a_part(cast, page, "people", name=name) for name in ("ก", "ข"))
    begun = now(cast, page)
    for part, name in ((first, "หนึ่ง"), (second, "สอง")):
        basis = part_basis(begun, part)
        edit_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part["id"], basis=basis, said={"name": name})
    assert names(cast, page) == ["หนึ่ง", "สอง"]


def test_a_part_that_was_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    page = a_page(cast, "people")
    part = a_leader(cast, page)
    with pytest.raises(Overtaken):
        edit_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part["id"], basis="", said={"name": "ใหม่"})


def test_lists_and_parts_that_a_page_does_not_have_are_not_found(cast: Cast) -> None:
    page = a_page(cast, "people")
    visitor = Visitor(cast.person("clerk"))
    assert visitor.get(address(cast, "page-part-add", page.pk, "links")).status_code == 404
    assert visitor.get(address(cast, "page-part-edit", page.pk, 7)).status_code == 404
    part = a_part(cast, page, "people", name="ก")["id"]
    assert visitor.get(address(cast, "page-part-file", page.pk, part)).status_code == 404
    assert visitor.get(address(cast, "page-part-shown", page.pk, part, "small")).status_code == 404
