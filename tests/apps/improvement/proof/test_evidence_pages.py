"""The evidence of a year: found, narrowed, opened, handed in, used further and decided, each by whoever may."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_round,
    a_step_row,
    a_unit,
    address,
)
from apps.improvement.made_proof import a_photo, a_photograph, an_activity, seen_by
from cast import NOW, YEAR, Cast
from pages import Visitor, words
from prongsai.apps.improvement.models import Evidence, Proof, Step
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.apps.improvement.queries import evidence as query
from prongsai.apps.improvement.queries.evidence import STATES, Wish
from prongsai.apps.improvement.queries.proving import Item, done_work, proved_share
from prongsai.base.models import AuditLine, Draft

WEB = "https://www.example.go.th/news/12"
TAKEN_ON = date(2023, 12, 9)


def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.person("clerk"))


def officer(cast: Cast) -> Visitor:
    return Visitor(cast.person("officer"))


def titles(page: Any) -> list[str]:
    return [words(each) for each in html.document_fromstring(page.content).xpath("//ul[@class='pieces']//h2")]


def upload(name: str = "photo.jpg", **changes: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_photograph(**changes), "image/jpeg")


def file_at(visitor: Visitor, there: str) -> HttpResponse:
    """A file that is sent in pieces, in one; the test's client closes it behind itself and the database stays open."""
    answer = visitor.client.get(there)
    return HttpResponse(b"".join(answer.streaming_content), headers=answer.headers)


def hidden_step(cast: Cast) -> Step:
    """Of another unit."""
    return a_step_row(a_measure_row(cast, owners=(a_unit(cast),)))


def some_of_each(cast: Cast) -> None:
    """One piece in each state, and one that is nowhere used."""
    measure = a_measure_row(cast)
    for state, colour in (("offered", "navy"), ("returned", "maroon"), ("accepted", "gold")):
        photo = a_photo(cast, colour=colour, title=state, taken_on=TAKEN_ON)
        a_proof(cast, evidence=photo, state=state, step=a_step_row(measure))
    a_photo(cast, colour="pink", title="unused", taken_on=TAKEN_ON)
    a_piece_of_evidence(cast, kind="words", url="", title="undated", dated_on=None)


def test_every_count_opens_what_it_counts(cast: Cast) -> None:
    some_of_each(cast)
    page = clerk(cast).get(address(cast, "evidence-list"))
    doors = html.document_fromstring(page.content).xpath("//ul[@class='doors']//a")
    assert [words(each) for each in doors] == [
        "5 ทั้งหมด",
        "1 รอตรวจ",
        "1 ส่งกลับให้แก้",
        "1 รับแล้ว",
        "2 ยังไม่ได้ใช้",
        "1 ไม่มีวันที่",
    ]
    for door in doors:
        opened = clerk(cast).get(address(cast, "evidence-list") + door.get("href"))
        assert len(titles(opened)) == int(words(door).split()[0])


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_counts_and_rows_come_from_the_same_question(cast: Cast, who: str) -> None:
    some_of_each(cast)
    viewer = seen_by(cast, who)
    counts = query.counts_of(viewer, YEAR)
    assert {state: query.listed(viewer, YEAR, Wish(state=state)).pieces.count() for state in ("", *STATES)} == counts


def test_the_list_is_narrowed_by_kind(cast: Cast) -> None:
    some_of_each(cast)
    assert titles(clerk(cast).get(address(cast, "evidence-list"), {"kind": "words"})) == ["undated"]
    assert len(titles(clerk(cast).get(address(cast, "evidence-list"), {"kind": "nonsense", "state": "x"}))) == 5


def test_an_empty_list_says_what_it_is_for(cast: Cast) -> None:
    page = clerk(cast).get(address(cast, "evidence-list")).content.decode()
    assert "ยังไม่มีหลักฐานของปีนี้" in page
    assert address(cast, "evidence-add") in page
    assert (
        address(cast, "evidence-add")
        not in Visitor(cast.person("auditor")).get(address(cast, "evidence-list")).content.decode()
    )


def test_an_officer_sees_what_is_of_their_work_and_what_they_handed_in(cast: Cast) -> None:
    own = a_step_row(a_measure_row(cast))
    a_photo(cast, who="clerk", colour="navy", title="of my step", subjects=[own])
    a_photo(cast, who="clerk", colour="gold", title="of another unit", subjects=[hidden_step(cast)])
    a_photo(cast, who="clerk", colour="pink", title="of an item", subjects=[Item("o21", YEAR)])
    a_photo(cast, who="officer", colour="maroon", title="mine")
    assert set(titles(officer(cast).get(address(cast, "evidence-list")))) == {"of my step", "mine"}
    assert len(titles(Visitor(cast.person("auditor")).get(address(cast, "evidence-list")))) == 4


@pytest.mark.parametrize("name", ["evidence", "evidence-file", "evidence-shown", "evidence-use"])
def test_another_units_piece_is_not_found_by_an_officer(cast: Cast, name: str) -> None:
    piece = a_photo(cast, who="clerk", subjects=[hidden_step(cast)])
    more = ("small",) if name == "evidence-shown" else ()
    there = address(cast, name, piece.pk, *more)
    assert officer(cast).get(there).status_code == 404
    assert clerk(cast).get(there).status_code == 200


def test_an_officer_is_told_only_how_many_uses_are_of_other_units(cast: Cast) -> None:
    own, other = a_step_row(a_measure_row(cast), text="ขั้นตอนของเรา"), hidden_step(cast)
    Step.objects.filter(pk=other.pk).update(text="ขั้นตอนของกองอื่น")
    piece = a_photo(cast, who="clerk", subjects=[own, other])
    page = officer(cast).get(address(cast, "evidence", piece.pk)).content.decode()
    assert "ขั้นตอนของเรา" in page
    assert "ขั้นตอนของกองอื่น" not in page
    assert "และงานของหน่วยอื่นอีก 1 รายการ" in page


def test_a_piece_tells_what_it_is(cast: Cast) -> None:
    piece = a_photo(cast, taken_on=TAKEN_ON, subjects=[a_step_row(a_measure_row(cast)), Item("o21", YEAR)])
    page = clerk(cast).get(address(cast, "evidence", piece.pk)).content.decode()
    assert piece.file is not None
    for told in (
        piece.file.sha256,
        "9 ธ.ค. 2566",
        "photo.jpg",
        "officer",
        "o21",
        address(cast, "history", "evidence", piece.pk),
    ):
        assert told in page


def test_the_original_is_kept_and_only_a_clean_copy_is_shown(cast: Cast) -> None:
    piece = a_photo(cast, taken_on=TAKEN_ON)
    original = file_at(officer(cast), address(cast, "evidence-file", piece.pk))
    assert original.content == a_photograph(taken_on=TAKEN_ON)
    assert original["Content-Disposition"].startswith("attachment")
    shown = file_at(officer(cast), address(cast, "evidence-shown", piece.pk, "large"))
    assert shown["Content-Type"] == "image/jpeg"
    assert b"Exif" in original.content
    assert b"Exif" not in shown.content
    assert {original["Cache-Control"], shown["Cache-Control"]} == {"private, max-age=3600"}
    assert officer(cast).get(address(cast, "evidence-shown", piece.pk, "huge")).status_code == 404


def test_what_is_no_picture_is_never_opened_in_the_page(cast: Cast) -> None:
    page = deeds.add_evidence(
        by=seen_by(cast, "clerk"), at=NOW, year=YEAR, files=[("page.html", b"<script>alert(1)</script>")], links=[WEB]
    )[0]
    answer = file_at(clerk(cast), address(cast, "evidence-file", page.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert clerk(cast).get(address(cast, "evidence-shown", page.pk, "small")).status_code == 404
    link = Evidence.objects.get(kind="link")
    assert clerk(cast).get(address(cast, "evidence-file", link.pk)).status_code == 404
    assert 'rel="noopener' in clerk(cast).get(address(cast, "evidence", link.pk)).content.decode()


def test_files_links_and_uses_are_handed_in_at_once(cast: Cast) -> None:
    measure = a_measure_row(cast)
    step, activity = a_step_row(measure), an_activity(cast, who="officer")
    sent = {
        "pieces": [upload(), upload("b.jpg", colour="navy")],
        "links": f"{WEB}\n\n  https://www.example.go.th/other ",
        "title": "ภาพอบรม",
        "dated_on": "2023-12-01",
        "step": [step.pk],
        "measure": [measure.pk],
        "activity": [activity.pk],
        "item": ["o21"],
    }
    answer = officer(cast).post(address(cast, "evidence-add"), sent)
    assert answer["Location"] == address(cast, "evidence-list")
    assert Evidence.objects.count() == 4
    assert Proof.objects.count() == 16
    assert {each.dated_on for each in Evidence.objects.all()} == {date(2023, 12, 1)}
    assert AuditLine.objects.get().changes == {"count": 4}


def test_a_file_that_was_here_before_is_told(cast: Cast) -> None:
    a_photo(cast, title="ภาพเดิม")
    there = clerk(cast).client.post(address(cast, "evidence-add"), {"pieces": upload("renamed.jpg")}, follow=True)
    assert "“ภาพเดิม” เคยส่งแล้ว" in there.content.decode()
    assert Evidence.objects.count() == 1


def test_the_address_names_what_is_to_be_proved(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    page = officer(cast).get(address(cast, "evidence-add"), {"step": step.pk, "item": "o21"})
    ticked = html.document_fromstring(page.content).xpath("//input[@checked]")
    assert [(each.get("name"), each.get("value")) for each in ticked] == [("step", str(step.pk)), ("item", "o21")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "ยังไม่มีหลักฐาน"),
        ({"links": "www.example.go.th"}, "ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เต็ม"),
        ({"links": WEB, "dated_on": "วันก่อน"}, "อ่านวันที่ไม่ได้"),
        ({"links": WEB, "dated_on": "2574-01-01"}, "ยังมาไม่ถึง"),
        ({"links": WEB, "item": "o99"}, "ปีนี้ไม่มีข้อ o99"),
        ({"pieces": SimpleUploadedFile("a.exe", b"MZ")}, "ยังไม่รับไฟล์ชนิด"),
        ({"pieces": SimpleUploadedFile("a.jpg", b"GIF89a")}, "ไม่ใช่ไฟล์ JPG"),
        ({"pieces": SimpleUploadedFile("a.jpg", b"")}, "ว่างเปล่า"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(cast: Cast, sent: dict[str, Any], said: str) -> None:
    step = a_step_row(a_measure_row(cast))
    answer = officer(cast).post(address(cast, "evidence-add"), {"title": "ชื่อที่พิมพ์ไว้", "step": step.pk, **sent})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "ชื่อที่พิมพ์ไว้" in page
    assert html.document_fromstring(page).xpath(f"//input[@name='step'][@value='{step.pk}'][@checked]")
    assert not Evidence.objects.exists()


def test_a_buddhist_year_is_understood_however_it_is_typed(cast: Cast) -> None:
    for number, typed in enumerate(("2566-12-01", "01/12/2566", "๐๑/๑๒/๒๕๖๖")):
        link = f"{WEB}{number}"
        officer(cast).post(address(cast, "evidence-add"), {"links": link, "dated_on": typed})
        assert Evidence.objects.get(url=link).dated_on == date(2023, 12, 1)


@pytest.mark.parametrize("name", ["step", "measure", "activity"])
def test_a_forged_id_is_not_found_and_nothing_changes(cast: Cast, name: str) -> None:
    foreign = {"step": hidden_step(cast).pk, "measure": hidden_step(cast).measure_id, "activity": an_activity(cast).pk}
    sent = {"links": WEB, name: foreign[name]}
    assert officer(cast).post(address(cast, "evidence-add"), sent).status_code == 404
    piece = a_photo(cast)
    assert officer(cast).post(address(cast, "evidence-use", piece.pk), {name: foreign[name]}).status_code == 404
    assert not Proof.objects.exists()


def test_what_is_no_number_is_refused_in_a_sentence(cast: Cast) -> None:
    piece = a_photo(cast)
    for value in ("x", "-1", "1" * 40, "๑"):
        assert officer(cast).post(address(cast, "evidence-use", piece.pk), {"step": value}).status_code == 422


def test_a_piece_is_used_for_more(cast: Cast) -> None:
    measure = a_measure_row(cast)
    first, second = a_step_row(measure), a_step_row(measure)
    piece = a_photo(cast, subjects=[first])
    page = officer(cast).get(address(cast, "evidence-use", piece.pk))
    used = html.document_fromstring(page.content).xpath("//input[@disabled]")
    assert [(each.get("name"), each.get("value")) for each in used] == [("step", str(first.pk))]
    officer(cast).post(address(cast, "evidence-use", piece.pk), {"step": second.pk, "item": "o26"})
    assert set(piece.proofs.values_list("step", "item")) == {(first.pk, ""), (second.pk, ""), (None, "o26")}
    assert officer(cast).post(address(cast, "evidence-use", piece.pk), {}).status_code == 422


def test_a_day_outside_the_work_is_said(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    cases = {
        date(2023, 12, 1): "",
        date(2024, 4, 1): "วันที่ของหลักฐานอยู่นอกช่วงของขั้นตอน",
        date(2023, 9, 30): "วันที่ของหลักฐานอยู่นอกช่วงของขั้นตอน",
    }
    piece = a_photo(cast, subjects=[step])
    for day, said in cases.items():
        Evidence.objects.update(dated_on=day)
        assert [use.warning for use in query.piece(seen_by(cast, "clerk"), piece.pk).uses] == [said]


def test_a_day_outside_the_round_the_activity_or_the_year_is_said(cast: Cast) -> None:
    measure, activity = a_measure_row(cast), an_activity(cast)
    a_round(cast, plan=measure.plan, months=6)
    piece = a_photo(cast, subjects=[measure, activity, Item("o21", YEAR)], dated_on=date(2024, 5, 1))
    said = [use.warning for use in query.piece(seen_by(cast, "clerk"), piece.pk).uses]
    assert said == ["วันที่ของหลักฐานอยู่นอกรอบรายงาน", "วันที่ของหลักฐานไม่ตรงกับวันที่จัดกิจกรรม", ""]
    Evidence.objects.update(dated_on=date(2022, 5, 1))
    said = [use.warning for use in query.piece(seen_by(cast, "clerk"), piece.pk).uses]
    assert said[0] == "วันที่ของหลักฐานอยู่นอกช่วงของขั้นตอน".replace("ขั้นตอน", "มาตรการ")
    assert said[2] == f"วันที่ของหลักฐานอยู่นอกปีงบประมาณ {YEAR}"


def test_the_clerk_decides_on_the_page_and_the_officer_sees_why(cast: Cast) -> None:
    piece = a_photo(cast, subjects=[a_step_row(a_measure_row(cast))])
    proof, there = piece.proofs.get(), address(cast, "evidence", piece.pk)
    assert clerk(cast).post(address(cast, "proof-return", proof.pk), {}).status_code == 422
    clerk(cast).post(address(cast, "proof-return", proof.pk), {f"proof-{proof.pk}-comment": "เห็นป้ายไม่ชัด"})
    page = officer(cast).get(there).content.decode()
    assert "เห็นป้ายไม่ชัด" in page
    assert address(cast, "proof-accept", proof.pk) not in page
    assert clerk(cast).post(address(cast, "proof-accept", proof.pk))["Location"] == there
    proof.refresh_from_db()
    assert (proof.state, proof.comment) == ("accepted", "")


def test_a_decision_leads_back_to_a_page_of_ours_only(cast: Cast) -> None:
    proof = a_proof(cast, state="offered", step=a_step_row(a_measure_row(cast)))
    there = address(cast, "proof-accept", proof.pk)
    here = address(cast, "evidence-list")
    assert clerk(cast).post(there, {"next": here})["Location"] == here
    for foreign in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert clerk(cast).post(there, {"next": foreign})["Location"] == address(cast, "evidence", proof.evidence_id)


def test_a_refusal_is_said_on_the_page_and_changes_nothing(cast: Cast) -> None:
    piece = a_photo(cast, who="clerk", subjects=[a_step_row(a_measure_row(cast))])
    sent = {"title": "ชื่อใหม่", "dated_on": ""}
    answer = officer(cast).post(address(cast, "evidence-edit", piece.pk), sent)
    assert answer.status_code == 422
    assert "ผู้อื่นเป็นผู้ส่ง" in answer.content.decode()
    there = officer(cast).client.post(address(cast, "evidence-remove", piece.pk), follow=True)
    assert "ผู้อื่นเป็นผู้ส่ง" in there.content.decode()
    assert Evidence.objects.get(removed_at=None).title == "photo.jpg"


def test_a_piece_is_edited_and_taken_away_by_whoever_handed_it_in(cast: Cast) -> None:
    piece = a_photo(cast)
    officer(cast).post(address(cast, "evidence-edit", piece.pk), {"title": "ภาพอบรม", "dated_on": "2023-12-01"})
    piece.refresh_from_db()
    assert (piece.title, piece.dated_on) == ("ภาพอบรม", date(2023, 12, 1))
    assert officer(cast).post(address(cast, "evidence-remove", piece.pk))["Location"] == address(cast, "evidence-list")
    assert officer(cast).get(address(cast, "evidence", piece.pk)).status_code == 404


def test_last_years_piece_stands_in_this_years_list_with_its_own_day(cast: Cast) -> None:
    piece = a_photo(cast, taken_on=TAKEN_ON, title="ภาพปีก่อน")
    step = a_step_row(a_measure_row(cast, plan=a_plan(cast, year=YEAR + 1)))
    there = address(cast, "evidence-list", year=YEAR + 1)
    assert titles(clerk(cast).get(there)) == []
    deeds.use_evidence(by=seen_by(cast, "clerk"), at=NOW, evidence=piece, subjects=[step])
    page = clerk(cast).get(there)
    assert titles(page) == ["ภาพปีก่อน"]
    assert "9 ธ.ค. 2566" in page.content.decode()


def test_the_table_to_take_away_names_hash_and_uses(cast: Cast) -> None:
    piece = a_photo(cast, taken_on=TAKEN_ON, subjects=[a_step_row(a_measure_row(cast)), Item("o21", YEAR)])
    text = clerk(cast).get(address(cast, "evidence-table", "csv")).content.decode("utf-8-sig")
    assert piece.file is not None
    assert text.splitlines()[0] == "หลักฐาน,ชนิด,วันที่ของหลักฐาน,ไฟล์หรือลิงก์,SHA-256,พิสูจน์งานใด"
    assert piece.file.sha256 in text
    assert "o21" in text
    assert clerk(cast).get(address(cast, "evidence-table", "xlsx")).status_code == 200


def test_what_is_done_is_counted_with_its_proof_and_opens_its_rows(cast: Cast) -> None:
    measure = a_measure_row(cast, status="done")  # it has steps: they are counted
    steps = [a_step_row(measure, text=f"ขั้นตอน {number}", status="done") for number in range(3)]
    a_step_row(measure, text="ยังไม่เสร็จ")
    a_proof(cast, state="accepted", step=steps[0])
    a_proof(cast, evidence=a_photo(cast), state="offered", step=steps[1])
    alone = a_measure_row(cast, title="ทั้งมาตรการ", status="done")
    a_proof(cast, evidence=a_photo(cast, colour="navy"), state="accepted", measure=alone)
    viewer = seen_by(cast, "clerk")
    share = proved_share(viewer, YEAR)
    assert (share.done_count, share.proved_count, share.unproved_count, share.percent) == (4, 2, 2, 50)
    assert [(str(each.work), each.is_proved) for each in done_work(viewer, YEAR)] == [
        ("ขั้นตอน 0", True),
        ("ขั้นตอน 1", False),
        ("ขั้นตอน 2", False),
        ("ทั้งมาตรการ", True),
    ]
    for wish, count in (("", 4), ("yes", 2), ("no", 2)):
        page = clerk(cast).get(address(cast, "evidence-done"), {"proof": wish})
        assert len(html.document_fromstring(page.content).xpath("//tbody/tr")) == count
    assert len(clerk(cast).get(address(cast, "evidence-done-table", "csv")).content.decode().splitlines()) == 5


def test_evidence_taken_away_proves_nothing(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast), status="done")
    piece = a_photo(cast, subjects=[step])
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=piece.proofs.get())
    assert proved_share(seen_by(cast, "officer"), YEAR).proved_count == 1
    deeds.remove_evidence(by=seen_by(cast, "clerk"), at=NOW, evidence=piece)
    assert proved_share(seen_by(cast, "officer"), YEAR).proved_count == 0
    assert proved_share(seen_by(cast, "officer"), YEAR + 1).percent is None


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_the_list_asks_as_much_for_two_hundred_pieces_as_for_ten(cast: Cast, who: str) -> None:
    measure = a_measure_row(cast)

    def asked(count: int) -> int:
        for number in range(Evidence.objects.count(), count):
            step = a_step_row(measure)
            a_proof(cast, evidence=a_piece_of_evidence(cast, url=f"{WEB}?{number}"), state="offered", step=step)
        with CaptureQueriesContext(connection) as questions:
            assert Visitor(cast.person(who)).get(address(cast, "evidence-list")).status_code == 200
            Visitor(cast.person(who)).get(address(cast, "evidence-table", "csv"))
            Visitor(cast.person(who)).get(address(cast, "evidence-add"))
        return len(questions)

    assert asked(10) == asked(200)


def test_everything_that_waits_of_what_is_ticked_is_accepted_in_one_deed(cast: Cast) -> None:
    measure = a_measure_row(cast)
    one = a_photo(cast, subjects=[a_step_row(measure), measure])
    other = a_photo(cast, colour="navy", subjects=[measure])
    a_photo(cast, colour="gold", subjects=[measure])
    returned = one.proofs.get(measure=measure)
    Proof.objects.filter(pk=returned.pk).update(state="returned")
    here = address(cast, "evidence-list") + "?state=offered"
    page = html.document_fromstring(clerk(cast).get(here).content)
    assert len(page.xpath("//input[@name='evidence'][@form='ticked']")) == 3
    answer = clerk(cast).post(address(cast, "evidence-accept"), {"evidence": [one.pk, other.pk], "next": here})
    assert answer["Location"] == here
    assert query.counts_of(seen_by(cast, "clerk"), YEAR) | {"unused": 0} == {
        "": 3,
        "offered": 1,
        "returned": 1,
        "accepted": 2,
        "unused": 0,
        "undated": 3,
    }
    assert AuditLine.objects.filter(verb="evidence.accepted").get().changes == {"count": 2}
    assert clerk(cast).post(address(cast, "evidence-accept"), {}).status_code == 302
    assert clerk(cast).post(address(cast, "evidence-accept"), {"evidence": 999999}).status_code == 404


def test_a_link_without_a_title_is_called_as_a_person_reads_it(cast: Cast) -> None:
    link = "https://www.example.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7/?id=7"
    officer(cast).post(address(cast, "evidence-add"), {"links": link})
    assert Evidence.objects.get().title == "www.example.go.th/ข่าว?…"
    assert Evidence.objects.get().url == link


def test_whoever_is_sent_back_is_led_to_hand_in_another_piece(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    piece = a_photo(cast, subjects=[step, Item("o21", YEAR)])
    piece.proofs.update(state="returned")
    page = officer(cast).get(address(cast, "evidence", piece.pk)).content.decode()
    for wanted in (f"?step={step.pk}", "?item=o21"):
        assert address(cast, "evidence-add") + wanted in page


def test_an_officer_is_offered_nothing_that_would_be_refused(cast: Cast) -> None:
    piece = a_photo(cast, subjects=[a_step_row(a_measure_row(cast))])
    proof = piece.proofs.get()
    removing = address(cast, "proof-remove", proof.pk)
    assert removing in officer(cast).get(address(cast, "evidence", piece.pk)).content.decode()
    deeds.accept_proof(by=seen_by(cast, "clerk"), at=NOW, proof=proof)
    assert removing not in officer(cast).get(address(cast, "evidence", piece.pk)).content.decode()
    assert removing in clerk(cast).get(address(cast, "evidence", piece.pk)).content.decode()


def test_what_is_typed_about_evidence_is_kept_until_it_is_sent(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    there = f"{address(cast, 'evidence-add')}?step={step.pk}"
    typed = {"links": WEB, "title": "ข่าวอบรม", "step": step.pk, "item": "o21"}
    officer(cast).post(there, {**typed, "keep": "draft"})
    assert not Evidence.objects.exists()
    page = html.document_fromstring(officer(cast).get(there).content)
    assert page.xpath("//input[@name='title']/@value") == ["ข่าวอบรม"]
    assert page.xpath("//input[@checked]/@name") == ["step", "item"]
    elsewhere = officer(cast).get(address(cast, "evidence-add")).content.decode()
    assert "ข่าวอบรม" not in elsewhere, "the draft is of what was asked for there"
    officer(cast).post(there, typed)
    assert not Draft.objects.exists()
    assert Proof.objects.count() == 2
