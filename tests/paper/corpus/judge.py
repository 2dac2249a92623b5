"""Holds a reading against what a careful person reads out of the same paper."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.core.thai import key

CORPUS = Path(__file__).parent

Json = dict[str, Any]

_LEADING_NUMBER = re.compile(r"^\s*[-•(]*\s*(?:[0-9๐-๙]{1,2}(?:[.)]\s*|\s+))*")
_LONG = 40
_MARKUP = re.compile(r"<style>.*?</style>|<[^<>]+>|[*_#|]|\(ต่อ\)", re.DOTALL)
_OF_A_TABLE = {".txt": "\t", ".md": "|", ".html": "<t", ".csv": ","}
PAPERS = sorted(each for each in CORPUS.iterdir() if each.suffix in _OF_A_TABLE)
_UNDERSTOOD = """
ตัวชี้วัด ที่ ข้อ และ ประเด็น ดังนั้น ร้อยละ ดำเนินการแล้ว ดำเนินการครบถ้วน แล้วเสร็จ อยู่ระหว่าง อยู่ระหว่างดำเนินการ
ยังไม่ดำเนินการ ชะลอ ส่วนที่ ครบองค์ประกอบ การปฏิบัติหน้าที่ การใช้งบประมาณ การใช้งบ ประมาณ การใช้อำนาจ การแก้ไขปัญหาการทุจริต
การใช้ทรัพย์สินของราชการ การใช้ทรัพย์สินของทางราชการ คุณภาพการดำเนินงาน ประสิทธิภาพการสื่อสาร
การปรับปรุงการทำงาน การปรับปรุงระบบการทำงาน การเปิดเผยข้อมูล การป้องกันการทุจริต
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One cell of the truth: what it is and whether the reading has it."""

    cell: str
    want: Any
    got: Any
    right: bool

    def __str__(self) -> str:
        return f"{self.cell}: want {self.want!r}, got {self.got!r}"


def truth_of(paper: Path) -> Json:
    truth: Json = json.loads(paper.with_suffix(".json").read_text("utf8"))
    return truth


def verdicts(truth: Json, reading: Json) -> list[Verdict]:
    return [*_head(truth, reading), *_results(truth, reading), *_findings(truth, reading), *_measures(truth, reading)]


def inventions(truth: Json, reading: Json) -> list[str]:
    """What the reading holds and the paper does not."""
    found = [f"a year's result: {each['fiscal_year']}" for each in _foreign_results(truth, reading)]
    found += [f"a finding: {each['code']} {each['remark']}" for each in _foreign_findings(truth, reading)]
    extra = len(reading["measures"]) - len(truth["measures_full"])
    if extra > 0:
        found.append(f"{extra} measures: {[each['title'] or each['finding'] for each in reading['measures']]}")
    for want, got in _paired(truth, reading):
        foreign = [step["text"] for step in got["steps"] if not _known_step(step["text"], want)]
        found += [f"a step: {text}" for text in foreign]
    return found


def dropped_words(paper: Path, truth: Json, reading: Json) -> list[str]:
    """The words of the paper's tables that stand in no record and not among the unread."""
    records = {name: part for name, part in reading.items() if name not in ("source", "checks", "schema")}
    kept = key(" ".join(_strings(records))) + "|" + key(_UNDERSTOOD + " ".join(truth["headers"]))
    return [word for word in _table_words(paper) if key(word) not in kept]


def _head(truth: Json, reading: Json) -> Iterator[Verdict]:
    agency = reading["agency"]
    yield _same("agency", truth["agency"], agency["name"])
    yield _same("district", truth["district"], agency["district"])
    yield _same("province", truth["province"], agency["province"])
    yield _is("fiscal year", truth["fiscal_year"], reading["fiscal_year"])
    yield Verdict("kind", truth["kind"], reading["kind"], reading["kind"] in truth["kind"].split("|"))
    if "round" in truth:
        yield _is("round", truth["round"], (reading["round"] or {}).get("months"))


def _results(truth: Json, reading: Json) -> Iterator[Verdict]:
    by_year = {str(each["fiscal_year"]): each for each in reading["results"]}
    for year, want in truth["results"].items():
        got = by_year.get(year, {})
        for name in want.keys() & {"total", "level", "rank"}:
            yield _is(f"{year} {name}", want[name], got.get(name))
        for group in ("tools", "indicators"):
            for name, score in want[group].items():
                yield _is(f"{year} {group} {name}", score, got.get(group, {}).get(name))


def _findings(truth: Json, reading: Json) -> Iterator[Verdict]:
    if truth["findings"] == "any":
        return
    for want in truth["findings"]:
        name = f"finding {want['code']} {want.get('part', '')}"
        got = next((each for each in reading["findings"] if _same_finding(want, each)), None)
        yield Verdict(name, want["remark"], got and got["remark"], got is not None)
        if got is None:
            continue
        for part in want.keys() & {"tool", "indicator", "missing_elements"}:
            yield _is(f"{name} {part}", want[part], got[part])
        if "items" in want:
            yield _is(f"{name} items", sorted(want["items"]), sorted(got["items"]))
        if "recommendation" in want:
            yield _holds(f"{name} recommendation", want["recommendation"], got["recommendation"] or got["remark"])


def _same_finding(want: Json, got: Json) -> bool:
    place = (want["code"], want.get("part"))
    return (got["code"], got["part"]) == place and key(want["remark"]) in key(got["remark"])


def _measures(truth: Json, reading: Json) -> Iterator[Verdict]:
    pairs = _paired(truth, reading)
    yield _is("measures", len(truth["measures_full"]), len(reading["measures"]))
    for number, (want, got) in enumerate(pairs, 1):
        yield from _measure(f"measure {number}", want, got)
        yield from _steps(f"measure {number}", want, got)


def _measure(name: str, want: Json, got: Json) -> Iterator[Verdict]:
    yield _is(f"{name} tool", want["tool"], got["tool"])
    yield _is(f"{name} indicator", want["indicator"], got["indicator"])
    yield _is(f"{name} codes", sorted(want["codes"]), sorted(got["codes"]))
    for part in ("title", "finding"):
        if want.get(part):
            yield _holds(f"{name} {part}", _bare(want[part]), got[part])
    if "monitoring" in want:
        yield _same(f"{name} monitoring", want["monitoring"], got["monitoring"])
    if "owners" in want and not want["steps"]:
        yield _owners(f"{name} owners", want["owners"], got["owners"])
    if "period" in want and not want["steps"]:
        yield _period(f"{name} period", want["period"], got["period"])
    for part in want.keys() & {"status", "percent"}:
        yield _is(f"{name} {part}", want[part], got[part])
    yield from _said(name, want, got)


def _said(name: str, want: Json, got: Json) -> Iterator[Verdict]:
    results = [got["result"], *(step["result"] for step in got["steps"])]
    suggestions = [got["suggestion"], *(step["suggestion"] for step in got["steps"])]
    written = [each["text"] for each in got["written"]]
    evidence = [*got["evidence"], *(each for step in got["steps"] for each in step["evidence"])]
    places = {"said": [*results, *written], "remark": [*results, *suggestions], "evidence": evidence}
    for part, texts in places.items():
        if part in want:
            yield _holds(f"{name} {part}", want[part], " ".join(texts))


def _steps(name: str, want: Json, got: Json) -> Iterator[Verdict]:
    if not want["steps"]:
        return
    yield _is(f"{name} steps", len(want["steps"]), len(got["steps"]))
    for number, step in enumerate(want["steps"]):
        read = got["steps"][number] if number < len(got["steps"]) else _NO_STEP
        yield from _step(f"{name} step {number + 1}", {**_lent(want), **step}, {**read, **_effective(read, got)})


_NO_STEP: Json = {
    "text": "", "owners": [], "period": None, "status": "unknown", "percent": None, "result": "", "suggestion": "",
}  # fmt: skip


def _lent(measure: Json) -> Json:
    return {name: measure[name] for name in ("owners", "period", "status") if name in measure}


def _effective(step: Json, measure: Json) -> Json:
    """A step's own cell, or its measure's where the step has none."""
    empty = ("", None, [], "unknown")
    names = ("owners", "period", "status", "result", "suggestion")
    return {name: measure[name] if step[name] in empty else step[name] for name in names}


def _step(name: str, want: Json, got: Json) -> Iterator[Verdict]:
    yield Verdict(f"{name} text", want["text"], got["text"], _same_step(want["text"], got["text"]))
    if "owners" in want:
        yield _owners(f"{name} owners", want["owners"], got["owners"])
    if "period" in want:
        yield _period(f"{name} period", want["period"], got["period"])
    if "status" in want:
        yield _is(f"{name} status", want["status"], got["status"])
    for part in want.keys() & {"result", "suggestion"}:
        yield _holds(f"{name} {part}", want[part], got[part])


def _same_step(want: str, got: str) -> bool:
    one, other = key(_bare(want)), key(_bare(got))
    return one == other or (len(one) > _LONG and one in other)


def _known_step(text: str, want: Json) -> bool:
    return any(_same_step(step["text"], text) for step in want["steps"]) or (
        not want["steps"] and key(_bare(text)) == key(want["title"] or "")
    )


def _bare(text: str) -> str:
    return _LEADING_NUMBER.sub("", text)


def _paired(truth: Json, reading: Json) -> list[tuple[Json, Json]]:
    """Each measure of the truth with the measure of the reading that shares most of its words."""
    left = list(reading["measures"])
    pairs = []
    for want in truth["measures_full"]:
        best = max(left, key=lambda got: _likeness(want, got), default=_NO_MEASURE)
        if _likeness(want, best) == 0:
            best = _NO_MEASURE
        else:
            left.remove(best)
        pairs.append((want, best))
    return pairs


_NO_MEASURE: Json = {
    "tool": None, "indicator": None, "codes": [], "title": "", "finding": "", "monitoring": "", "owners": [],
    "period": None, "status": None, "percent": None, "result": "", "suggestion": "", "evidence": [], "written": [],
    "steps": [],
}  # fmt: skip


def _likeness(want: Json, got: Json) -> int:
    texts = [want["title"] or "", want.get("finding", ""), *(step["text"] for step in want["steps"])]
    held = key(" ".join([got["title"], got["finding"], *(step["text"] for step in got["steps"])]))
    return sum(len(key(text)) for text in texts if key(text) in held)


def _foreign_results(truth: Json, reading: Json) -> list[Json]:
    return [each for each in reading["results"] if str(each["fiscal_year"]) not in truth["results"]]


def _foreign_findings(truth: Json, reading: Json) -> list[Json]:
    if truth["findings"] == "any":
        return []
    known = [key(each["remark"]) for each in truth["findings"]]
    return [each for each in reading["findings"] if not any(remark in key(each["remark"]) for remark in known)]


def _same(cell: str, want: str, got: str | None) -> Verdict:
    return Verdict(cell, want, got, key(want) == key(got or ""))


def _is(cell: str, want: Any, got: Any) -> Verdict:
    return Verdict(cell, want, got, want == got)


def _holds(cell: str, want: str, got: str | None) -> Verdict:
    return Verdict(cell, want, got, key(want) in key(got or ""))


def _owners(cell: str, want: list[str], got: list[str]) -> Verdict:
    one, other = [key(each) for each in want], [key(each) for each in got]
    joined = any(" " in each for each in want) and "".join(one) == "".join(other)
    return Verdict(cell, want, got, one == other or joined)


def _period(cell: str, want: Json | None, got: Json | None) -> Verdict:
    read = got and {"from": got["from"], "to": got["to"]}
    return _is(cell, want, read)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from _strings(each)
    elif isinstance(part, list):
        for each in part:
            yield from _strings(each)


def _table_words(paper: Path) -> list[str]:
    lines = [each for each in paper.read_text("utf8").splitlines() if _OF_A_TABLE[paper.suffix] in each]
    words = html.unescape(_MARKUP.sub(" ", "\n".join(lines)))
    return [
        word for word in re.split(r"[\s,/]+(?:และ|[0-9๐-๙]{1,2}[.)])?", words) if len(re.findall("[ก-ฮ]", word)) >= 3
    ]
