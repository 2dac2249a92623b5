"""The one page of a run, for people: what came out in numbers, what is supposed, what is uncertain. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from shlex import quote

import numpy as np

from prongsai.core.framework import Framework
from prongsai.core.nation.columns import NONE, Printed
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.doubts import SURENESS, WORDS
from prongsai.core.nation.manifest import INPUTS, RunManifest, Supposed
from prongsai.core.nation.scoring import TOTAL, Reckoned

FLAGS = {
    "below_minimum": "ผู้ตอบน้อยกว่าจำนวนขั้นต่ำ",
    "identical_answers": "แบบสอบถามที่ตอบเหมือนกันทุกข้อ มากกว่าที่คาดไว้",
    "items_missing": "ข้อ OIT ยังไม่มีผลตรวจครบ",
    "no_answers": "ไม่มีผู้ตอบแบบสำรวจ",
    "question_without_answers": "มีข้อคำถามที่ไม่มีผู้ตอบ",
    "straight_lining": "ตอบตัวเลือกเดียวกันตลอด มากกว่าที่คาดไว้",
}
REASONS = {
    "unknown_tool": "ไม่ระบุเครื่องมือหรือส่วน หรือไม่มีในปีนี้",
    "unknown_agency": "หน่วยงานไม่อยู่ในบัญชี",
    "no_respondent": "ไม่มีรหัสผู้ตอบ",
    "duplicate_respondent": "ผู้ตอบคนเดียวกันซ้ำ",
    "unknown_question": "ข้อคำถามไม่อยู่ในเครื่องมือของปีนี้",
    "off_scale": "คำตอบอยู่นอกมาตรา",
    "unknown_item": "ข้อ OIT ไม่มีในปีนี้",
    "duplicate_item": "ผลตรวจข้อ OIT ซ้ำ",
}
MOST_KINDS = 30
_NUL_AND_THE_LIKE = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}

_STYLE = """
:root { color-scheme: light }
body { font: 16px/1.55 Sarabun, "TH Sarabun New", "Noto Sans Thai", system-ui, sans-serif; color: #1b1f24;
 background: #fff; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
p { margin: .25rem 0 .75rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
caption { text-align: left; color: #4a5560; padding: 0 0 .35rem }
th, td { border: 1px solid #b8c0c8; padding: .3rem .55rem; text-align: left; vertical-align: top }
thead th { background: #eef1f4 }
.number { text-align: right; white-space: nowrap }
.banner { border: 3px solid #8a4b00; background: #fff6e5; padding: .75rem 1rem; margin: 1rem 0 }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere }
pre { background: #f4f6f8; border: 1px solid #b8c0c8; padding: .6rem .8rem; white-space: pre-wrap }
@media print { body { padding: 0; max-width: none; font-size: 11pt }
 h2 { break-after: avoid } tr { break-inside: avoid } }
"""


def summary_page(manifest: RunManifest, reckoned: Reckoned, framework: Framework) -> str:
    """The page as HTML: Thai, one file, no program in it."""
    title = f"สรุปผลคะแนน ITA ทุกหน่วยงาน ปีงบประมาณ พ.ศ. {manifest.fiscal_year}"
    heading = f"สมมติ: {title}" if manifest.supposed.is_anything else title
    body = "\n".join(
        (
            f"<h1>{_said(heading)}</h1>",
            *_banner(manifest.supposed),
            *_counted(manifest),
            *_levels(manifest),
            *_by_kind(reckoned, framework),
            *_listed("คำตอบที่ไม่นำมาคิดคะแนน", _rejected_about(manifest), REASONS, manifest.counts.rejects, "แถว"),
            *_listed("ข้อสังเกต", _FLAGGED, FLAGS, manifest.counts.flags, "ครั้ง"),
            *_doubted(manifest),
            *_again(manifest),
        )
    )
    return (
        '<!doctype html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_said(heading)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def supposed_lines(supposed: Supposed) -> Iterator[str]:
    """What a run supposes, a sentence each, in Thai."""
    if supposed.rule_of is not None:
        yield f"ใช้น้ำหนักและเกณฑ์ระดับของปีงบประมาณ พ.ศ. {supposed.rule_of}"
    if supposed.weights:
        yield "น้ำหนักเครื่องมือ " + " ".join(f"{tool}={share}" for tool, share in supposed.weights.items())
    for level, (total, each_tool) in supposed.thresholds.items():
        also = "" if each_tool is None else f" และทุกเครื่องมือที่เทียบ {each_tool}"
        yield f"ระดับ “{level}” เมื่อคะแนนรวมตั้งแต่ {total}{also}"
    if supposed.without:
        shown = ", ".join(supposed.without[:10]) + (" และอื่น ๆ" if len(supposed.without) > 10 else "")
        yield f"ไม่รวม {len(supposed.without):,} หน่วยงาน: {shown}"
    if supposed.statements is Statements.ALIKE:
        yield "ข้อที่มีหลายข้อย่อย ให้ทุกข้อย่อยมีน้ำหนักเท่าข้อคำถามหนึ่งข้อ"


def _banner(supposed: Supposed) -> Iterator[str]:
    if supposed.is_anything:
        items = "".join(f"<li>{_said(line)}</li>" for line in supposed_lines(supposed))
        yield (
            '<div class="banner" role="note"><p><strong>สมมติ</strong> ตัวเลขในหน้านี้ไม่ใช่ผลของปีนี้ '
            f"คำนวณโดยสมมติว่า</p><ul>{items}</ul></div>"
        )


def _counted(manifest: RunManifest) -> Iterator[str]:
    counts = manifest.counts
    yield (
        f"<p>คิดคะแนน <strong>{counts.agencies:,}</strong> หน่วยงาน มีคะแนนรวม <strong>{counts.scored:,}</strong> หน่วยงาน "
        f"ยังไม่มีคะแนนรวม <strong>{counts.agencies - counts.scored:,}</strong> หน่วยงาน</p>"
    )
    rows = [(tool, f"{number:,}", f"{counts.answers.get(tool, 0):,}") for tool, number in counts.respondents.items()]
    yield from _table("ผู้ตอบและคำตอบที่นำมาคิดคะแนน", ("แบบสำรวจ", "ผู้ตอบ (คน)", "คำตอบ"), rows)


def _levels(manifest: RunManifest) -> Iterator[str]:
    scored = manifest.counts.scored
    rows = [
        (name, f"{number:,}", _share(number, scored) if scored else "-")
        for name, number in manifest.counts.levels.items()
    ]
    yield "<h2>ระดับผล</h2>"
    yield from _table("จำนวนหน่วยงานในแต่ละระดับ", ("ระดับ", "หน่วยงาน", "ร้อยละ"), rows)


def _by_kind(reckoned: Reckoned, framework: Framework) -> Iterator[str]:
    yield "<h2>คะแนนตามประเภทหน่วยงาน</h2>"
    columns = {tool.code: reckoned.subjects["tool", tool.code, ""].points for tool in framework.tools}
    columns["รวม"] = reckoned.subjects[TOTAL].points
    members: dict[str, list[int]] = {}
    for place, kind in enumerate(reckoned.agencies["kind"]):
        members.setdefault(str(kind), []).append(place)
    largest = sorted(members, key=lambda kind: (-len(members[kind]), kind))
    rows = [
        (kind or "(ไม่ระบุ)", name, *_spread(column[members[kind]]))
        for kind in largest[:MOST_KINDS]
        for name, column in columns.items()
    ]
    heads = ("ประเภท", "คะแนน", "หน่วยงาน", "ค่าเฉลี่ย", "ต่ำสุด", "ควอร์ไทล์ 1", "มัธยฐาน", "ควอร์ไทล์ 3", "สูงสุด")
    yield from _table("ค่าเฉลี่ยและการกระจายของหน่วยงานที่มีคะแนน", heads, rows, words=2)
    if len(largest) > MOST_KINDS:
        yield f"<p>แสดง {MOST_KINDS} ประเภทที่มีหน่วยงานมากที่สุด จาก {len(largest):,} ประเภท</p>"


def _spread(figures: Printed) -> tuple[str, ...]:
    """How many have a score, their mean, lowest, quartiles (the nearest rank) and highest."""
    known = np.sort(figures[figures != NONE]).tolist()
    if not known:
        return ("0", *["-"] * 6)
    ranks = [known[max(0, -(-len(known) * quarter // 4) - 1)] for quarter in range(5)]
    mean = (2 * sum(known) + len(known)) // (2 * len(known))
    return f"{len(known):,}", *map(_points, (mean, *ranks))


_FLAGGED = (
    "นับรวมทุกหน่วยงานและแบบสำรวจ เป็นเพียงสิ่งที่ควรตรวจดูก่อนใช้คะแนน ไม่ใช่ข้อกล่าวหา รายละเอียดอยู่ใน <code>flags.parquet</code>"
)


def _rejected_about(manifest: RunManifest) -> str:
    number = f"{manifest.counts.rejected_answers:,}"
    return f"คำตอบ {number} คำตอบไม่มีผลต่อคะแนนใดเลย ทุกแถวพร้อมเหตุผลอยู่ใน <code>rejects.parquet</code>"


def _listed(heading: str, about: str, words: Mapping[str, str], counts: Mapping[str, int], unit: str) -> Iterator[str]:
    yield f"<h2>{heading}</h2>"
    if counts:
        yield f"<p>{about}</p>"
        most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        rows = [(words.get(code, code), f"{number:,}") for code, number in most]
        yield from _table(heading, ("เรื่อง", unit), rows)
    else:
        yield "<p>ไม่มี</p>"


def _doubted(manifest: RunManifest) -> Iterator[str]:
    yield "<h2>กติกาที่ยังไม่ยืนยัน</h2>"
    if manifest.doubts:
        rows = [
            (WORDS[each.code].th if each.code in WORDS else each.code, SURENESS[each.confidence].th)
            for each in manifest.doubts
        ]
        yield "<p>ผลนี้ใช้กติกาต่อไปนี้ซึ่งยังไม่มีแหล่งทางการยืนยันครบ หากของจริงต่างไป คะแนนอาจเปลี่ยน</p>"
        yield from _table("กติกาและความแน่ใจ", ("กติกา", "ความแน่ใจ"), rows, words=2)
    else:
        yield "<p>ไม่มี</p>"
    if manifest.unread_columns:
        named = ", ".join(f"<bdi>{_said(each)}</bdi>" for each in manifest.unread_columns[:50])
        yield f"<p>คอลัมน์ที่ไม่ได้ใช้: {named}</p>"


def _again(manifest: RunManifest) -> Iterator[str]:
    frameworks = " ".join(f"{year} <code>{digest}</code>" for year, digest in manifest.frameworks.items())
    yield "<h2>คำนวณซ้ำได้อย่างไร</h2>"
    yield (
        f"<p>ใช้ Prongsai รุ่น {_said(manifest.program)} กับแฟ้มชุดเดิม (ชื่อและค่าแฮชอยู่ใน <code>{INPUTS}</code>) "
        "ผลจะตรงกันทุกไบต์ ไม่ว่าแถวเรียงอย่างไรหรือใช้เครื่องคำนวณใด</p>"
    )
    yield f"<pre><code>{_said(_command(manifest))}</code></pre>"
    yield f"<p>แฮชของเกณฑ์: {frameworks}</p>"
    yield f"<p>แฮชของผลนับคำตอบ: <code>{manifest.answers_digest}</code></p>"


def _command(manifest: RunManifest) -> str:
    supposed = manifest.supposed
    words = ["prongsai score ANSWERS --agencies AGENCIES --items ITEMS", f"--year {manifest.fiscal_year}"]
    words += ["--points"] if manifest.in_points else []
    words += [f"--weight {tool}={share}" for tool, share in supposed.weights.items()]
    words += [
        f"--threshold {quote(f'{level}={total}' + (f'/{each_tool}' if each_tool else ''))}"
        for level, (total, each_tool) in supposed.thresholds.items()
    ]
    words += [] if supposed.rule_of is None else [f"--rule-of {supposed.rule_of}"]
    words += [f"--without {quote(each)}" for each in supposed.without]
    words += [] if supposed.statements is Statements.FIRST else [f"--statements {supposed.statements.value}"]
    return " ".join([*words, "-o OUT.zip"])


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> Iterator[str]:
    """A table whose first column heads its rows and whose columns after the first `words` hold numbers."""

    def cell(place: int, text: str) -> str:
        if place == 0:
            return f'<th scope="row">{_said(text)}</th>'
        return f"<td>{_said(text)}</td>" if place < words else f'<td class="number">{_said(text)}</td>'

    yield f'<div class="scroll"><table><caption>{_said(caption)}</caption>'
    yield f"<thead><tr>{''.join(_head(each) for each in heads)}</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(cell(place, each) for place, each in enumerate(row))}</tr>"
    yield "</tbody></table></div>"


def _head(text: str) -> str:
    return f'<th scope="col">{_said(text)}</th>'


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _share(part: int, whole: int) -> str:
    """A percentage with two decimals, halves away from zero."""
    return _points((20000 * part + whole) // (2 * whole))


def _said(text: str) -> str:
    """Any text as HTML: no mark-up of its own, nothing that cannot stand in a page."""
    return escape(text.translate(_NUL_AND_THE_LIKE).encode("utf-8", "replace").decode())
