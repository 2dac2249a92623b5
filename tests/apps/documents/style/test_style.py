"""An agency's style: digits, face, emblem, numbers, who signs."""

import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.documents.style.made import a_signatory, a_style, a_wording, address, an_emblem_set
from apps.improvement.made_proof import a_photograph
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.documents.models import HouseStyle, Signatory
from prongsai.apps.documents.operations import style as deeds
from prongsai.apps.documents.queries.style import frozen_style, numbered, pattern_of, signatories_of, style_of
from prongsai.base.models import AuditLine, Draft
from prongsai.core.errors import Refused


def sent(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"version": "1", "digits": "thai", "face": "Sarabun", **changes}


def test_an_agency_that_chose_nothing_has_the_usual_style(cast: Cast) -> None:
    style, document = style_of(cast.agency, "plan")
    assert (style.digits, style.face, style.emblem) == ("arabic", "TH Sarabun New", None)
    assert document["emblem"] == ""
    assert HouseStyle.objects.count() == 0


def test_what_is_chosen_holds_for_this_agency_alone(cast: Cast) -> None:
    a_style(cast, patterns={"plan": "ทฟ {n}/{yy}"})
    assert style_of(cast.agency, "plan")[0].digits == "thai"
    assert style_of(cast.other_agency, "plan")[0].digits == "arabic"
    assert pattern_of(cast.agency, "plan") == "ทฟ {n}/{yy}"
    assert pattern_of(cast.agency, "memo") == pattern_of(cast.other_agency, "plan") == "{n}/{year}"


def test_a_number_is_what_its_pattern_says() -> None:
    assert numbered("ทฟ 52001/{n}/{year}", 7, 2567) == "ทฟ 52001/7/2567"
    assert numbered("{n}-{yy}", 12, 2505) == "12-05"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("{year}", "needs {n}"), ("{n}/{month}", "not {month}"), ("{n}/{", "not paired"), ("5/{{n}}", "not paired")],
)
def test_a_pattern_that_cannot_number_is_refused_with_a_sentence(cast: Cast, pattern: str, words: str) -> None:
    with pytest.raises(Refused, match=words.replace("{", r"\{").replace("}", r"\}")) as refusal:
        a_style(cast, patterns={"plan": pattern})
    assert "{n}" in refusal.value.th
    assert HouseStyle.objects.count() == 0


def test_a_wrong_pattern_stands_at_its_field_and_what_was_typed_is_kept(cast: Cast) -> None:
    typed = sent(cast, **{"pattern-plan": "แผน {year}"})
    response = Visitor(cast.person("clerk")).post(address(cast, "style-edit"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="แผน {year}"' in page
    assert 'href="#id_pattern-plan"' in page


def test_the_example_of_a_number_comes_while_it_is_typed(cast: Cast) -> None:
    a_style(cast)
    visitor = Visitor(cast.person("clerk"))
    assert "๑/๒๕๖๗" in visitor.get(address(cast, "style-example"), {"pattern-plan": "{n}/{year}"}).content.decode()
    assert "{n}" in visitor.get(address(cast, "style-example"), {"pattern-plan": "x"}).content.decode()


def test_who_saves_an_older_style_sees_both(cast: Cast) -> None:
    a_style(cast, digits="arabic", face="TH SarabunPSK")
    response = Visitor(cast.person("clerk")).post(address(cast, "style-edit"), sent(cast))
    page = response.content.decode()
    assert response.status_code == 409
    assert "TH SarabunPSK</td><td>Sarabun</td>" in page
    assert "<td>เลขอารบิก 1 2 3</td><td>เลขไทย ๑ ๒ ๓</td>" in page
    assert 'name="version" value="2"' in page
    assert HouseStyle.objects.get().face == "TH SarabunPSK"


def test_two_who_never_saved_before_do_not_overwrite_each_other(cast: Cast) -> None:
    a_style(cast)
    with pytest.raises(deeds.Overtaken):
        a_style(cast, version=1, face="TH Sarabun New")


def test_a_draft_of_the_style_comes_back_and_goes_with_the_saving(cast: Cast) -> None:
    visitor, there = Visitor(cast.person("clerk")), address(cast, "style-edit")
    draft = {**sent(cast), "pattern-plan": "ก {n}", "draft-key": "style", "draft-basis": "1", "keep": "draft"}
    assert visitor.post(there, draft).status_code == 302
    assert 'value="ก {n}"' in visitor.get(there).content.decode()
    assert visitor.post(there, {**sent(cast), "pattern-plan": "ก {n}"}).status_code == 302
    assert not Draft.objects.exists()
    assert pattern_of(cast.agency, "plan") == "ก {n}"


def test_an_emblem_is_shown_and_stands_on_papers_as_a_clean_png(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    file = SimpleUploadedFile("ตรา.jpg", a_photograph(size=(1200, 900)), "image/jpeg")
    assert visitor.post(address(cast, "style-emblem-set"), {"emblem": file}).status_code == 302
    response = visitor.get(address(cast, "style-emblem"))
    with Image.open(BytesIO(response.content)) as shown:
        assert (shown.format, shown.size) == ("PNG", (800, 600))
    assert style_of(cast.agency, "plan")[0].emblem == response.content
    assert "ตราของเทศบาลตำบลทุ่งฟ้าใส" in visitor.get(address(cast, "style")).content.decode()


@pytest.mark.parametrize(("name", "content"), [("ตรา.pdf", b"%PDF-1.7"), ("ตรา.png", b"\x89PNG\r\n\x1a\nbroken")])
def test_what_is_no_picture_is_no_emblem(cast: Cast, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    response = Visitor(cast.person("clerk")).post(address(cast, "style-emblem-set"), {"emblem": file})
    assert response.status_code == 422
    assert 'href="#id_emblem"' in response.content.decode()
    assert not HouseStyle.objects.filter(emblem__isnull=False).exists()


def test_an_emblem_that_was_taken_out_stays_in_what_was_frozen_with_it(cast: Cast) -> None:
    an_emblem_set(cast)
    style, document = style_of(cast.agency, "plan")
    assert document["emblem"] == hashlib.sha256(style.emblem or b"").hexdigest()
    deeds.remove_emblem(by=cast.viewer("clerk"), at=NOW)
    assert style_of(cast.agency, "plan")[0].emblem is None
    assert frozen_style(cast.agency, document) == style


def test_a_frozen_style_of_another_agency_brings_no_emblem_of_it(cast: Cast) -> None:
    an_emblem_set(cast)
    _style, document = style_of(cast.agency, "plan")
    assert frozen_style(cast.other_agency, document).emblem is None


def test_a_frozen_style_keeps_the_words_of_its_day(cast: Cast) -> None:
    a_wording(cast, words={"title": "แผนของเรา"})
    style, document = style_of(cast.agency, "plan")
    a_wording(cast, version=2, words={"title": "แผนใหม่"})
    assert frozen_style(cast.agency, document) == style
    assert style.wording.words == {"title": "แผนของเรา"}


def test_who_signs_is_added_shown_and_ended_but_never_forgotten(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    named = {"name": " นายสมมติ   ตัวอย่าง ", "position": "ปลัดเทศบาล"}
    assert visitor.post(address(cast, "signatory-add"), named).status_code == 302
    (signatory,) = signatories_of(cast.agency)
    assert (signatory.name, signatory.position) == ("นายสมมติ ตัวอย่าง", "ปลัดเทศบาล")
    assert "ปลัดเทศบาล" in visitor.get(address(cast, "style")).content.decode()
    assert visitor.post(address(cast, "signatory-end", signatory.pk)).status_code == 302
    assert signatories_of(cast.agency) == []
    assert Signatory.objects.get().ended_at is not None
    assert visitor.post(address(cast, "signatory-end", signatory.pk)).status_code == 404


def test_who_signs_needs_a_name_and_a_position(cast: Cast) -> None:
    response = Visitor(cast.person("clerk")).post(address(cast, "signatory-add"), {"name": "  ", "position": "ปลัด"})
    assert response.status_code == 422
    assert not Signatory.objects.exists()


def test_the_trail_tells_what_was_done_and_no_name(cast: Cast) -> None:
    a_style(cast)
    a_signatory(cast)
    lines = {each.verb: each.changes for each in AuditLine.objects.all()}
    assert lines == {"style.edited": {"version": 2}, "signatory.added": {}}


def test_the_style_page_asks_the_same_with_many_wordings(cast: Cast, django_assert_num_queries: Any) -> None:
    visitor, there = Visitor(cast.person("clerk")), address(cast, "style")
    visitor.get(there)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        visitor.get(there)
    for name in ("plan", "memo", "order", "progress"):
        a_wording(cast, name=name, words={"title": "อื่น"})
        a_signatory(cast, name=f"นาย{name}")
    with CaptureQueriesContext(connection) as many:
        visitor.get(there)
    assert len(many) == len(few)


def test_an_auditor_reads_the_style_and_finds_no_button(cast: Cast) -> None:
    page = Visitor(cast.person("auditor")).get(address(cast, "style")).content.decode()
    assert address(cast, "style-edit") not in page
    assert address(cast, "style-emblem-set") not in page
    assert address(cast, "wording", "plan") in page


def test_a_year_makes_no_difference_to_the_style(cast: Cast) -> None:
    a_style(cast)
    there = address(cast, "style").replace(f"/{YEAR}/", f"/{YEAR + 2}/")
    assert "เลขไทย" in Visitor(cast.person("clerk")).get(there).content.decode()
