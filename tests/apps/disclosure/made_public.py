"""Public pages to start a test from: one of each kind, telling of one made-up year."""

from __future__ import annotations

from datetime import date

from cast import YEAR
from prongsai.core.publication import (
    ActivityBody,
    ContactBody,
    Count,
    ElementShown,
    Group,
    HomeBody,
    ItemBody,
    Link,
    ListBody,
    MeasureBody,
    NoticeBody,
    PaperBody,
    PeopleBody,
    PersonShown,
    PublicPage,
    ResultBody,
    Row,
    Said,
    Score,
    StepShown,
    StructureBody,
    TableBody,
    Unit,
    WrittenBody,
)

DAY = date(2026, 11, 21)
SCORES = (
    Score("IIT", Said("แบบวัดการรับรู้ภายใน", "Internal survey"), "93.00", "92.10", "IIT"),
    Score("1", Said("การปฏิบัติหน้าที่", "Performance of duty"), "96.00", "95.00", "IIT"),
    Score("EIT", Said("แบบวัดการรับรู้ภายนอก", "External survey"), "91.00", None, "EIT"),
    Score("6", Said("คุณภาพการดำเนินงาน", "Quality of work"), None, None, "EIT"),
    Score("OIT", Said("แบบตรวจการเปิดเผยข้อมูล", "Open data"), "97.50", "98.00", "OIT"),
)
DONE = Said("ดำเนินการแล้ว", "Done")
WHOLE = Said("ครบถ้วน", "Complete")
PHOTO = "files/0a1b2c3d4e5f/large.jpg"
FILE = "files/5f4e3d2c1b0a/report.pdf"


def public_pages() -> tuple[PublicPage, ...]:
    """A whole little site: its first page, one page of each kind, and the lists that lead to them."""
    return (home_page(), *year_pages(), *written_pages(), *paper_pages(), *other_pages())


def home_page(title: str = "เทศบาลตำบลทุ่งฟ้าใส") -> PublicPage:
    body = HomeBody(
        about=Said("เทศบาลตำบลในอำเภอแก่งคอย จังหวัดสระบุรี", "A municipality in Kaeng Khoi, Saraburi"),
        year=YEAR,
        level=Said("ผ่านดี", "Good pass"),
        why=(Said("คะแนนรวม 94.20 และทุกเครื่องมือถึง 85", "The total is 94.20 and every tool reaches 85"),),
        total="94.20",
        scores=SCORES,
        counts=(
            Count(Said("มาตรการ", "Measures"), 1, f"{YEAR}/measures/"),
            Count(Said("ข้อมูลตามตัวชี้วัด OIT", "Open-data items"), 1, f"{YEAR}/items/"),
        ),
        news=(Row(Said("เปิดรับฟังความคิดเห็น", "Have your say"), "news/5/", day=DAY),),
        contact=(Link(Said("ข้อมูลการติดต่อ", "Contact"), "contact/"),),
        years=(YEAR,),
    )
    return PublicPage("home", "", "home", Said(title, "Thung Fa Sai"), Said("ข้อมูลสาธารณะ", "Public facts"), DAY, body)


def year_pages() -> tuple[PublicPage, ...]:
    """The pages of a fiscal year."""
    item = Row(Said("o12 รายงานผล", "o12 Report"), f"{YEAR}/items/o12/", "o12", "there", WHOLE, points="0.44")
    measure = Row(Said("สำรวจความพึงพอใจ"), f"{YEAR}/measures/1/", "1", "done", DONE)
    held = Row(Said("อบรมคุณธรรม"), f"{YEAR}/activities/3/", day=DAY)
    return (
        _page(
            f"result-{YEAR}",
            f"{YEAR}/",
            "result",
            Said(f"ผลการประเมิน ปี {YEAR}", f"Result of {YEAR}"),
            ResultBody(
                YEAR,
                Said("ผ่านดี", "Good pass"),
                (Said("คะแนนรวม 94.20", "The total is 94.20"),),
                "94.20",
                SCORES,
                Said("จากเอกสารที่หน่วยงานนำเข้า", "From a paper the agency handed in"),
                DAY,
                (Said("คะแนน EIT พิมพ์ไว้สองค่า", "Two values of EIT are printed"),),
            ),
        ),
        _page(f"measures-{YEAR}", f"{YEAR}/measures/", "measures", Said("มาตรการ", "Measures"), _listed(measure)),
        _page(f"items-{YEAR}", f"{YEAR}/items/", "items", Said("ข้อมูลตามตัวชี้วัด", "Items"), _listed(item)),
        _page(f"activities-{YEAR}", f"{YEAR}/activities/", "activities", Said("กิจกรรม", "Activities"), _listed(held)),
        measure_page(),
        item_page(),
        _page("activity-3", f"{YEAR}/activities/3/", "activity", Said("อบรมคุณธรรม"), _activity(item)),
    )


def measure_page(*, result: str = "มีผู้ตอบแบบสำรวจ 120 คน", percent: int | None = 100) -> PublicPage:
    """A measure that is done, with a step and its proof."""
    file = Link(Said("รายงานผลการสำรวจ"), FILE, note=Said("PDF 12 KB"))
    step = StepShown("1", "จัดทำแบบสำรวจ", ("สำนักปลัด",), "ต.ค. 2566 - มี.ค. 2567", "done", DONE, 100, "จัดทำแล้ว", (file,))
    body = MeasureBody(
        year=YEAR,
        number="1",
        codes=(Row(Said("o12 รายงานผล", "o12 Report"), f"{YEAR}/items/o12/", "o12"),),
        finding="ผู้มาติดต่อบางรายเห็นว่าบริการยังไม่ดีขึ้น",
        owners=("สำนักปลัด", "กองคลัง"),
        period="ต.ค. 2566 - ก.ย. 2567",
        monitoring="รายงานผลต่อผู้บริหารทุกไตรมาส",
        state="done",
        state_word=DONE,
        percent=percent,
        result=result,
        as_of=Said("ตามรายงานรอบ 12 เดือน", "By the report of 12 months"),
        steps=(step,),
        proofs=(file, Link(Said("ข่าวกิจกรรม"), address="https://www.example.go.th/news/1", gone=True)),
    )
    return _page("measure-17", f"{YEAR}/measures/1/", "measure", Said("สำรวจความพึงพอใจ"), body)


def item_page() -> PublicPage:
    """An item with one element that is there and one that is not."""
    there = ElementShown(
        Said("ชื่อเรื่อง", "Title"), "there", Said("มีแล้ว", "There"), "unverified", (Link(Said("รายงาน"), FILE),)
    )
    missing = ElementShown(Said("ข้อเสนอแนะ", "Suggestions"), "missing", Said("ยังไม่มี", "Missing"), "unverified", ())
    body = ItemBody(
        year=YEAR,
        code="o12",
        sub_indicator="9.2",
        sub_indicator_name=Said("การบริหารงาน", "Administration"),
        period=Said("ข้อมูลปี 2567", "Of 2567"),
        state="missing",
        state_word=Said("ยังไม่ครบ", "Not complete"),
        points="0.44",
        explanation="เผยแพร่ที่หน้าเว็บไซต์",
        elements=(there, missing),
        exhibits=(Link(Said("รายงาน"), FILE),),
        confidence="confirmed",
        before=(Link(Said("ปี 2566", "In 2566"), address="https://www.example.go.th/o11"),),
    )
    return _page(f"item-{YEAR}-report", f"{YEAR}/items/o12/", "item", Said("o12 รายงานผล", "o12 Report"), body)


def written_pages() -> tuple[PublicPage, ...]:
    """What an agency writes of itself."""
    person = PersonShown(
        "นายทดสอบ ระบบดี", "ปลัดเทศบาล", Said("ฝ่ายประจำ", "Officials"), PHOTO, "036 000 000", "p@example.go.th"
    )
    units = (Unit("นายกเทศมนตรี", "บริหารราชการ"), Unit("กองคลัง", "การเงินและบัญชี", under="นายกเทศมนตรี"))
    contact = ContactBody(
        "1 หมู่ 1 อำเภอแก่งคอย จังหวัดสระบุรี",
        "036 000 000",
        "036 000 001",
        "office@example.go.th",
        "จันทร์ - ศุกร์ 08.30 - 16.30 น.",
        Link(Said("ดูในแผนที่", "See it on a map"), address="https://www.openstreetmap.org/#map=15/14.5/101.0"),
        (Link(Said("เพจของหน่วยงาน"), address="https://www.example.com/page"),),
    )
    news = WrittenBody(("เทศบาลเปิดรับฟังความคิดเห็น", "ทุกวันพุธ"), (Link(Said("ภาพ"), PHOTO),), (), DAY)
    laws = WrittenBody(("กฎหมายที่เกี่ยวข้อง",), links=(Link(Said("พระราชบัญญัติ"), address="https://www.example.go.th/law"),))
    news_row = Row(Said("เปิดรับฟังความคิดเห็น", "Have your say"), "news/5/", day=DAY)
    return (
        _page("page-1", "people/", "people", Said("ผู้บริหาร", "Executives"), PeopleBody(Said("ผู้บริหาร"), (person,))),
        _page(
            "page-2",
            "structure/",
            "structure",
            Said("โครงสร้าง", "Structure"),
            StructureBody(Said(""), units, "อำนาจหน้าที่"),
        ),
        _page("page-3", "contact/", "contact", Said("ข้อมูลการติดต่อ", "Contact"), contact),
        _page("page-4", "laws/", "laws", Said("กฎหมายที่เกี่ยวข้อง", "Laws"), laws),
        _page("page-5", "news/5/", "news", Said("เปิดรับฟังความคิดเห็น", "Have your say"), news),
        _page("page-6", "pages/6/", "text", Said("นโยบายไม่รับของขวัญ"), WrittenBody(("ไม่รับของขวัญทุกชนิด",))),
        _page("news", "news/", "news-list", Said("ข่าว", "News"), _listed(news_row)),
    )


def paper_pages() -> tuple[PublicPage, ...]:
    """An issued paper, and the list it stands in."""
    files = (Link(Said("PDF"), FILE),)
    verify = Link(Said("ตรวจสอบเอกสาร", "Verify"), address="https://example.go.th/verify/ABCD-EFGH-IJKL-MNOP/")
    body = PaperBody("1/2567", 1, DAY, Said("แผน", "Plan"), files, verify, "ABCD-EFGH-IJKL-MNOP", "0" * 64)
    row = Row(Said("แผนปฏิบัติการ"), "papers/abcd-efgh-ijkl-mnop/", "1/2567", day=DAY)
    return (
        _page("papers", "papers/", "papers", Said("เอกสารที่ออก", "Issued papers"), _listed(row)),
        _page("paper-ABCD-EFGH-IJKL-MNOP", "papers/abcd-efgh-ijkl-mnop/", "paper", Said("แผนปฏิบัติการ"), body),
    )


def other_pages() -> tuple[PublicPage, ...]:
    """What belongs to the site itself."""
    table = Row(Said("มาตรการ", "Measures"), "tables/measures/", "measures")
    return (
        _page("data", "tables/", "data", Said("ข้อมูลเปิด", "Open data"), _listed(table)),
        _page(
            "table-measures",
            "tables/measures/",
            "table",
            Said("มาตรการ", "Measures"),
            TableBody("measures", Said("มาตรการของทุกปี", "Measures of every year"), 1, "CC-BY-4.0", DAY),
        ),
        _page("contents", "contents/", "contents", Said("สารบัญ", "Contents"), _listed(Row(Said("หน้าแรก", "Home"), ""))),
        _page(
            "verify",
            "verify/",
            "verify",
            Said("ตรวจสอบสำเนา", "Check a copy"),
            WrittenBody(("ใช้คำสั่ง prongsai verify",)),
        ),
        _page("page-9", "pages/9/", "notice", Said("ประกาศเก่า", "Old notice"), NoticeBody("มีข้อมูลส่วนบุคคล", DAY)),
    )


def _activity(item: Row) -> ActivityBody:
    return ActivityBody(
        YEAR,
        DAY,
        "ห้องประชุมเทศบาล",
        "ปลูกฝังคุณธรรม",
        "ผู้เข้าร่วมเข้าใจ",
        "45",
        (item,),
        Link(Said("สำรวจความพึงพอใจ"), f"{YEAR}/measures/1/"),
        (Link(Said("ภาพกิจกรรม"), PHOTO),),
    )


def _listed(*rows: Row) -> ListBody:
    return ListBody(Said("รายการทั้งหมด", "Everything"), (Group(Said("ทั้งหมด", "All"), rows),))


def _page(subject: str, path: str, kind: str, title: Said, body: object) -> PublicPage:
    return PublicPage(subject, path, kind, title, Said(f"สรุป {title.th}"), DAY, body)  # type: ignore[arg-type]
