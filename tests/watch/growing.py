"""Every style of healthy address: odd as agencies' sites are, and yet well. No fault may be found on any."""

from __future__ import annotations

import gzip
from urllib.parse import quote

from prongsai.core.framework import Item
from watch.ground import ECHO, FRONT, HOME, NAME, SILENT, SOFT, THAI, THAI_CODE, WWW, Ground, content_of, framed, good
from watch.planting import HTML, PDF, Style, laid, told
from watch.serving import Asked, Reply, page, sent_to
from watch.site_files import docx, others, pdf

LONG_STORY = "<p>" + "รายละเอียดของโครงการและผลการดำเนินงานในแต่ละไตรมาส " * 20 + "</p>"


def shown(host: str = WWW) -> Style:
    return laid(lambda it, item, n: good(item, n), host=host)


def a_file(place: int, *headers: tuple[str, str]) -> Style:
    """A file of one of the kinds, under its own ending."""

    def lay(it: Ground, item: Item, n: int) -> str:
        file = (pdf(), docx(), *others())[place]
        said = headers or (("Content-Type", file.content_type),)
        return it.put(f"/files/{item.code}/แผน {n}.{file.ending}", Reply(headers=said, body=file.content))

    return lay


def by_program(it: Ground, item: Item, n: int) -> str:
    """A file that a program hands out: its address promises nothing."""
    headers = (*PDF, ("Content-Disposition", 'attachment; filename="plan.pdf"'))
    return it.put(f"/download/{item.code}.php", Reply(headers=headers, body=pdf().content)) + f"?id={n}"


def onward(pattern: str, host: str = WWW) -> Style:
    """A page that sends its reader on by itself."""

    def lay(it: Ground, item: Item, n: int) -> str:
        it.put(f"/content/{item.code}/{n}", good(item, n), host)
        return it.put(f"/{item.code}/{n}/go", page(pattern.format(to=f"/content/{item.code}/{n}")), host)

    return lay


def by_header(it: Ground, item: Item, n: int) -> str:
    there = it.put(f"/content/{item.code}/{n}", good(item, n))
    return it.put(f"/{item.code}/{n}", page("<p>โปรดรอสักครู่", ("Refresh", f"1; url={there}")))


def found_elsewhere(it: Ground, item: Item, n: int) -> str:
    it.put(f"/หมวด/{item.code}/{n}", good(item, n))
    return it.put(f"/{item.code}/{n}", sent_to(f"/หมวด/{item.code}/{n}", 302 + n % 2))


def spelt_otherwise(it: Ground, item: Item, n: int) -> str:
    """Permanent redirects that only set the spelling right are no move."""
    it.put(f"/{item.code}/{n}/", good(item, n))
    return it.put(f"/{item.code}/{n}", sent_to(it.at(f"/{item.code}/{n}/"), 301), NAME)


def with_cookie(it: Ground, item: Item, n: int) -> str:
    def reply(asked: Asked) -> Reply:
        if "seen=1" in asked.headers.get("Cookie", ""):
            return good(item, n)
        return Reply(status=302, headers=(("Location", asked.target), ("Set-Cookie", "seen=1; Path=/; HttpOnly")))

    return it.put(f"/{item.code}/{n}", reply)


def recovering(bad: Reply) -> Style:
    """Wrong at the first try, well at the second."""
    return lambda it, item, n: it.put(f"/{item.code}/{n}", lambda asked: bad if asked.times == 1 else good(item, n))


def in_old_letters(*headers: tuple[str, str], head: str = "") -> Style:
    def lay(it: Ground, item: Item, n: int) -> str:
        text = f"<html><head>{head}<title>{item.title_th}</title></head><body>{content_of(item, n)}</body></html>"
        return it.put(f"/{item.code}/{n}", Reply(headers=headers, body=text.encode("cp874")))

    return lay


def as_bytes(body: str) -> bytes:
    return b"\xef\xbb\xbf" + body.upper().encode()


def on_thai_name(it: Ground, item: Item, n: int) -> str:
    it.put(f"/ข้อมูล/{item.code}/{n}", good(item, n), THAI_CODE)
    return f"http://{THAI}:{it.port}/ข้อมูล/{item.code}/{n}"


def oddly_spelt(it: Ground, item: Item, n: int) -> str:
    it.put(f"/{item.code}/a b/{n}", good(item, n))
    return f"  HTTP://WWW.Thungfasai.EXAMPLE.:{it.port}/{item.code}/a b/{n}#top "


def packed(item: Item, n: int) -> Reply:
    body = gzip.compress(framed(item.title_th, content_of(item, n)).encode())
    return Reply(headers=(*HTML, ("Content-Encoding", "gzip")), body=body)


FRAME = '<iframe src="https://drive.google.com/file/d/{n}/preview"></iframe>'
SIGN_IN = "<aside><form><input name=u><input type=password name=p></form></aside>"
COUNTER = "<p>วันเสาร์ที่ 21 พฤศจิกายน 2569 เวลา 10:15 น.</p><p>ผู้เข้าชม 12,345 คน</p>"
NO_COMPLAINTS = "<p>ในปีงบประมาณ พ.ศ. 2567 ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่</p>"


def framed_with(heading: str, pattern: str, title: str = "") -> Style:
    return laid(lambda it, item, n: page(framed(heading, pattern.format(n=n, item=item.code), title=title)))


HEALTHY: tuple[Style, ...] = (
    shown(),
    shown(SOFT),
    shown(SILENT),
    shown(FRONT),
    shown(ECHO),
    shown(HOME),
    lambda it, item, n: it.at("/") + f"?year={item.code}-{n}",
    a_file(0),
    a_file(0, ("Content-Type", "application/octet-stream")),
    a_file(0, ("X-Nothing", "said")),
    a_file(1),
    a_file(1, ("Content-Type", "application/zip")),
    *(a_file(place) for place in range(2, 10)),
    by_program,
    laid(lambda it, item, n: Reply(headers=PDF, body=pdf().content)),
    framed_with("คำสั่งเทศบาล", '<img src="/scan/{item}-{n}.jpg">'),
    framed_with("แผนปฏิบัติการ", FRAME),
    framed_with("เอกสารเผยแพร่", '<p><a href="/docs/{item}-{n}.pdf">ดาวน์โหลด</a></p>'),
    framed_with("ผลการจัดซื้อจัดจ้าง", '<embed src="/docs/{item}-{n}.pdf" type="application/pdf">'),
    laid(lambda it, item, n: page(framed("เอกสาร", f'<a href="/d/{item.code}-{n}.pdf">เปิด</a>')), host=SILENT),
    laid(lambda it, item, n: page(framed("เอกสาร", f'<img src="/d/{item.code}-{n}.png">')), host=ECHO),
    in_old_letters(("Content-Type", "text/html; charset=tis-620")),
    in_old_letters(
        ("Content-Type", "text/html"), head='<meta http-equiv="Content-Type" content="text/html; charset=windows-874">'
    ),
    in_old_letters(("Content-Type", "text/html")),
    in_old_letters(("Content-Type", "text/html; charset=no-such-thing")),
    laid(lambda it, item, n: Reply(headers=HTML, body=as_bytes(framed(item.title_th, content_of(item, n))))),
    laid(lambda it, item, n: Reply(body=framed(item.title_th, content_of(item, n)).encode())),
    onward('<meta http-equiv="Refresh" content="0; URL={to}">'),
    onward("<html><head><script>window.location.href = '{to}';</script></head><body></body></html>"),
    onward('<script>location.replace("{to}")</script>'),
    framed_with("ข่าว", '<meta http-equiv=refresh content="300"><p>ข่าวประจำวันของเทศบาล ฉบับที่ {n} {item}</p>'),
    framed_with("ข่าว", '<meta http-equiv=refresh content="5; url="><p>ข่าวประจำวันของเทศบาล {n} {item}</p>'),
    laid(lambda it, item, n: page(f"<frameset><frame src=/old/{item.code}-{n}.html></frameset>")),
    by_header,
    laid(lambda it, item, n: page(f'<meta http-equiv=refresh content="5;url=/{item.code}/{n}">' + content_of(item, n))),
    found_elsewhere,
    spelt_otherwise,
    with_cookie,
    recovering(Reply(manner="hang_up")),
    recovering(page("<h1>Bad Gateway</h1>", status=502)),
    recovering(page("<h1>Busy</h1>", ("Retry-After", "1"), status=503)),
    told("รายงานกิจกรรม", LONG_STORY + SIGN_IN, title="เข้าสู่ระบบสมาชิกและรายงานกิจกรรม"),
    framed_with("รายงานประจำปีของเทศบาล", '<p><a href="/r/{item}-{n}.pdf">เปิดอ่านรายงาน</a></p>' + SIGN_IN),
    framed_with("สถิติเรื่องร้องเรียน: ไม่พบเรื่องร้องเรียน", NO_COMPLAINTS + "<p>{item} {n}</p>"),
    framed_with("คำสั่งที่ 404/2568 เรื่อง แต่งตั้งคณะกรรมการ", "<p>แต่งตั้งคณะกรรมการจัดทำแผน {item} ลำดับ {n}</p>"),
    framed_with("แนวปฏิบัติเมื่อเจ้าหน้าที่อาจถูกร้องเรียน", "<p>ขั้นตอนการตรวจสอบข้อเท็จจริง {item} {n}</p>"),
    framed_with("ไม่พบข้อมูลการรับของขวัญ ปี 2568", "<p>เจ้าหน้าที่ทุกคนไม่รับของขวัญ รายงาน {item} {n}</p>"),
    framed_with(
        "E-Service", "<form><input name=q><button>ค้นหา</button></form><p>ยื่นคำขอออนไลน์ได้ตลอดเวลา {item} {n}</p>"
    ),
    framed_with("สถิติ", COUNTER + "<p>ผู้รับบริการ ณ จุดบริการในเดือนนี้ {item} {n}</p>"),
    laid(lambda _, item, n: packed(item, n)),
    laid(lambda it, item, n: Reply(headers=HTML, manner="chunked", body=good(item, n).body)),
    laid(lambda it, item, n: Reply(headers=HTML, seconds=0.15, body=good(item, n).body)),
    laid(lambda it, item, n: good(item, n, ("X-Long", "a" * 20_000), ("Set-Cookie", "=;;bad"), ("Refresh", "x"))),
    laid(lambda it, item, n: good(item, n), ".html"),
    laid(lambda it, item, n: good(item, n), ".php"),
    on_thai_name,
    oddly_spelt,
    lambda it, item, n: it.put(f"/{item.code}/ร้อย%/{n}", good(item, n)),
    lambda it, item, n: (
        it.put(f"/{item.code}/{n}/index.php", good(item, n)) + "?name=" + quote("แผน") + "&file=readnews"
    ),
    lambda it, item, n: it.put_safely("good", f"/{item.code}/{n}", good(item, n)),
    lambda it, item, n: it.put_safely(
        "good", f"/{item.code}/{n}", sent_to(it.put(f"/s/{item.code}/{n}", good(item, n)))
    ),
)
"""One address of an item each."""
