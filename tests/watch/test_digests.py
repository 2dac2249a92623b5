"""Whether what an address shows is still what it showed yesterday."""

from __future__ import annotations

import pytest

from prongsai.watch.addresses import address_of
from prongsai.watch.asking import Answer
from prongsai.watch.digests import digest_of
from prongsai.watch.pages import read_page
from watch.ground import framed

PLAN = "<p>แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)</p><p>ประชุมวันที่ 5 มีนาคม 2568 เวลา 09.30 น. มีผู้เข้าร่วม 42 คน</p>"


def digest(body: str, *, is_page: bool = True, is_cut: bool = False) -> str:
    content = body.encode()
    answer = Answer(address_of("http://www.thungfasai.example/a"), 200, {}, (), content, len(content), is_cut)
    return digest_of(answer, read_page(content) if is_page else None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>ผู้เข้าชม 1,234 คน</p>", "<p>ผู้เข้าชม 1,240 คน</p>"),
        ("<p>เปิดอ่าน 9 ครั้ง</p>", "<p>เปิดอ่าน 10 ครั้ง</p>"),
        ("<p>Views: 99</p>", "<p>Views: 100</p>"),
        ("<p>วันเสาร์ที่ 21 พฤศจิกายน 2569</p>", "<p>วันอาทิตย์ที่ 22 พฤศจิกายน 2569</p>"),
        ("<p>21/11/2569 10:15:09 น.</p>", "<p>22/11/2569 08:00:00 น.</p>"),
        ("<script>t=1</script>", "<script>t=2</script>"),
        ("<form><input type=hidden name=token value=a></form>", "<form><input type=hidden name=token value=b></form>"),
        ("<footer><p>ออนไลน์ 3</p></footer>", "<footer><p>ออนไลน์ 4</p></footer>"),
        ("<p>  แผน </p>", "<p>แผน</p>"),
    ],
)
def test_what_changes_at_each_visit_changes_nothing(one: str, other: str) -> None:
    assert digest(framed("แผน", PLAN + one)) == digest(framed("แผน", PLAN + other))


@pytest.mark.parametrize(
    "changed",
    [
        PLAN.replace("2570", "2571"),
        PLAN.replace("5 มีนาคม", "6 มีนาคม"),
        PLAN.replace("42", "43"),
        PLAN + "<p>เพิ่มเติม ครั้งที่ 1</p>",
        PLAN + '<p><a href="/files/plan.pdf"></a></p>',
        PLAN + '<img src="/scan.jpg">',
    ],
)
def test_what_is_meant_changes_it(changed: str) -> None:
    assert digest(framed("แผน", PLAN)) != digest(framed("แผน", changed))


def test_every_byte_of_a_file_counts_and_what_was_cut_has_no_digest() -> None:
    assert digest("a", is_page=False) != digest("a ", is_page=False)
    assert digest("a", is_cut=True) == ""
