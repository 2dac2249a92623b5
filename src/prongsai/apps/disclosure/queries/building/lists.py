"""Pages that lead to others: the first page, a list of each kind, everything there is, how a copy is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import cast

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.disclosure.models import Site
from prongsai.apps.disclosure.queries.building.words import both
from prongsai.base.models import Agency
from prongsai.core.publication import (
    ActivityBody,
    Body,
    ContactBody,
    Count,
    Group,
    HomeBody,
    ItemBody,
    Link,
    ListBody,
    MeasureBody,
    PaperBody,
    PublicPage,
    ResultBody,
    Row,
    Said,
    WrittenBody,
)
from prongsai.paper.sealing import SealingKey

_LATEST_NEWS = 5
_ALL = Said("")


def list_pages(pages: Sequence[PublicPage], today: date) -> list[PublicPage]:
    """A list of each kind of page that there is, by year where its pages belong to one."""
    return [
        *(_of_year("measures", each, today) for each in _by_year(pages, "measure")),
        *(_of_year("items", each, today) for each in _by_year(pages, "item")),
        *(_of_year("activities", each, today) for each in _by_year(pages, "activity")),
        *_papers([each for each in pages if each.kind == "paper"], today),
        *_news([each for each in pages if each.kind == "news"], today),
    ]


def home_page(agency: Agency, site: Site, pages: Sequence[PublicPage], emblem: str, today: date) -> PublicPage:
    """The first page: made of the others, of which lists are part."""
    results = [each for each in pages if each.kind == "result"]
    latest = cast(ResultBody, results[0].body) if results else None
    news = [each for each in pages if each.kind == "news"]
    body = HomeBody(
        about=Said(site.about_th, site.about_en),
        year=latest.year if latest else None,
        level=latest.level if latest else _ALL,
        why=latest.why if latest else (),
        total=latest.total if latest else "",
        scores=latest.scores if latest else (),
        counts=tuple(_counts(pages)),
        news=tuple(_news_row(each) for each in _newest(news)[:_LATEST_NEWS]),
        contact=tuple(_contact(pages)),
        years=tuple(cast(ResultBody, each.body).year for each in results),
        emblem=emblem,
    )
    place = Said(f"อำเภอ{agency.district} จังหวัด{agency.province}")
    return PublicPage("home", "", "home", Said(agency.name, site.name_en), place, today, body)


def contents_page(pages: Sequence[PublicPage], today: date) -> PublicPage:
    """Everything there is, by its kind."""
    kinds = {kind: [each for each in pages if each.kind == kind] for kind in KINDS}
    groups = tuple(
        Group(both(word), tuple(Row(each.title, each.path) for each in kinds[kind]))
        for kind, word in KINDS.items()
        if kinds[kind]
    )
    about = both(gettext_lazy("ทุกหน้าที่เผยแพร่อยู่ในขณะนี้"))
    return PublicPage(
        "contents", "contents/", "contents", both(gettext_lazy("สารบัญ")), about, today, ListBody(about, groups)
    )


def verify_page(today: date) -> PublicPage:
    """How somebody who holds a copy of the site checks that nothing in it was changed."""
    fingerprint = SealingKey.from_hex(settings.SEALING_KEY).fingerprint
    said = [both(lambda words=words: words % {"fingerprint": fingerprint}) for words in _VERIFY]  # type: ignore[misc]
    paragraphs, paragraphs_en = tuple(each.th for each in said), tuple(each.en for each in said)
    title = both(gettext_lazy("ตรวจสอบสำเนาของเว็บไซต์นี้"))
    summary = both(gettext_lazy("สำเนาแบบไฟล์ของเว็บไซต์นี้มีบัญชีไฟล์ที่ลงลายมือชื่อดิจิทัล ใครก็ตรวจได้"))
    body = WrittenBody(paragraphs, paragraphs_en=paragraphs_en)
    return PublicPage("verify", "verify/", "verify", title, summary, today, body)


_VERIFY = (
    gettext_lazy("เว็บไซต์นี้ดาวน์โหลดเป็นชุดไฟล์ได้ทั้งเว็บ เปิดอ่านจากเครื่องหรือวางบนพื้นที่เว็บอื่นได้โดยไม่ต้องมีระบบนี้"),
    gettext_lazy("ในชุดไฟล์มีไฟล์ manifest.json ซึ่งบันทึกชื่อ ขนาด และลายนิ้วมือ SHA-256 ของทุกไฟล์ และลงลายมือชื่อดิจิทัลไว้"),
    gettext_lazy(
        "วิธีที่ 1 มีโปรแกรมโปร่งใส: ใช้คำสั่ง prongsai verify ตามด้วยชื่อโฟลเดอร์หรือไฟล์ ZIP ถ้าไฟล์ใดถูกแก้แม้เพียงไบต์เดียว "
        "หายไป หรือเกินมา คำสั่งจะบอกชื่อไฟล์นั้น แล้วเทียบลายนิ้วมือกุญแจที่คำสั่งบอกกับที่อยู่ในหน้านี้บนเว็บของหน่วยงาน"
    ),
    gettext_lazy(
        "วิธีที่ 2 ไม่มีโปรแกรม: เปิดหน้าต่างคำสั่งในโฟลเดอร์แล้วพิมพ์ sha256sum -c SHA256SUMS ทุกบรรทัดต้องขึ้นว่า OK "
        "วิธีนี้บอกว่าไฟล์ตรงกับบัญชี แต่ไม่บอกว่าบัญชีเป็นของหน่วยงาน"
    ),
    gettext_lazy("ลายนิ้วมือกุญแจที่ใช้ลงลายมือชื่อ: %(fingerprint)s"),
    gettext_lazy("เอกสารที่ออกแต่ละฉบับตรวจแยกได้ที่หน้าตรวจสอบของเอกสารนั้น ซึ่งมีลิงก์อยู่ในหน้าของเอกสาร"),
)

KINDS: dict[str, Promise] = {
    "home": gettext_lazy("หน้าแรก"),
    "result": gettext_lazy("ผลการประเมิน"),
    "measures": gettext_lazy("มาตรการรายปี"),
    "measure": gettext_lazy("มาตรการ"),
    "items": gettext_lazy("ข้อมูลตามตัวชี้วัด OIT รายปี"),
    "item": gettext_lazy("ข้อมูลตามตัวชี้วัด OIT"),
    "activities": gettext_lazy("กิจกรรมรายปี"),
    "activity": gettext_lazy("กิจกรรม"),
    "papers": gettext_lazy("เอกสารที่ออกทั้งหมด"),
    "paper": gettext_lazy("เอกสารที่ออก"),
    "people": pgettext_lazy("menu", "ผู้บริหาร"),
    "structure": gettext_lazy("โครงสร้างและอำนาจหน้าที่"),
    "contact": gettext_lazy("ข้อมูลการติดต่อ"),
    "laws": gettext_lazy("กฎหมายที่เกี่ยวข้อง"),
    "news-list": gettext_lazy("ข่าวทั้งหมด"),
    "news": gettext_lazy("ข่าว"),
    "text": gettext_lazy("หน้าอื่น"),
    "data": gettext_lazy("ข้อมูลเปิด"),
    "table": gettext_lazy("ตารางข้อมูลเปิด"),
    "contents": gettext_lazy("สารบัญ"),
    "verify": gettext_lazy("ตรวจสอบสำเนา"),
    "notice": gettext_lazy("สิ่งที่ถอนจากการเผยแพร่"),
}
"""What each kind of page is called where all of them are listed, in that order."""

_TITLES: dict[str, tuple[Callable[[int], str], Callable[[int], str]]] = {
    "measures": (
        lambda year: _("มาตรการ ปีงบประมาณ %(year)s") % {"year": year},
        lambda year: _("สิ่งที่รับไว้ตามแผนที่อนุมัติ และสิ่งที่ทำแล้วตามรายงานที่ตรวจรับ ปีงบประมาณ %(year)s") % {"year": year},
    ),
    "items": (
        lambda year: _("ข้อมูลตามตัวชี้วัด OIT ปีงบประมาณ %(year)s") % {"year": year},
        lambda year: _("ข้อมูลที่ต้องเปิดเผยรายข้อ และสิ่งที่แสดงของแต่ละข้อ ปีงบประมาณ %(year)s") % {"year": year},
    ),
    "activities": (
        lambda year: _("กิจกรรม ปีงบประมาณ %(year)s") % {"year": year},
        lambda year: _("กิจกรรมที่จัดและมีภาพหรือหลักฐานที่ตรวจรับแล้ว ปีงบประมาณ %(year)s") % {"year": year},
    ),
}
"""Of each list of a year its title, and what it is about."""


def _of_year(kind: str, pages: list[PublicPage], today: date) -> PublicPage:
    year = _year(pages[0].body)
    title, about = (both(lambda say=say: say(year)) for say in _TITLES[kind])  # type: ignore[misc]
    body = ListBody(about, _groups(kind, pages), year, tuple(_done_count(kind, pages, year)))
    return PublicPage(f"{kind}-{year}", f"{year}/{kind}/", kind, title, about, today, body)


def _groups(kind: str, pages: list[PublicPage]) -> tuple[Group, ...]:
    """Items under their sub-indicators, all else in one list."""
    if kind != "items":
        return (Group(_ALL, tuple(_row(each) for each in pages)),)
    parts = groupby(pages, key=lambda each: _sub_indicator(each.body))
    return tuple(Group(title, tuple(_row(each) for each in those)) for title, those in parts)


def _sub_indicator(body: Body) -> Said:
    item = cast(ItemBody, body)
    return Said(f"{item.sub_indicator} {item.sub_indicator_name.th}".strip())


def _row(page: PublicPage) -> Row:
    """A page as its list shows it."""
    body = page.body
    if isinstance(body, MeasureBody):
        percent = f"{body.percent} %" if body.percent is not None else ""
        return Row(page.title, page.path, body.number, body.state, body.state_word, Said(percent))
    if isinstance(body, ItemBody):
        return Row(page.title, page.path, body.code, body.state, body.state_word, points=body.points)
    if isinstance(body, ActivityBody):
        return Row(page.title, page.path, note=Said(body.place), day=body.held_on)
    return Row(page.title, page.path)


def _done_count(kind: str, pages: Sequence[PublicPage], year: int) -> Iterable[Count]:
    """How many there are, and how many of them are complete or proved."""
    done = {"measures": "proved", "items": "there"}.get(kind)
    yield Count(both(gettext_lazy("ทั้งหมด")), len(pages), f"{year}/{kind}/")
    if done:
        word = gettext_lazy("ดำเนินการแล้ว มีหลักฐาน") if kind == "measures" else gettext_lazy("ครบทุกองค์ประกอบ")
        count = sum(cast(ItemBody | MeasureBody, each.body).state == done for each in pages)
        yield Count(both(word), count, f"{year}/{kind}/")


def _papers(pages: Sequence[PublicPage], today: date) -> Iterable[PublicPage]:
    """The papers in force before those that were replaced or withdrawn."""
    if not pages:
        return
    in_force = [each for each in pages if _is_in_force(each.body)]
    others = [each for each in pages if not _is_in_force(each.body)]
    parts = {gettext_lazy("ฉบับที่ใช้อยู่"): in_force, gettext_lazy("ฉบับที่ถูกแทนหรือถอนแล้ว"): others}
    groups = tuple(
        Group(both(word), tuple(_paper_row(each) for each in those)) for word, those in parts.items() if those
    )
    about = both(gettext_lazy("เอกสารที่หน่วยงานออกเลขแล้ว ทุกฉบับตรวจสอบได้"))
    title = both(gettext_lazy("เอกสารที่ออก"))
    yield PublicPage("papers", "papers/", "papers", title, about, today, ListBody(about, groups))


def _is_in_force(body: Body) -> bool:
    paper = cast(PaperBody, body)
    return not paper.withdrawn and paper.replaced_by is None


def _paper_row(page: PublicPage) -> Row:
    body = cast(PaperBody, page.body)
    state, word = _paper_state(body)
    return Row(page.title, page.path, body.number, state, word, Said(body.number), body.issued_on)


def _paper_state(body: PaperBody) -> tuple[str, Said]:
    if body.withdrawn:
        return "withdrawn", both(gettext_lazy("ถอนแล้ว"))
    return ("superseded", both(gettext_lazy("มีฉบับใหม่กว่า"))) if body.replaced_by else ("", Said(""))


def _news(pages: Sequence[PublicPage], today: date) -> Iterable[PublicPage]:
    if pages:
        about = both(gettext_lazy("ข่าวและประกาศของหน่วยงาน"))
        body = ListBody(about, (Group(_ALL, tuple(_news_row(each) for each in _newest(pages))),))
        yield PublicPage("news", "news/", "news-list", both(gettext_lazy("ข่าว")), about, today, body)


def _newest(pages: Sequence[PublicPage]) -> list[PublicPage]:
    return sorted(pages, key=lambda each: cast(WrittenBody, each.body).day or date.min, reverse=True)


def _news_row(page: PublicPage) -> Row:
    return Row(page.title, page.path, note=page.summary, day=cast(WrittenBody, page.body).day)


def _by_year(pages: Sequence[PublicPage], kind: str) -> list[list[PublicPage]]:
    """The pages of a kind by their years, the latest first."""
    found = [each for each in pages if each.kind == kind]
    years = sorted({_year(each.body) for each in found}, reverse=True)
    return [[each for each in found if _year(each.body) == year] for year in years]


def _year(body: Body) -> int:
    return cast(MeasureBody | ItemBody | ActivityBody, body).year


def _counts(pages: Sequence[PublicPage]) -> Iterable[Count]:
    """What was promised and done, each with the list it counts: of lists by year the latest."""
    for kind in ("measures", "items", "activities"):
        if latest := next((each for each in pages if each.kind == kind), None):
            for count in cast(ListBody, latest.body).counts:
                label = Said(f"{latest.title.th}: {count.label.th}", f"{latest.title.en}: {count.label.en}")
                yield Count(label, count.value, count.path)
    if papers := next((each for each in pages if each.kind == "papers"), None):
        yield Count(papers.title, sum(each.kind == "paper" for each in pages), papers.path)


def _contact(pages: Sequence[PublicPage]) -> Iterable[Link]:
    """The page that says how the agency is reached, and the channels on it."""
    if page := next((each for each in pages if each.kind == "contact"), None):
        yield Link(page.title, page.path)
        yield from cast(ContactBody, page.body).channels
