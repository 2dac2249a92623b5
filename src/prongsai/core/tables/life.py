"""Tables of an agency's public life: papers, activities and who came, news, units, how it is reached.

People are not among them: an item asks that executives be shown, and a page shows them; a table under an open licence
would hand their names and telephones on for every other purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

from prongsai.core.privacy import Bounds, bounds_of, shown_total, total_of, withheld
from prongsai.core.publication import (
    ActivityBody,
    ContactBody,
    PaperBody,
    PublicPage,
    Said,
    StructureBody,
    WrittenBody,
)
from prongsai.core.tables.columns import PAGE, YEAR, day, link, number, people, text, whether
from prongsai.core.tables.cycle import joined, where
from prongsai.core.tables.shapes import Cell, Table

_PEOPLE = (
    people(
        "people",
        "ผู้เข้าร่วม",
        "People who came",
        "ว่าง = ไม่ได้นับ หรือน้อยเกินกว่าจะแสดง",
        "Empty: nobody counted, or too few to be shown.",
    ),
    people("people_at_least", "อย่างน้อย", "At least", "ว่าง = ไม่ได้นับ", "Empty: nobody counted."),
    people("people_at_most", "อย่างมาก", "At most", "ว่าง = ไม่ได้นับ", "Empty: nobody counted."),
    text(
        "people_shown",
        "ผู้เข้าร่วม (ตามที่แสดง)",
        "People who came, as shown",
        "จำนวนที่น้อยเกินกว่าจะแสดงเป็น <จำนวน หรือเป็นช่วง",
        "A count too small to be shown is < a number, or a range.",
    ),
)


def _papers(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(PaperBody, page.body)
        yield (
            body.code,
            page.title.th,
            body.number,
            body.version,
            body.issued_on.isoformat(),
            body.layout.th,
            body.digest,
            where(body.replaced_by) if body.replaced_by else None,
            body.withdrawn,
            where(body.verify),
            page.path,
        )


def _paper_files(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(PaperBody, page.body)
        for each in body.files:
            yield (body.code, each.label.th, where(each))


def _counted(bounds: Bounds | None) -> tuple[Cell, ...]:
    if bounds is None:
        return None, None, None, ""
    exact = bounds.at_least if bounds.is_exact else None
    return exact, bounds.at_least, bounds.at_most, shown_total(bounds)


def _activities(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ActivityBody, page.body)
        yield (
            body.year,
            page.subject,
            body.held_on.isoformat(),
            page.title.th,
            body.place,
            body.purpose,
            body.outcome,
            *_counted(bounds_of(withheld(body.people, fewest))),
            joined(each.code for each in body.codes),
            body.measure.label.th if body.measure else "",
            where(body.measure) if body.measure else None,
            page.path,
        )


def _participation(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    """By year and measure, and a line for the whole year: made of shown counts only (`core.privacy`)."""
    shown: dict[tuple[int, str | None], list[str]] = defaultdict(list)
    labels: dict[str | None, str] = {}
    for page in pages:
        body = cast(ActivityBody, page.body)
        measure = where(body.measure) if body.measure else None
        labels[measure] = body.measure.label.th if body.measure else ""
        shown[body.year, measure].append(withheld(body.people, fewest))
    for year in sorted({year for year, _ in shown}):
        parts = {measure: counts for (each, measure), counts in shown.items() if each == year}
        for measure in sorted(parts, key=lambda each: (each is None, labels[each], each or "")):
            yield (year, False, labels[measure], measure, *_together(parts[measure]))
        yield (year, True, "", None, *_together([each for counts in parts.values() for each in counts]))


def _together(shown: list[str]) -> tuple[Cell, ...]:
    return (len(shown), sum(bounds_of(each) is not None for each in shown), *_counted(total_of(shown)))


def _news(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(WrittenBody, page.body)
        said = (page.title.th, page.title.en, "\n".join(body.paragraphs))
        yield (page.subject, body.day.isoformat() if body.day else None, *said, page.path)


def _units(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        for each in cast(StructureBody, page.body).units:
            yield (each.name, each.under, each.side, each.duties)


def _contact(pages: Iterable[PublicPage], fewest: int) -> Iterator[tuple[Cell, ...]]:
    for page in pages:
        body = cast(ContactBody, page.body)
        reached = (body.address, body.telephone, body.fax, body.email, body.hours)
        yield (*reached, where(body.map) if body.map else None, page.path)


TABLES: tuple[Table, ...] = (
    Table(
        "papers",
        Said("เอกสารที่ออก", "Issued papers"),
        Said("หนึ่งแถวคือเอกสารหนึ่งฉบับที่ออกแล้ว", "One row is an edition of a paper that was issued."),
        (
            text("code", "รหัสตรวจเอกสาร", "Verification code"),
            text("title", "เรื่อง", "Title"),
            text("number", "เลขที่", "Number"),
            number("version", "ฉบับที่", "Edition"),
            day("issued_on", "ออกเมื่อ", "Issued on"),
            text("layout", "รูปแบบ", "Layout"),
            text("digest", "ลายนิ้วมือเนื้อหา", "Digest", "SHA-256 ของเนื้อหา", "The SHA-256 of what the paper says."),
            link("replaced_by", "ฉบับที่แทน", "Replaced by"),
            text("withdrawn", "เหตุที่ถอน", "Why it was withdrawn", "ว่าง = ยังใช้อยู่", "Empty = it stands."),
            link("verify", "หน้าตรวจเอกสาร", "Where it is verified"),
            PAGE,
        ),
        ("paper",),
        _papers,
    ),
    Table(
        "paper-files",
        Said("ไฟล์ของเอกสารที่ออก", "Files of issued papers"),
        Said("หนึ่งแถวคือหนึ่งไฟล์ของเอกสารหนึ่งฉบับ", "One row is a file of an edition."),
        (
            text("code", "รหัสตรวจเอกสาร", "Verification code"),
            text("file", "ไฟล์", "File"),
            link("address", "ที่อยู่", "Address"),
        ),
        ("paper",),
        _paper_files,
    ),
    Table(
        "activities",
        Said("กิจกรรม", "Activities"),
        Said("หนึ่งแถวคือกิจกรรมหนึ่งครั้ง", "One row is an activity that was held."),
        (
            YEAR,
            text("activity_id", "รหัสกิจกรรม", "Activity id"),
            day("held_on", "วันที่จัด", "Held on"),
            text("title", "กิจกรรม", "Activity"),
            text("place", "สถานที่", "Place"),
            text("purpose", "วัตถุประสงค์", "Purpose"),
            text("outcome", "ผล", "Outcome"),
            *_PEOPLE,
            text("codes", "ตอบตัวชี้วัดหรือข้อ", "Answers", "คั่นด้วย ; ", 'Codes parted by "; ".'),
            text("measure", "มาตรการ", "Measure"),
            link("measure_page", "หน้าของมาตรการ", "The measure's page"),
            PAGE,
        ),
        ("activity",),
        _activities,
    ),
    Table(
        "participation",
        Said("ผู้เข้าร่วมกิจกรรม", "Participation"),
        Said(
            "จำนวนกิจกรรมและผู้เข้าร่วม รายมาตรการและรวมทั้งปี ยอดรวมคิดจากจำนวนที่แสดงเท่านั้น จึงย้อนหาจำนวนที่ไม่แสดงไม่ได้",
            "Activities and who came, by measure and for the whole year. Totals are made of shown counts only, so no "
            "withheld count can be worked out of them.",
        ),
        (
            YEAR,
            whether("is_whole_year", "รวมทั้งปี", "Whole year", "ใช่ = แถวรวมของปี", "True: the year's total."),
            text("measure", "มาตรการ", "Measure", "ว่าง = ไม่อยู่ในมาตรการใด", "Empty: of no measure."),
            link("measure_page", "หน้าของมาตรการ", "The measure's page"),
            number("activities", "กิจกรรม", "Activities", Said("ครั้ง", "activities")),
            number(
                "counted",
                "ที่นับผู้เข้าร่วม",
                "Counted",
                Said("ครั้ง", "activities"),
                "กิจกรรมที่นับผู้เข้าร่วม",
                "Activities at which people were counted.",
            ),
            *_PEOPLE,
        ),
        ("activity",),
        _participation,
    ),
    Table(
        "news",
        Said("ข่าวประชาสัมพันธ์", "News"),
        Said("หนึ่งแถวคือหนึ่งข่าว", "One row is a piece of news."),
        (
            text("news_id", "รหัสข่าว", "News id"),
            day("day", "วันที่", "Day"),
            text("title", "หัวข้อ", "Title"),
            text("title_en", "หัวข้อ (อังกฤษ)", "Title in English"),
            text("text", "ข้อความ", "Text"),
            PAGE,
        ),
        ("news",),
        _news,
    ),
    Table(
        "units",
        Said("โครงสร้างหน่วยงาน", "Structure"),
        Said("หนึ่งแถวคือหนึ่งส่วนราชการ", "One row is a part of the agency."),
        (
            text("unit", "ส่วนราชการ", "Unit"),
            text("under", "ขึ้นกับ", "Under"),
            text("side", "ฝ่าย", "Side"),
            text("duties", "อำนาจหน้าที่", "Duties"),
        ),
        ("structure",),
        _units,
    ),
    Table(
        "contact",
        Said("ข้อมูลการติดต่อ", "Contact"),
        Said("ที่อยู่และช่องทางติดต่อของหน่วยงาน", "Where and how the agency is reached."),
        (
            text("address", "ที่อยู่", "Address"),
            text("telephone", "โทรศัพท์", "Telephone"),
            text("fax", "โทรสาร", "Fax"),
            text("email", "อีเมล", "E-mail"),
            text("hours", "เวลาทำการ", "Hours"),
            link("map", "แผนที่", "Map"),
            PAGE,
        ),
        ("contact",),
        _contact,
    ),
)
"""What was issued, held and told."""
