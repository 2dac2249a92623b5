"""The Thai word list that healing of broken words relies on."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Words of this field that the general dictionary lacks; broken ones are mended only when they are known.
_OF_THE_FIELD = (
    "ข้อคำถาม ข้อเสนอแนะ ตัวชี้วัด จัดซื้อจัดจ้าง ผู้รับผิดชอบ ผู้เกี่ยวข้อง ดำเนินการ ดำเนินงาน กำกับติดตาม ส่วนตำบล "
    "ส่วนราชการ องค์การ หัวหน้าสำนักปลัด สำนักปลัด กองคลัง กองช่าง กองการศึกษา เว็บไซต์ เฟซบุ๊ก อินโฟกราฟิก งบประมาณ "
    "การเจ้าหน้าที่ นิติการ เทศบาล เทศบัญญัติ ร้องเรียน แล้วเสร็จ ประสิทธิภาพ ปรับปรุง เปิดเผย ดังกล่าว ฝึกอบรม"
)


@cache
def thai_words() -> frozenset[str]:
    """The words of the PyThaiNLP dictionary, read from its file: importing the package takes a third of a second."""
    spec = find_spec("pythainlp")
    folder = spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else "."
    words = Path(folder, "corpus", "words_th.txt").read_text(encoding="utf-8").split()
    return frozenset(words) | frozenset(_OF_THE_FIELD.split())
