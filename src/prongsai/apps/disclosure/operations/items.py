"""Deeds on items: who sees to one, what the sheet says of it; elements in own words, added, set aside."""

from __future__ import annotations

from datetime import datetime

from prongsai.apps.disclosure.models import ElementChange, ItemDuty
from prongsai.apps.disclosure.queries.items import owners_of
from prongsai.base.access import Viewer
from prongsai.base.models import Agency, Unit
from prongsai.base.operation import note, operation
from prongsai.core.crosswalk import crosswalk
from prongsai.core.disclosure import WHOLE, elements_of
from prongsai.core.errors import Refused
from prongsai.core.framework import Framework, Item, has_framework, load


class Overtaken(Refused):
    """Somebody else saved it meanwhile: `record` is as they left it, nothing was overwritten."""

    def __init__(self, record: ItemDuty | ElementChange) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกหน้านี้ไปแล้วระหว่างที่ท่านแก้ ข้อความของท่านยังอยู่ เทียบสองฉบับแล้วเลือกก่อนบันทึก",
            "Somebody else saved this meanwhile; your text is kept: compare the two and choose.",
        )
        self.record = record


@operation("item.edited")
def edit_item(
    *, by: Viewer, at: datetime, year: int, code: str, version: int, unit: Unit | None, explanation: str
) -> ItemDuty:
    """Say which unit sees to an item of a year and what the sheet explains, from the `version` shown (0: nothing yet).

    Raises: Overtaken when somebody saved it meanwhile; Refused for an item or a unit that is not there.
    """
    _framework, item = item_in(year, code)
    _must_be_own(by, unit)
    place = {"agency": by.agency, "fiscal_year": year, "item": item.code}
    duty, is_new = ItemDuty.objects.get_or_create(**place, defaults={"unit": unit, "explanation": explanation})
    if not is_new:
        duty = ItemDuty.objects.select_for_update().get(pk=duty.pk)
        if duty.version != version:
            raise Overtaken(duty)
        duty.unit, duty.explanation, duty.version = unit, explanation, version + 1
        duty.save(update_fields=["unit", "explanation", "version"])
    note(duty, item=item.code, year=year)
    return duty


@operation("item.owners_kept")
def keep_owners(*, by: Viewer, at: datetime, year: int) -> int:
    """Let the units that saw to the items of the year before see to what these became, where nobody does yet.

    Unit: items. Raises: Refused when the year before has no framework, or nobody saw to anything that goes on.
    """
    framework, before = _framework_of(year), year - 1
    taken = set(owners_of(by.agency, year).values_list("item", flat=True))
    kept = 0
    for code, unit_id in _owners_before(by.agency, framework, before).items():
        if code in taken:
            continue
        place = {"agency": by.agency, "fiscal_year": year, "item": code}
        duty, is_new = ItemDuty.objects.get_or_create(**place, defaults={"unit_id": unit_id})
        if not is_new:
            ItemDuty.objects.filter(pk=duty.pk, unit=None).update(unit_id=unit_id, version=duty.version + 1)
        kept += 1
    if not kept:
        raise Refused(
            f"ไม่มีผู้รับผิดชอบของปี {before} ให้ใช้ต่อ กรุณากำหนดผู้รับผิดชอบในหน้าของแต่ละข้อ",
            f"Nobody saw to items of {before} that go on unassigned; please choose a unit on each item's page.",
        )
    note(by.agency, year=year, count=kept)
    return kept


@operation("element.added")
def add_element(
    *, by: Viewer, at: datetime, year: int, code: str, text_th: str, text_en: str = "", source: str
) -> ElementChange:
    """Add an element that an item must show, on the grounds of a document. Raises: Refused without words or a source,
    and for an item that is not there."""
    _framework, item = item_in(year, code)
    _must_say(text_th)
    _must_have_source(source)
    change = ElementChange.objects.create(
        agency=by.agency, fiscal_year=year, item=item.code, text_th=text_th, text_en=text_en, source=source
    )
    note(change, item=item.code, year=year)
    return change


@operation("element.changed")
def change_element(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    code: str,
    element: str,
    version: int,
    source: str,
    text_th: str = "",
    text_en: str = "",
    is_aside: bool = False,
) -> ElementChange:
    """Say an element of the framework in the agency's words, or set it aside; one of its own, say anew.

    Shape: `element` is its id, `version` that of the change shown (0: nothing was changed yet).
    Raises: Overtaken when somebody changed it meanwhile; Refused without a source, without words where it is not set
    aside, and for an element that is not there.
    """
    framework, item = item_in(year, code)
    _must_have_source(source)
    if not is_aside:
        _must_say(text_th)
    own = element.startswith("own-")
    if own and is_aside:
        raise Refused(
            "องค์ประกอบที่หน่วยงานเพิ่มเอง ให้นำออกแทนการพักไว้",
            "Take out an element of the agency's own instead of setting it aside.",
        )
    words = {"text_th": "" if is_aside else text_th, "text_en": "" if is_aside else text_en}
    change = (
        _held_own(by, year, item, element)
        if own
        else _held_change(by, framework, item, element, source, words, is_aside)
    )
    if change.version != version:
        raise Overtaken(change)
    change.text_th, change.text_en, change.is_aside = words["text_th"], words["text_en"], is_aside
    change.source, change.version = source, version + 1
    change.save(update_fields=["text_th", "text_en", "is_aside", "source", "version"])
    note(change, item=item.code, year=year, is_aside=is_aside)
    return change


@operation("element.restored")
def restore_element(*, by: Viewer, at: datetime, change: ElementChange) -> None:
    """Take back what the agency changed about an element: the framework's words count again, its own element goes.

    Raises: Refused when it was taken back before.
    """
    held = ElementChange.objects.select_for_update().filter(pk=change.pk).first()
    if held is None:
        raise _taken_back()
    note(by.agency, item=held.item, year=held.fiscal_year)
    held.delete()


def item_in(year: int, code: str) -> tuple[Framework, Item]:
    """An item of a year with its framework. Raises: Refused when the year has no framework or no such item."""
    framework = _framework_of(year)
    item = framework.item(code)
    if item is None:
        raise Refused(
            f"ปี {year} ไม่มีข้อ {code} กรุณาเลือกข้อจากรายการ",
            f"There is no item {code} in {year}; choose one from the list.",
        )
    return framework, item


def _framework_of(year: int) -> Framework:
    if not has_framework(year):
        raise Refused(
            f"ยังไม่มีเกณฑ์การประเมินของปี {year} กรุณาเลือกปีอื่น", f"There is no framework for {year} yet; choose another year."
        )
    return load(year)


def _owners_before(agency: Agency, framework: Framework, before: int) -> dict[str, int]:
    """Of each item of a year, the unit that saw to what it was the year before."""
    if not has_framework(before):
        return {}
    passages = crosswalk(before, framework.fiscal_year)
    found: dict[str, int] = {}
    for code, unit_id in owners_of(agency, before).values_list("item", "unit_id"):
        passage = passages.of(code)
        for target in passage.targets if passage and unit_id else ():
            found.setdefault(target.code, unit_id)
    return found


def _held_own(by: Viewer, year: int, item: Item, element: str) -> ElementChange:
    number = element.removeprefix("own-")
    own = ElementChange.objects.select_for_update().filter(
        agency=by.agency, fiscal_year=year, item=item.code, element=""
    )
    change = own.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if change is None:
        raise _taken_back()
    return change


def _held_change(
    by: Viewer, framework: Framework, item: Item, element: str, source: str, words: dict[str, str], is_aside: bool
) -> ElementChange:
    """What the agency said of a framework's element, its row held; begun as version 0 where it said nothing yet."""
    if element == WHOLE or element not in {each.id for each in elements_of(framework, item)}:
        raise Refused(
            "ข้อนี้ไม่มีองค์ประกอบที่เลือก กรุณาเปิดหน้าของข้ออีกครั้ง",
            "The item has no such element; please open the item's page again.",
        )
    place = {"agency": by.agency, "fiscal_year": framework.fiscal_year, "item": item.code, "element": element}
    first = {**words, "is_aside": is_aside, "source": source, "version": 0}
    change, _is_new = ElementChange.objects.get_or_create(**place, defaults=first)
    return ElementChange.objects.select_for_update().get(pk=change.pk)


def _must_be_own(by: Viewer, unit: Unit | None) -> None:
    if unit is not None and unit.agency_id != by.agency.pk:
        raise Refused("หน่วยงานไม่มีกองนี้ กรุณาเลือกจากรายการ", "The agency has no such unit; choose one from the list.")


def _must_say(text: str) -> None:
    if not text.strip():
        raise Refused("กรุณาเขียนว่าองค์ประกอบนี้คืออะไร", "Please say what the element is.")


def _must_have_source(source: str) -> None:
    if not source.strip():
        raise Refused(
            "กรุณาบอกแหล่งที่มา เช่น คู่มือ ITA ปีใด หน้าใด เพื่อให้ผู้ตรวจสอบเปิดดูได้",
            "Please name the source: which handbook, of which year, which page.",
        )


def _taken_back() -> Refused:
    return Refused(
        "มีผู้นำการแก้องค์ประกอบนี้กลับแล้ว กรุณาเปิดหน้าของข้ออีกครั้ง",
        "This change was taken back meanwhile; please open the item's page again.",
    )
