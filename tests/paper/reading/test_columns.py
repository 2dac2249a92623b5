from __future__ import annotations

import pytest

from prongsai.paper.reading.columns import Concept, assign


@pytest.mark.parametrize(
    ("headers", "concepts"),
    [
        (["ที่", "มาตรการ", "ขั้น ตอน", "ผู้รับผิด ชอบ", "ระยะ เวลา"], "number title steps owners period"),
        (["มาตรการ", "แนวทางการดำเนินงาน", "กอง/งาน", "หมายเหตุ"], "title steps owners suggestion"),
        (["ระยะเวลาดำเนินการแล้วเสร็จ", "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ"], "period done in_progress"),
        (["แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติ", "(4) รายงานผลการดำเนินการ"], "monitoring result"),
        (["จุดอ่อน", "วิธีการนำผลการวิเคราะห์ไปสู่การปฏิบัติ", "%"], "finding steps percent"),
        (["ตัวชี้วัด", "ตัวชี้วัดความสำเร็จ", "งบประมาณ"], "indicator else else"),
    ],
)
def test_columns_are_known_by_what_they_are_called(headers: list[str], concepts: str) -> None:
    assert assign(headers) == tuple(Concept(name) for name in concepts.split())


def test_a_name_nobody_knows_stays_unknown() -> None:
    assert assign(["มาตรการ", "สีของปกแฟ้ม"]) == (Concept.TITLE, None)


def test_a_long_sentence_is_no_header() -> None:
    assert assign(
        ["จัดทำมาตรการป้องกันการทุจริตและกำหนดผู้รับผิดชอบพร้อมระยะเวลาดำเนินการและวิธีการติดตามผลให้ครบทุกกองภายในเดือนมีนาคม"]
    ) == (None,)
