"""An agency's own DOCX for a layout."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from apps.documents.style.made import a_docx, a_template_set, address
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.documents.models import Template
from prongsai.apps.documents.operations import style as deeds
from prongsai.apps.documents.queries.style import template_of
from prongsai.apps.documents.queries.templates import template_beginning
from prongsai.core.errors import Refused
from prongsai.paper.writing.docx import check_template
from prongsai.paper.writing.layouts import layout, layouts


def handed_in(cast: Cast, content: bytes, name: str = "แม่แบบ.docx") -> object:
    file = SimpleUploadedFile(name, content)
    return Visitor(cast.person("clerk")).post(address(cast, "template-set", "plan"), {"file": file})


def words_of(content: bytes) -> str:
    return "\n".join(each.text for each in Word(BytesIO(content)).paragraphs)


def test_the_template_one_begins_from_is_one(cast: Cast) -> None:
    for each in layouts():
        assert check_template(template_beginning(each)) == ()
    response = Visitor(cast.person("auditor")).get(address(cast, "template-begin", "plan"))
    assert "{{ body }}" in words_of(response.content)


def test_a_template_is_used_for_the_sample_and_gives_the_agencys_words(cast: Cast) -> None:
    response = handed_in(cast, a_docx("หัวกระดาษของเรา {{ agency }}", "{{ body }}"))
    assert response.status_code == 302  # type: ignore[attr-defined]
    sample = Visitor(cast.person("clerk")).get(address(cast, "wording-sample", "plan", "docx"))
    words = words_of(sample.content)
    assert "หัวกระดาษของเรา เทศบาลตำบลทุ่งฟ้าใส" in words
    assert "{{" not in words
    tables = "".join(cell.text for table in Word(BytesIO(sample.content)).tables for cell in table._cells)
    assert "มาตรการตัวอย่างที่ 1" in tables


@pytest.mark.parametrize("line", ["{{ planted }}", "{{ agency"])
def test_a_template_that_names_what_nobody_fills_is_refused(cast: Cast, line: str) -> None:
    response = handed_in(cast, a_docx(line, "{{ body }}"))
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert not Template.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"PK\x03\x04"), ("a.pdf", b"%PDF-1.7"), ("a.docx", b"")])
def test_what_is_no_docx_is_refused(cast: Cast, name: str, content: bytes) -> None:
    assert handed_in(cast, content, name).status_code == 422  # type: ignore[attr-defined]


def test_a_template_that_is_replaced_or_taken_away_keeps_its_row(cast: Cast) -> None:
    first = a_template_set(cast)
    handed_in(cast, a_docx("ใหม่", "{{ body }}"))
    second = template_of(cast.agency, "plan")
    assert second is not None
    assert second != first
    first.refresh_from_db()
    assert first.ended_at is not None
    assert Visitor(cast.person("clerk")).post(address(cast, "template-remove", "plan")).status_code == 302
    assert template_of(cast.agency, "plan") is None
    assert Template.objects.count() == 2


def test_the_same_file_may_come_back(cast: Cast) -> None:
    content = a_docx("เดิม", "{{ body }}")
    handed_in(cast, content)
    Visitor(cast.person("clerk")).post(address(cast, "template-remove", "plan"))
    handed_in(cast, content)
    assert template_of(cast.agency, "plan") is not None


def test_taking_away_what_is_not_there_says_so(cast: Cast) -> None:
    visitor = Visitor(cast.person("clerk"))
    assert visitor.post(address(cast, "template-remove", "plan")).status_code == 302
    assert "ไม่มีแม่แบบ" in visitor.get(address(cast, "wording", "plan")).content.decode()


def test_the_template_is_given_back_as_it_came(cast: Cast) -> None:
    content = a_docx("ของเรา", "{{ body }}")
    handed_in(cast, content)
    assert Visitor(cast.person("auditor")).get(address(cast, "template-original", "plan")).content == content


def test_a_template_belongs_to_one_layout_of_one_agency(cast: Cast) -> None:
    a_template_set(cast)
    assert template_of(cast.agency, "memo") is None
    assert template_of(cast.other_agency, "plan") is None
    assert layout("plan").name == "plan"


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "json"])
def test_a_sample_of_every_layout_can_be_taken_away(cast: Cast, form: str) -> None:
    visitor = Visitor(cast.person("auditor"))
    for each in layouts():
        response = visitor.client.get(address(cast, "wording-sample", each.name, form))  # a file, no page of ours
        assert response.status_code == 200, each.name
        assert response.headers["Content-Disposition"].startswith("attachment"), each.name


def test_a_sample_in_a_format_that_is_not_there_is_not_found(cast: Cast) -> None:
    assert Visitor(cast.person("auditor")).get(address(cast, "wording-sample", "plan", "exe")).status_code == 404


@pytest.mark.parametrize("line", ["{{ agnecy }}", "{% for x %}", "{{ agency.__class__ }}"])
def test_a_refusal_in_english_says_everything_in_english(cast: Cast, line: str) -> None:
    with pytest.raises(Refused) as refused:
        deeds.set_template(by=cast.viewer("clerk"), at=NOW, layout=layout("plan"), name="a.docx", content=a_docx(line))
    assert not any("ก" <= letter <= "๙" for letter in refused.value.en)
    assert refused.value.th.count("ใช้แม่แบบนี้ไม่ได้") <= 1
