from prongsai.core.records import Reading, Source, Unread
from prongsai.paper.reading.blocks import Document
from prongsai.paper.reading.derived import CHANGES_MARK, CHART_ALT, DOUBT_MARK, LEVEL_MARK, without_derived
from prongsai.paper.reading.gathering import Gathering
from prongsai.paper.reading.understand import understand


def a_document(*paragraphs: str, table: list[list[str]] | None = None) -> Document:
    gathering = Gathering(Source("paper.docx", "docx", "0" * 64))
    for text in paragraphs:
        gathering.paragraph(text)
    if table:
        gathering.table(table)
    gathering.leave(f"[รูปภาพ: {CHART_ALT} คะแนนต่ำที่สุดคือ 88.56]")
    gathering.leave("[รูปภาพ: ภาพถ่ายกิจกรรม]")
    return gathering.document()


def read(document: Document) -> Reading:
    return understand(document)


def test_the_scores_of_an_explanation_are_not_those_of_the_paper() -> None:
    reading = read(a_document("คะแนนรวม ITA ปี 2566 ได้ 95.49 คะแนน", f"{LEVEL_MARK}: EIT ส่วนที่ 2 ต้องเป็น 83.39"))
    (result,) = reading.results
    assert result.tools == {}
    assert reading.unread == (Unread("[รูปภาพ: ภาพถ่ายกิจกรรม]", reading.unread[0].where),)


def test_the_table_of_changes_is_left_out_and_what_follows_in_a_sheet_is_read() -> None:
    table = [["ที่", CHANGES_MARK], ["1", "o17 ไม่มีแล้ว"], ["2", "o18 ใช้รหัส o13"]]
    assert not any("o18" in each.text for each in read(a_document("แผนปี 2567", table=table)).unread)
    sheet = [*table, ["หมายเหตุ o9", ""]]
    (kept,) = without_derived(a_document("แผนปี 2567", table=sheet)).tables
    assert [row[0].text for row in kept.rows] == ["หมายเหตุ o9"]


def test_a_mark_of_doubt_is_no_word_of_the_paper() -> None:
    document = without_derived(a_document(f"เผยแพร่ o13 {DOUBT_MARK} และ o14"))
    assert [getattr(each, "text", "") for each in document.blocks] == ["เผยแพร่ o13 และ o14"]
