"""The board of activities: told with photographs, shown by month, saved by two without losing a word."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.improvement.made import a_measure_row, a_step_row, a_unit, address
from apps.improvement.made_proof import HELD_ON, a_photo, a_photograph, an_activity
from cast import NOW, YEAR, Cast
from pages import Visitor, words
from prongsai.apps.improvement.models import Activity, Change, Evidence, Proof
from prongsai.apps.improvement.queries.activities import ON_BOARD, item_choices
from prongsai.base import drafts
from prongsai.base.models import AuditLine, Draft

TOLD = {
    "title": "อบรมจริยธรรมเจ้าหน้าที่",
    "held_on": "2023-12-09",
    "place": "ห้องประชุมเทศบาล",
    "purpose": "ให้เจ้าหน้าที่รู้ประมวลจริยธรรม",
    "outcome": "ผู้เข้าร่วมลงนาม",
    "people_count": "42",
    "first_codes": ["o21", "o27"],
    "other_codes": ["o1"],
}


def clerk(cast: Cast) -> Visitor:
    return Visitor(cast.person("clerk"))


def officer(cast: Cast) -> Visitor:
    return Visitor(cast.person("officer"))


def photographs(*colours: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{each}.jpg", a_photograph(colour=each, taken_on=HELD_ON)) for each in colours]


def test_an_activity_is_told_with_its_photographs(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast))
    sent = {**TOLD, "work": f"step-{step.pk}", "photos": photographs("navy", "gold", "pink")}
    answer = officer(cast).post(address(cast, "activity-create"), sent)
    activity = Activity.objects.get()
    assert answer["Location"] == address(cast, "activity", activity.pk)
    assert (activity.held_on, activity.people_count, activity.step, activity.measure) == (HELD_ON, 42, step, None)
    assert activity.codes == ["o21", "o27", "o1"]
    photos = Evidence.objects.order_by("pk")
    assert [each.title for each in photos] == [f"{TOLD['title']} ({number})" for number in (1, 2, 3)]
    assert {each.dated_on for each in photos} == {HELD_ON}
    assert AuditLine.objects.get().verb == "activity.created"
    assert Change.objects.filter(kind="activity", before__isnull=True).count() == 1


def test_the_board_shows_months_latest_first_with_captions(cast: Cast) -> None:
    shown = an_activity(cast, title="กิจกรรมธันวาคม")
    an_activity(cast, title="กิจกรรมกุมภาพันธ์", held_on=date(2024, 2, 14))
    for colour in ("navy", "gold"):
        a_photo(cast, who="clerk", colour=colour, subjects=[shown], title=f"ป้าย {colour}")
    page = html.document_fromstring(clerk(cast).get(address(cast, "activities")).content)
    assert [words(each) for each in page.xpath("//main//section/h2")] == ["กุมภาพันธ์ 2567", "ธันวาคม 2566"]
    assert [each.get("alt") for each in page.xpath("//ul[@class='photos']//img")] == ["ป้าย navy", "ป้าย gold"]
    assert "การขับเคลื่อนจริยธรรม" in words(page.xpath("//article")[0])


def test_the_board_has_room_for_some_photographs_and_counts_the_rest(cast: Cast) -> None:
    activity = an_activity(cast)
    for number in range(ON_BOARD + 2):
        a_photo(cast, who="clerk", colour=f"rgb({number * 9}, 60, 90)", subjects=[activity])
    page = html.document_fromstring(clerk(cast).get(address(cast, "activities")).content)
    assert len(page.xpath("//ul[@class='photos']//img")) == ON_BOARD
    assert "ดูอีก 2 ภาพ" in words(page)
    one = html.document_fromstring(clerk(cast).get(address(cast, "activity", activity.pk)).content)
    assert len(one.xpath("//main//img")) == ON_BOARD + 2


def test_an_empty_board_teaches(cast: Cast) -> None:
    assert "ยังไม่มีกิจกรรมของปีนี้" in clerk(cast).get(address(cast, "activities")).content.decode()


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (2564, ["o33", "o35", "o38", "o43"]),
        (2566, ["o30", "o32", "o40", "o43"]),
        (2567, ["o21", "o25", "o27", "o35"]),
        (2568, ["o16", "o20", "o21", "o28"]),
        (2569, ["o15", "o19", "o20", "o26"]),
    ],
)
def test_the_items_that_ask_for_activities_come_first(year: int, first: list[str]) -> None:
    choices = item_choices(year)
    assert [each.code for each in choices.first] == first
    assert not {each.code for each in choices.others} & set(first)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "ชื่อกิจกรรม"),
        ({"held_on": "2024-10-01"}, "วันที่นี้อยู่ในปีงบประมาณ 2568 ไม่ใช่ 2567"),
        ({"held_on": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"people_count": "-1"}, "จำนวนผู้เข้าร่วม"),
        ({"people_count": "สี่สิบ"}, "จำนวนผู้เข้าร่วม"),
        ({"first_codes": ["o99"]}, "o99"),
        ({"work": "step-999999"}, "เป็นส่วนหนึ่งของมาตรการหรือขั้นตอน"),
        ({"photos": SimpleUploadedFile("a.jpg", b"GIF89a")}, "ไม่ใช่ไฟล์ JPG"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, changed: dict[str, Any], said: str) -> None:
    answer = clerk(cast).post(address(cast, "activity-create"), {**TOLD, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in html.document_fromstring(page).xpath("//div[@class='form-errors']")[0].text_content()
    assert TOLD["purpose"] in page
    assert not Activity.objects.exists()
    assert not Evidence.objects.exists()


def test_another_units_work_cannot_be_named(cast: Cast) -> None:
    theirs = a_step_row(a_measure_row(cast, owners=(a_unit(cast),)))
    sent = {**TOLD, "work": f"step-{theirs.pk}"}
    assert officer(cast).post(address(cast, "activity-create"), sent).status_code == 422
    assert clerk(cast).post(address(cast, "activity-create"), sent).status_code == 302


def test_an_officer_sees_their_own_and_those_of_their_work(cast: Cast) -> None:
    an_activity(cast, title="ของงานเรา", measure=a_measure_row(cast))
    an_activity(cast, title="เราเขียนเอง", who="officer")
    hidden = an_activity(cast, title="ของกองอื่น", measure=a_measure_row(cast, owners=(a_unit(cast),)))
    page = officer(cast).get(address(cast, "activities")).content.decode()
    assert "ของงานเรา" in page
    assert "เราเขียนเอง" in page
    assert "ของกองอื่น" not in page
    for name in ("activity", "activity-edit"):
        assert officer(cast).get(address(cast, name, hidden.pk)).status_code == 404
    assert officer(cast).post(address(cast, "activity-remove", hidden.pk)).status_code == 404
    assert Activity.objects.filter(removed_at=None).count() == 3


def test_captions_and_photographs_are_set_right_together(cast: Cast) -> None:
    activity = an_activity(cast)
    photo = a_photo(cast, who="clerk", subjects=[activity])
    proof = Proof.objects.get()
    caption = {f"caption-{proof.pk}": "ผู้เข้าร่วมถือป้ายไม่รับของขวัญ"}
    sent = {**TOLD, **caption, "version": 1, "outcome": "", "photos": photographs("gold")}
    clerk(cast).post(address(cast, "activity-edit", activity.pk), sent)
    photo.refresh_from_db()
    activity.refresh_from_db()
    assert photo.title == "ผู้เข้าร่วมถือป้ายไม่รับของขวัญ"
    assert (activity.outcome, activity.version, activity.proofs.count()) == ("", 2, 2)
    assert Change.objects.filter(kind="activity", deed="activity.edited").get().before["outcome"] != ""


def test_two_at_the_same_activity_lose_no_word(cast: Cast) -> None:
    activity = an_activity(cast)
    there = address(cast, "activity-edit", activity.pk)
    first = {**TOLD, "version": 1, "place": "ศาลาประชาคม", "people_count": "50"}
    assert clerk(cast).post(there, first).status_code == 302
    second = {**TOLD, "version": 1, "place": "หอประชุมโรงเรียน", "outcome": "ข้อความยาวของคนที่สอง", "people_count": "50"}
    answer = clerk(cast).post(there, second)
    page = html.document_fromstring(answer.content)
    assert answer.status_code == 409
    rows = [[words(cell) for cell in row] for row in page.xpath("//main//tbody/tr")]
    assert ["สถานที่", "ศาลาประชาคม", "หอประชุมโรงเรียน"] in rows
    assert "จำนวนผู้เข้าร่วม (คน)" not in [row[0] for row in rows], "both say the same"
    assert page.xpath("//input[@name='place']/@value") == ["หอประชุมโรงเรียน"]
    assert "ข้อความยาวของคนที่สอง" in answer.content.decode()
    activity.refresh_from_db()
    assert activity.place == "ศาลาประชาคม", "nothing is overwritten unseen"
    again = {**second, "version": page.xpath("//input[@name='version']/@value")[0]}
    assert clerk(cast).post(there, again).status_code == 302
    activity.refresh_from_db()
    assert (activity.place, activity.version) == ("หอประชุมโรงเรียน", 3)


def test_a_draft_is_kept_found_again_and_dropped_when_it_is_sent(cast: Cast) -> None:
    there = address(cast, "activity-create")
    clerk(cast).post(there, {**TOLD, "keep": "draft"})
    assert not Activity.objects.exists()
    assert TOLD["purpose"] in clerk(cast).get(there).content.decode()
    assert TOLD["purpose"] not in officer(cast).get(there).content.decode(), "nobody else's"
    clerk(cast).post(there, TOLD)
    assert not Draft.objects.exists()
    assert Activity.objects.get().codes == ["o21", "o27", "o1"]


def test_a_draft_stays_when_somebody_else_was_first(cast: Cast) -> None:
    activity = an_activity(cast)
    there = address(cast, "activity-edit", activity.pk)
    clerk(cast).post(there, {**TOLD, "version": 1, "keep": "draft", "draft-basis": "1"})
    Activity.objects.update(version=2)
    assert clerk(cast).post(there, {**TOLD, "version": 1}).status_code == 409
    assert Draft.objects.get().content["title"] == TOLD["title"]


def test_a_stale_draft_is_not_put_in_place_of_what_is_saved(cast: Cast) -> None:
    activity = an_activity(cast, place="ที่บันทึกไว้")
    there = address(cast, "activity-edit", activity.pk)
    clerk(cast).post(there, {**TOLD, "place": "ที่ร่างไว้", "version": 1, "keep": "draft", "draft-basis": "1"})
    assert "ที่ร่างไว้" in clerk(cast).get(there).content.decode()
    Activity.objects.update(version=2)
    assert "ที่ร่างไว้" not in clerk(cast).get(there).content.decode()


def test_an_activity_is_taken_off_the_board_and_its_photographs_stay(cast: Cast) -> None:
    activity = an_activity(cast, title="กิจกรรมเดิม")
    photo = a_photo(cast, who="clerk", subjects=[activity])
    clerk(cast).post(address(cast, "activity-remove", activity.pk))
    activity.refresh_from_db()
    photo.refresh_from_db()
    assert activity.removed_at is not None
    assert photo.removed_at is None
    assert "กิจกรรมเดิม" not in Visitor(cast.person("auditor")).get(address(cast, "activities")).content.decode()
    assert clerk(cast).get(address(cast, "activity", activity.pk)).status_code == 404
    assert "ยังไม่ได้ใช้กับงานใด" in clerk(cast).get(address(cast, "evidence", photo.pk)).content.decode()


def test_an_activity_of_another_year_is_led_to_its_own(cast: Cast) -> None:
    activity = an_activity(cast)
    answer = clerk(cast).get(address(cast, "activity", activity.pk, year=YEAR + 1))
    assert answer["Location"] == address(cast, "activity", activity.pk)


def test_work_that_was_removed_is_named_without_a_link(cast: Cast) -> None:
    step = a_step_row(a_measure_row(cast), text="ขั้นตอนที่เคยมี")
    activity = an_activity(cast, step=step)
    link = address(cast, "step", step.pk)
    assert link in clerk(cast).get(address(cast, "activity", activity.pk)).content.decode()
    step.removed_at = step.created_at + timedelta(days=1)
    step.save()
    page = clerk(cast).get(address(cast, "activity", activity.pk)).content.decode()
    assert link not in page
    assert "ขั้นตอนที่เคยมี" in page


def test_the_table_to_take_away_has_every_activity(cast: Cast) -> None:
    a_photo(cast, who="clerk", subjects=[an_activity(cast)])
    lines = clerk(cast).get(address(cast, "activities-table", "csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("วันที่,กิจกรรม,สถานที่")
    assert lines[1].startswith("9 ธ.ค. 2566,อบรมจริยธรรมเจ้าหน้าที่")
    assert lines[1].endswith("o21,,1")
    assert clerk(cast).get(address(cast, "activities-table", "xlsx")).status_code == 200


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_the_board_asks_as_much_for_two_hundred_as_for_ten(cast: Cast, who: str) -> None:
    measure = a_measure_row(cast)

    def asked(count: int) -> int:
        for number in range(Activity.objects.count(), count):
            an_activity(cast, title=f"กิจกรรม {number}", measure=measure, held_on=HELD_ON + timedelta(days=number % 150))
        with CaptureQueriesContext(connection) as questions:
            assert Visitor(cast.person(who)).get(address(cast, "activities")).status_code == 200
            Visitor(cast.person(who)).get(address(cast, "activities-table", "csv"))
        return len(questions)

    a_photo(cast, who="clerk", subjects=[an_activity(cast, measure=measure)])
    assert asked(10) == asked(200)


def test_a_forged_caption_changes_no_other_photograph(cast: Cast) -> None:
    activity, other = an_activity(cast), an_activity(cast, title="อื่น")
    a_photo(cast, who="clerk", subjects=[activity])
    kept = a_photo(cast, who="clerk", colour="gold", title="ภาพอื่น", subjects=[other])
    forged = {f"caption-{kept.proofs.get().pk}": "ถูกเปลี่ยน"}
    clerk(cast).post(address(cast, "activity-edit", activity.pk), {**TOLD, **forged, "version": 1})
    kept.refresh_from_db()
    assert kept.title == "ภาพอื่น"


def test_a_draft_of_one_choice_is_found_again(cast: Cast) -> None:
    content: drafts.Content = {"title": "ร่าง", "first_codes": "o27"}
    viewer = cast.viewer("clerk")
    drafts.keep(viewer=viewer, at=NOW, key=f"activity:new-{YEAR}", basis="", content=content)
    page = html.document_fromstring(clerk(cast).get(address(cast, "activity-create")).content)
    assert page.xpath("//input[@name='first_codes'][@checked]/@value") == ["o27"]
