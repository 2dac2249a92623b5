"""Files and pages of a published site to start a test from."""

from __future__ import annotations

from datetime import timedelta

from apps.disclosure.made_public import DAY, home_page
from cast import NOW, Cast
from prongsai.apps.disclosure.models import Withdrawal
from prongsai.base.files import store
from prongsai.base.models import Agency, StoredFile
from prongsai.core.publication import Link, PublicPage, Said, WrittenBody

FILE = "files/5f4e3d2c1b0a/report.pdf"
PDF = b"%PDF-1.7\n%made up\n"


def a_file(cast: Cast, name: str = "report.pdf", content: bytes = PDF) -> StoredFile:
    """A file of agency A as the clerk handed it in."""
    kinds = ["pdf", "html", "txt", "csv"]
    return store(by=cast.viewer("clerk"), at=NOW, name=name, content=content, kinds=kinds)


def news(number: int, *, path: str | None = None, text: str = "เปิดรับฟังความคิดเห็น", file: str = "") -> PublicPage:
    """A piece of news, with a file if one is named."""
    links = (Link(Said("ไฟล์"), file),) if file else ()
    day = DAY - timedelta(days=number)
    body = WrittenBody((text,), (), links, day)
    return PublicPage(
        f"page-{number}", path or f"news/{number}/", "news", Said(f"ข่าวที่ {number}"), Said("สรุปข่าว"), day, body
    )


def site_of(count: int) -> tuple[PublicPage, ...]:
    """A site of so many pages in all."""
    return (home_page(), *(news(number) for number in range(1, count)))


def a_withdrawal(
    cast: Cast, subject: str, *, agency: Agency | None = None, reason: str = "มีเลขบัตรประชาชน"
) -> Withdrawal:
    return Withdrawal.objects.create(
        agency=agency or cast.agency,
        subject=subject,
        title="ข่าวที่ถอน",
        reason=reason,
        by=cast.people["clerk"],
        at=NOW + timedelta(hours=1),
    )
