"""How the terminal scores the country: the options of `prongsai score`, its progress, and what it says in the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.whatif import Options, Threshold, read_threshold, read_weight

if TYPE_CHECKING:
    from prongsai.core.nation.manifest import RunManifest
    from prongsai.scale.counted import Told
    from prongsai.scale.run import Done, Wanted

_MANY = 8

WORDS = {
    "agencies": ("หน่วยงาน", "agencies"),
    "scored": ("มีคะแนนรวม", "with a total"),
    "respondents": ("ผู้ตอบ", "respondents"),
    "answers": ("คำตอบ", "answers"),
    "levels": ("ระดับผล", "Levels"),
    "flags": ("ข้อสังเกต", "Flags"),
    "rejects": ("ไม่นำมาคิดคะแนน", "Not scored"),
    "rows": ("แถว", "rows"),
    "unread": ("คอลัมน์ที่ไม่ได้ใช้", "Columns not read"),
    "taken_up": ("ใช้ผลที่ทำค้างไว้ของ", "Taken up from a run that was stopped"),
    "doubts": ("กติกาที่ยังไม่ยืนยัน", "Rules not confirmed"),
    "supposed": ("สมมติ: ตัวเลขนี้ไม่ใช่ผลของปี", "What if: these are not the year's figures"),
    "next": ("ต่อไป", "Next"),
}
NEXT = (
    ("ตรวจ rejects.parquet ใน {out} แล้วแก้แฟ้มคำตอบ", "look into rejects.parquet in {out} and mend the answers"),
    (
        "หน่วยงานที่ยังไม่มีคะแนนรวม {number:,} แห่ง ดูเหตุผลใน flags.parquet",
        "{number:,} agencies have no total: flags.parquet says why",
    ),
    (
        "เปิด summary.html ใน {out} หรือนำเข้า {out} ที่หน้าผลทั้งประเทศ",
        "open summary.html in {out}, or import {out} on the web",
    ),
)
DOING = {
    "open": ("กำลังเปิดแฟ้ม", "opening the files"),
    "check": ("กำลังตรวจแถว", "looking through the rows"),
    "reckon": ("กำลังคิดคะแนน", "reckoning"),
    "write": ("กำลังเขียนผล", "writing"),
}


def options_of(
    *,
    weights: Sequence[str],
    thresholds: Sequence[str],
    rule_of: int | None,
    without: Sequence[str],
    statements: str,
    in_points: bool,
) -> Options:
    """The options of a run as typed. Raises: Problem for one that cannot be read, or is said twice otherwise."""
    shares: dict[str, Decimal] = {}
    for tool, share in map(read_weight, weights):
        _once(shares.setdefault(tool, share) == share, tool)
    asked: dict[str, Threshold] = {}
    for level, threshold in map(read_threshold, thresholds):
        _once(asked.setdefault(level, threshold) == threshold, level)
    return Options(shares, asked, rule_of, tuple(dict.fromkeys(without)), Statements(statements), in_points)


def _once(is_so: bool, what: str) -> None:
    if not is_so:
        raise Problem(
            f"ระบุ “{what}” สองครั้งไม่เหมือนกัน กรุณาเหลือไว้ครั้งเดียว", f"“{what}” is said twice, otherwise; say it once."
        )


def scored(wanted: Wanted, language: str, *, quiet: bool) -> Done:
    """Score, with a bar on a terminal. Raises: Problem."""
    from prongsai.scale.run import score

    with _bar(language, quiet) as told:
        return score(wanted, told)


@contextmanager
def _bar(language: str, quiet: bool) -> Iterator[Told]:
    from prongsai.scale.counted import told_nothing

    if quiet or not sys.stderr.isatty():
        yield told_nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    place = 0 if language == "th" else 1
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(DOING["open"][place], total=1.0)

    def told(stage: str, share: float) -> None:
        counting = (f"กำลังนับคำตอบ {stage}", f"counting {stage}")
        bar.update(task, description=DOING.get(stage, counting)[place], completed=share)

    with bar:
        yield told


def done_lines(done: Done, language: str) -> Iterator[str]:
    """What came out, in a few lines: what was counted, what was not, what is supposed, what to do next."""
    place = 0 if language == "th" else 1
    say = {code: words[place] for code, words in WORDS.items()}
    manifest, counts = done.manifest, done.manifest.counts
    year = ("ปีงบประมาณ", "fiscal year")[place]
    yield (
        f"{done.out}: {year} {manifest.fiscal_year} · {counts.agencies:,} {say['agencies']} "
        f"({say['scored']} {counts.scored:,})"
    )
    if manifest.supposed.is_anything:
        yield f"  {say['supposed']}"
        yield from (f"    {plain(line)}" for line in _supposed_lines(manifest, language))
    for tool, number in counts.respondents.items():
        yield f"  {tool}: {number:,} {say['respondents']} · {counts.answers[tool]:,} {say['answers']}"
    for code in ("levels", "rejects", "flags"):
        if listed := " · ".join(f"{each} {number:,}" for each, number in getattr(counts, code).items()):
            yield f"  {say[code]}: {listed}"
    if manifest.unread_columns:
        yield f"  {say['unread']}: {_few(manifest.unread_columns)}"
    if done.taken_up:
        yield f"  {say['taken_up']} {', '.join(done.taken_up)}"
    yield from _doubt_lines(manifest, say["doubts"], place)
    spent = " · ".join(f"{stage} {seconds:.2f}" for stage, seconds in done.seconds.items())
    took, unit = sum(done.seconds.values()), ("วินาที", "s")[place]
    yield f"  {done.engine} · {took:.2f} {unit} ({spent}) · {done.memory / 1e6:,.0f} MB · {done.size / 1e6:,.1f} MB"
    yield from (f"  {say['next']}: {each}" for each in _next(done, place))


def _supposed_lines(manifest: RunManifest, language: str) -> Iterator[str]:
    from prongsai.scale.summary import supposed_lines

    if language == "th":
        yield from supposed_lines(manifest.supposed)
        return
    supposed = manifest.supposed
    if supposed.rule_of is not None:
        yield f"weights and levels of fiscal year {supposed.rule_of}"
    if supposed.weights:
        yield "weights " + " ".join(f"{tool}={share}" for tool, share in supposed.weights.items())
    for level, (total, each_tool) in supposed.thresholds.items():
        yield f"level {level} from {total}" + ("" if each_tool is None else f", each tool compared {each_tool}")
    if supposed.without:
        yield f"without {len(supposed.without):,} agencies: {_few(supposed.without)}"
    if supposed.statements is Statements.ALIKE:
        yield "every statement counts like a question"


def _doubt_lines(manifest: RunManifest, heading: str, place: int) -> Iterator[str]:
    from prongsai.core.nation.doubts import SURENESS, WORDS

    if manifest.doubts:
        yield f"  {heading}:"
    for each in manifest.doubts:
        rule, sure = WORDS[each.code], SURENESS[each.confidence]
        yield f"    {(rule.th, rule.en)[place]} ({(sure.th, sure.en)[place]})"


def _next(done: Done, place: int) -> Iterator[str]:
    counts = done.manifest.counts
    rejects, without, otherwise = (each[place] for each in NEXT)
    if counts.rejects:
        yield rejects.format(out=done.out.name)
    if counts.scored < counts.agencies:
        yield without.format(number=counts.agencies - counts.scored)
    yield otherwise.format(out=done.out.name)


def done_json(done: Done) -> dict[str, Any]:
    """Shape: schema, file, size, sha256, the counts of the manifest, inputs, engine, seconds by stage, memory, next."""
    manifest = done.manifest
    counts = manifest.counts
    return {
        "schema": "prongsai/scored/1",
        "file": str(done.out),
        "size": done.size,
        "sha256": done.sha256,
        "fiscal_year": manifest.fiscal_year,
        "program": manifest.program,
        "supposes": manifest.supposed.is_anything,
        "agencies": counts.agencies,
        "scored": counts.scored,
        "respondents": dict(counts.respondents),
        "answers": dict(counts.answers),
        "levels": dict(counts.levels),
        "flags": dict(counts.flags),
        "rejects": dict(counts.rejects),
        "rejected_answers": counts.rejected_answers,
        "unread_columns": list(manifest.unread_columns),
        "doubts": [{"code": each.code, "confidence": each.confidence.value} for each in manifest.doubts],
        "answers_digest": manifest.answers_digest,
        "inputs": [
            {"role": each.role, "name": each.name, "size": each.size, "sha256": each.sha256} for each in done.inputs
        ],
        "engine": done.engine,
        "taken_up": list(done.taken_up),
        "seconds": {stage: round(seconds, 3) for stage, seconds in done.seconds.items()},
        "memory": done.memory,
    }


def _few(texts: Sequence[str]) -> str:
    shown = ", ".join(plain(each) for each in texts[:_MANY])
    return shown + (f" … (+{len(texts) - _MANY:,})" if len(texts) > _MANY else "")


def plain(text: str) -> str:
    """A text of somebody's file as a terminal may show it: nothing in it moves a cursor or turns the writing."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def wanted_of(
    *, answers: Sequence[Path], year: int, out: Path, engine: str, memory: int | None, options: Options, **others: Any
) -> Wanted:
    """A run as asked for at the terminal."""
    from prongsai.scale.run import Wanted

    return Wanted(
        fiscal_year=year, answers=tuple(answers), out=out, engine=engine, memory=memory, options=options, **others
    )
