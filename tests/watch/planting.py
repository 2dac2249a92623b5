"""Every style of fault that is planted: how an address of an item can be wrong, and which code must be found."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from prongsai.core.framework import Item
from prongsai.watch import Fault
from watch.ground import (
    ACCOUNTS,
    ECHO,
    FRONT,
    GONE,
    HOME,
    NAME,
    OLD,
    PARKING,
    PRIVATE_NAMES,
    PUBLIC_NAME,
    SILENT,
    SLOW,
    SOCIAL,
    SOFT,
    WWW,
    Ground,
    content_of,
    framed,
    good,
)
from watch.serving import Reply, page, sent_to
from watch.site_files import pdf

Style = Callable[[Ground, Item, int], str]
"""Lays what is wrong for an item under a number of its own, and returns its address."""

PDF = (("Content-Type", "application/pdf"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def laid(reply: Reply | Callable[[Ground, Item, int], Reply], ending: str = "", host: str = WWW) -> Style:
    """A style that is one route."""

    def lay(it: Ground, item: Item, number: int) -> str:
        route = reply if isinstance(reply, Reply) else reply(it, item, number)
        return it.put(f"/{item.code}/{number}{ending}", route, host)

    return lay


def slow(manner: str) -> Style:
    return lambda it, item, n: it.put(f"/{item.code}/{n}", Reply(manner=manner, headers=HTML), SLOW[n % len(SLOW)])


def unplaced(host: str) -> Style:
    """An address at which nothing was ever laid."""
    return lambda it, item, n: it.at(f"/{item.code}/gone/{n}", host)


def written(pattern: str) -> Style:
    """An address that never reaches a server of ours."""
    return lambda it, item, n: pattern.format(item=item.code, n=n, port=it.port, dead=it.dead_port)


def told(heading: str, body: str = "", title: str = "") -> Style:
    return laid(page(framed(heading, body, title=title)))


def safely(kind: str) -> Style:
    return lambda it, item, n: it.put_safely(kind, f"/{item.code}/{n}", good(item, n))


def to_and_fro(it: Ground, item: Item, n: int) -> str:
    it.put(f"/{item.code}/{n}/b", sent_to(f"/{item.code}/{n}/a", 301))
    return it.put(f"/{item.code}/{n}/a", sent_to(f"/{item.code}/{n}/b"))


def refreshing_in_a_circle(it: Ground, item: Item, n: int) -> str:
    for one, other in ("ab", "ba"):
        it.put(f"/{item.code}/{n}/{one}", page(f'<meta http-equiv=refresh content="0; url={other}"><p>รอสักครู่'))
    return it.at(f"/{item.code}/{n}/a")


def long_chain(it: Ground, item: Item, n: int) -> str:
    for step in range(12):
        it.put(f"/{item.code}/{n}/{step}", sent_to(f"{step + 1}"))
    it.put(f"/{item.code}/{n}/12", good(item, n))
    return it.at(f"/{item.code}/{n}/0")


def moved(status: int, host: str) -> Style:
    def lay(it: Ground, item: Item, n: int) -> str:
        there = it.put(f"/new/{item.code}/{n}", good(item, n), host)
        return it.put(f"/{item.code}/{n}", sent_to(there, status))

    return lay


def moved_then_sent_on(it: Ground, item: Item, n: int) -> str:
    there = it.put(f"/new/{item.code}/{n}", good(item, n))
    between = it.put(f"/between/{item.code}/{n}", sent_to(there, 302), OLD)
    return it.put(f"/{item.code}/{n}", sent_to(between, 308))


def missing_page_by_redirect(it: Ground, item: Item, n: int) -> str:
    it.put("/404.html", page(framed("ไม่พบหน้าเว็บที่คุณต้องการ", "<p>กลับหน้าแรก</p>")))
    return it.put(f"/{item.code}/{n}", sent_to("/404.html"))


def login_by_redirect(path: str) -> Style:
    def lay(it: Ground, item: Item, n: int) -> str:
        it.put(path, page(framed("เข้าสู่ระบบ", "<form><input name=u><input type=password name=p></form>")))
        return it.put(f"/{item.code}/{n}", sent_to(f"{path}?redirect_to=%2F{item.code}"))

    return lay


def drive_not_shared(it: Ground, item: Item, n: int) -> str:
    it.put("/v3/signin/identifier", page("<title>Sign in</title><h1>Sign in</h1><form><input name=email>"), ACCOUNTS)
    return it.put(f"/file/{item.code}/{n}/view", sent_to(it.at("/v3/signin/identifier", ACCOUNTS)))


def social_door(it: Ground, item: Item, n: int) -> str:
    it.put("/login/", page("<title>Facebook</title><form><input type=password name=p></form>"), SOCIAL)
    return it.put(f"/{item.code}/posts/{n}", sent_to(it.at("/login/", SOCIAL)), SOCIAL)


def for_sale(it: Ground, item: Item, n: int) -> str:
    there = it.put(f"/{n}", page("<h1>thungfasai</h1><p>Related searches</p>"), PARKING)
    return it.put(f"/{item.code}/{n}", sent_to(there))


def sent_into(where: str, *, by_page: bool = False) -> Style:
    reply = page(f'<meta http-equiv="refresh" content="1;URL=\'{where}\'"><p>โปรดรอ') if by_page else sent_to(where)
    return laid(reply)


def named_inside(it: Ground, item: Item, n: int) -> str:
    names = sorted(PRIVATE_NAMES)
    return f"http://{names[n % len(names)]}/{item.code}/{n}"


def bomb() -> Reply:
    packed = gzip.compress(b"<p>" + b"0" * 30_000_000)
    return Reply(headers=(*HTML, ("Content-Encoding", "gzip")), body=packed)


STYLES: dict[Fault, tuple[Style, ...]] = {
    Fault.DEAD: (
        written("http://127.0.0.1:{dead}/{item}/{n}"),
        written(f"http://{GONE}:{{dead}}/{{item}}/{{n}}"),
        written("http://no-such-name{n}.thungfasai.example/{item}"),
    ),
    Fault.TIMEOUT: (slow("silent"), slow("drip"), slow("drip_headers")),
    Fault.GARBLED: (
        lambda it, item, n: it.put_safely("good", f"/{item.code}/{n}", Reply(manner="hang_up")),
        laid(Reply(manner="hang_up")),
        laid(Reply(manner="nonsense", body=b"220 mail.thungfasai.example ESMTP ready\r\n")),
        laid(Reply(headers=(*HTML, ("Content-Length", "90000")), body=b"<p>cut short")),
        laid(Reply(headers=(*HTML, ("Content-Encoding", "gzip")), body=b"not packed at all")),
    ),
    Fault.TLS_EXPIRED: (safely("expired"),),
    Fault.TLS_OTHER_NAME: (safely("other_name"),),
    Fault.TLS_UNKNOWN_ISSUER: (safely("self_signed"),),
    Fault.TLS_INCOMPLETE: (safely("incomplete"),),
    Fault.TLS: (written(f"https://{WWW}:{{port}}/{{item}}/{{n}}"),),
    Fault.STATUS_ERROR: (
        unplaced(WWW),
        laid(page(framed("ไม่พบหน้า", ""), status=404)),
        laid(page("<h1>Gone</h1>", status=410)),
        laid(page("<h1>Internal Server Error</h1>", status=500)),
        laid(page("<h1>Service Unavailable</h1>", status=503)),
        laid(page("<h1>Forbidden</h1>", status=403)),
        laid(Reply(status=302)),
    ),
    Fault.HELD_OFF: (
        laid(Reply(status=429, headers=(("Retry-After", "3600"),))),
        laid(page("<title>Just a moment...</title>", ("cf-mitigated", "challenge"), status=403)),
        laid(
            page(
                "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator."
            )
        ),
        social_door,
    ),
    Fault.LOOP: (
        laid(lambda it, item, n: sent_to(f"/{item.code}/{n}")),
        to_and_fro,
        refreshing_in_a_circle,
    ),
    Fault.TOO_MANY_HOPS: (long_chain,),
    Fault.MOVED: (moved(301, WWW), moved(308, WWW), moved(301, NAME), moved(301, OLD), moved_then_sent_on),
    Fault.ELSEWHERE: (
        unplaced(HOME),
        laid(sent_to("/index.php")),
        laid(lambda it, item, n: sent_to(it.at("/", OLD))),
    ),
    Fault.PARKED: (
        laid(page("<title>thungfasai.example</title><p>This domain is for sale. Buy this domain today!</p>")),
        for_sale,
        laid(page("<h1>โดเมนนี้หมดอายุ</h1><p>กรุณาติดต่อผู้ให้บริการ</p>")),
    ),
    Fault.SOFT_404: (
        told("ขออภัย", "<p>กลับหน้าแรก</p>", title="404 ไม่พบหน้า"),
        told("Page not found", "<p>The page you requested may have been removed.</p>"),
        told("ข้อความจากระบบ", "<p>ไม่พบเอกสารที่ท่านต้องการ</p>"),
        told("ไม่พบข้อมูล"),
        told("ข่าว", "<p>หน้าที่คุณกำลังค้นหาอาจถูกลบไปแล้ว</p>"),
        laid(page("<h1>Error establishing a database connection</h1>")),
        laid(page("<h2>404</h2>")),
        laid(page("<script>alert('ไม่พบไฟล์');window.history.back();</script>")),
        unplaced(SOFT),
        unplaced(SILENT),
        unplaced(FRONT),
        unplaced(ECHO),
        missing_page_by_redirect,
    ),
    Fault.LOGIN_WALL: (
        laid(page("<h1>Unauthorized</h1>", ("WWW-Authenticate", 'Basic realm="ita"'), status=401)),
        login_by_redirect("/wp-login.php"),
        login_by_redirect("/member/login"),
        told("สำหรับเจ้าหน้าที่", "<form><input name=u><input type=password name=p><button>ตกลง</button></form>"),
        drive_not_shared,
    ),
    Fault.PAGE_FOR_FILE: (
        laid(lambda it, item, n: good(item, n), ".pdf"),
        laid(lambda it, item, n: good(item, n), ".docx"),
        laid(lambda it, item, n: Reply(headers=PDF, body=framed(item.title_th, content_of(item, n)).encode()), ".pdf"),
        laid(Reply(headers=(("Content-Type", "text/plain"),), body=b"no such file in storage"), ".pdf"),
    ),
    Fault.FILE_FOR_PAGE: (
        laid(lambda it, item, n: Reply(headers=PDF, body=pdf().content), ".html"),
        laid(lambda it, item, n: Reply(headers=HTML, body=pdf().content)),
    ),
    Fault.TOO_LARGE: (
        laid(Reply(headers=(*PDF, ("Content-Length", "500000000")), body=b"%PDF-1.7"), ".pdf"),
        laid(Reply(headers=PDF, manner="endless"), ".pdf"),
        laid(bomb()),
    ),
    Fault.EMPTY: (
        laid(Reply(headers=HTML)),
        laid(Reply(headers=PDF), ".pdf"),
        laid(Reply(status=204)),
        laid(page("<html><head><title>รายงาน</title></head><body> <div>&nbsp;</div></body></html>")),
        laid(page("   \n\n  ")),
    ),
    Fault.SCRIPT_ONLY: (laid(page("<title>App</title><div id=root></div><script src=/app.js></script>")),),
    Fault.PRIVATE_ADDRESS: (
        written("http://127.0.0.1/{item}/{n}"),
        written("http://localhost/{item}/{n}"),
        written("https://LOCALHOST./{item}/{n}"),
        written("http://2130706433/{item}/{n}"),
        written("http://0x7f.1/{item}/{n}"),
        written("http://0177.0.0.01/{item}/{n}"),
        written("http://[::1]/{item}/{n}"),
        written("http://[::ffff:10.0.0.1]/{item}/{n}"),
        written("http://[fe80::1%25eth0]/{item}/{n}"),
        written("http://10.1.2.3:8080/{item}/{n}"),
        written("http://192.168.1.1/{item}/{n}"),
        written("http://169.254.169.254/latest/meta-data/{item}/{n}"),
        written("http://100.64.1.1/{item}/{n}"),
        written("http://１２７.０.０.１/{item}/{n}"),
        written("http://intranet/{item}/{n}"),
        named_inside,
        sent_into("http://127.0.0.1/admin"),
        sent_into("http://169.254.169.254/latest/"),
        sent_into("//10.0.0.1:22/"),
        sent_into("http://loopback.thungfasai.example/"),
        sent_into("http://[::1]:8000/", by_page=True),
    ),
    Fault.ODD_PORT: (written(f"http://{PUBLIC_NAME}:2222/{{item}}/{{n}}"),),
    Fault.BAD_ADDRESS: (
        written("ftp://files.thungfasai.example/{item}/{n}.pdf"),
        written("http://clerk:secret@www.thungfasai.example/{item}/{n}"),
        written("http:///{item}/{n}"),
        written("{item}/{n}.pdf"),
        written("javascript:alert({n})"),
        written("http://{item}..example/{n}"),
        sent_into("file:///etc/passwd"),
    ),
}
"""Styles by the code that must be found."""
