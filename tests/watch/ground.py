"""The ground an agency's made-up site stands on: host names that lead to loopback, servers, and how a page looks."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from urllib.parse import quote

from prongsai.core.framework import Item
from prongsai.watch import Policy
from watch.certificates import Authority
from watch.serving import Reply, Route, Server, closed_port, page, sent_to, serving

AGENCY = "เทศบาลตำบลทุ่งฟ้าใส"
NAME = "thungfasai.example"
WWW = f"www.{NAME}"
"""Answers 404 for what is not there."""
SOFT = f"soft.{NAME}"
"""Answers 200 with a page that says that nothing was found, menu and all."""
SILENT = f"silent.{NAME}"
"""Answers 200 with the same general page for whatever is not there, and says nothing of it."""
FRONT = f"front.{NAME}"
"""Answers 200 with its front page for whatever is not there."""
ECHO = f"echo.{NAME}"
"""Answers 200 and repeats the address asked for."""
HOME = f"home.{NAME}"
"""Redirects whatever is not there to its front page."""
FILES = f"files.{NAME}"
OLD = "old-thungfasai.example"
THAI = "ทุ่งฟ้าใส.example"
THAI_CODE = THAI.encode("idna").decode()
ACCOUNTS = "accounts.google.com"
SOCIAL = "www.facebook.com"
PARKING = "thungfasai.sedoparking.com"
GONE = f"gone.{NAME}"
"""Its name leads to a port at which nobody listens."""
OURS = (WWW, NAME, SOFT, SILENT, FRONT, ECHO, HOME, FILES, OLD, THAI_CODE)
SLOW = tuple(f"slow{number}.{NAME}" for number in range(1, 9))
TLS_KINDS = ("good", "expired", "other_name", "self_signed", "incomplete")

PRIVATE_NAMES = {
    f"loopback.{NAME}": ("127.0.0.1",),
    f"inside.{NAME}": ("10.11.12.13",),
    f"mixed.{NAME}": ("93.184.215.14", "192.168.1.10"),
    f"six.{NAME}": ("fd00::1",),
    f"wrapped.{NAME}": ("64:ff9b::a00:1",),
    f"clouds.{NAME}": ("169.254.169.254",),
}
PUBLIC_NAME = f"public.{NAME}"

MENU = (
    *("หน้าแรก", "ข้อมูลพื้นฐาน", "โครงสร้างหน่วยงาน", "แผนพัฒนาท้องถิ่น", "งบประมาณ", "จัดซื้อจัดจ้าง"),
    *("ข่าวประชาสัมพันธ์", "กิจกรรม", "ITA", "ร้องเรียนร้องทุกข์", "ถาม-ตอบ", "ติดต่อเรา"),
)


@dataclass
class Ground:
    """Servers and names. `put` lays a route and returns its address."""

    plain: Server
    safe: dict[str, Server]
    policy: Policy
    dead_port: int
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return self.plain.server_port

    def put(self, path: str, route: Route, host: str = WWW) -> str:
        self.plain.routes[host, path] = route
        return self.at(path, host)

    def at(self, path: str, host: str = WWW) -> str:
        return f"http://{host}:{self.port}{quote(path)}"

    def put_safely(self, kind: str, path: str, route: Route) -> str:
        self.safe[kind].routes[f"{kind.replace('_', '-')}.{NAME}", path] = route
        return f"https://{kind.replace('_', '-')}.{NAME}:{self.safe[kind].server_port}{quote(path)}"


@contextlib.contextmanager
def ground(folder: Path, **changes: object) -> Iterator[Ground]:
    """Servers that run while the body of the `with` does, and a policy that allows exactly them."""
    authority = Authority()
    with contextlib.ExitStack() as stack:
        plain = stack.enter_context(serving())
        safe = {kind: stack.enter_context(serving(_side(authority, folder, kind))) for kind in TLS_KINDS}
        names = {**PRIVATE_NAMES, PUBLIC_NAME: ("93.184.215.14",)}
        here = (
            WWW,
            NAME,
            SOFT,
            SILENT,
            FRONT,
            ECHO,
            HOME,
            FILES,
            OLD,
            THAI_CODE,
            ACCOUNTS,
            SOCIAL,
            PARKING,
            GONE,
            *SLOW,
        )
        tls = {f"{kind.replace('_', '-')}.{NAME}": each.server_port for kind, each in safe.items()}
        names |= dict.fromkeys((*here, *tls), ("127.0.0.1",))
        dead = closed_port()
        allowed = {(host, plain.server_port) for host in here} | set(tls.items()) | {("127.0.0.1", dead), (GONE, dead)}

        def resolve(host: str, port: int) -> tuple[str, ...]:
            if host not in names:
                raise OSError(f"nobody knows {host}:{port}")
            return names[host]

        policy = Policy(
            allowed=frozenset(allowed),
            largest=300_000,
            timeout=1.0,
            deadline=2.5,
            hops=6,
            per_host_seconds=0.0,
            side_by_side=12,
            tries=3,
            backoff=0.05,
            patience=0.2,
            issuers=authority.root.pem,
            resolve=resolve,
        )
        yield _furnished(Ground(plain, safe, replace(policy, **changes), dead, names))  # type: ignore[arg-type]


def _side(authority: Authority, folder: Path, kind: str) -> ssl.SSLContext:
    return authority.server(folder, f"{kind.replace('_', '-')}.{NAME}", kind)


def _furnished(it: Ground) -> Ground:
    """Front pages, and how each host answers for what is not there."""
    for host in OURS:
        it.plain.routes[host, "/"] = page(framed("ยินดีต้อนรับ", "<p>ข่าวล่าสุดของเทศบาลและประกาศต่าง ๆ</p>"))
    it.plain.routes[WWW, "/index.php"] = it.plain.routes[WWW, "/"]
    missing = it.plain.missing
    missing[SOFT] = page(framed("ไม่พบหน้าที่ท่านต้องการ", "<p>กรุณาตรวจสอบที่อยู่อีกครั้ง</p>"))
    missing[SILENT] = page(framed("บริการประชาชน", "<p>ท่านอาจสนใจหัวข้อต่อไปนี้ของหน่วยงานเรา</p>"))
    missing[FRONT] = it.plain.routes[FRONT, "/"]
    missing[ECHO] = lambda asked: page(
        framed("ระบบเอกสาร", f"<p>{escape(asked.target)}</p><p>ผู้เข้าชม {asked.times * 37} คน</p>")
    )
    missing[HOME] = sent_to("/")
    return it


def framed(heading: str, body: str, *, title: str = "") -> str:
    """A page as vendors build them: the same head, menu and footer around what is said."""
    menu = "".join(f'<li><a href="/{number}">{each}</a></li>' for number, each in enumerate(MENU))
    return (
        f"<!doctype html><html lang=th><head><meta charset=utf-8><title>{title or heading} - {AGENCY}</title>"
        f"<script>var token='x'</script></head><body><header><p>{AGENCY} อำเภอแก่งคอย จังหวัดสระบุรี</p></header>"
        f"<nav><ul>{menu}</ul></nav><main><h1>{heading}</h1>{body}</main>"
        f"<footer><p>{AGENCY} โทร. 0 3600 0000 สงวนลิขสิทธิ์</p></footer></body></html>"
    )


def content_of(item: Item, number: int) -> str:
    """Some paragraphs about an item, different for each number."""
    return (
        f"<p>{AGENCY} เผยแพร่{item.title_th} ประจำปีงบประมาณ พ.ศ. 2568 ฉบับที่ {number}</p>"
        f"<p>ประชาชนสามารถอ่านรายละเอียดและดาวน์โหลดเอกสารประกอบของ{item.title_th}ได้จากหน้านี้</p>"
    )


def good(item: Item, number: int, *extra: tuple[str, str]) -> Reply:
    """A page that shows an item well."""
    return page(framed(item.title_th, content_of(item, number)), *extra)
