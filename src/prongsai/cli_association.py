"""Which declared measures go with a better next year, on the terminal: as one JSON document, or as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.cli_files import keep
from prongsai.core.nation.association import RATE, TOTAL, Association, Associations, Thin, associations
from prongsai.core.practices import practice
from prongsai.scale.association import Declared, TwoYears, declared_measures, two_years

SCHEMA = "prongsai/association/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read and what came of it. `strangers` are agencies that declared something and are in neither year."""

    years: TwoYears
    declared: Declared
    found: Associations
    strangers: int

    @property
    def is_whole(self) -> bool:
        """Whether every row of the measures could be used."""
        return not (self.declared.unknown_practices or self.declared.blank or self.strangers)


def association_of(before: Path, after: Path, measures: Path) -> Answer:
    """What the measures declared between two runs go with. Raises: Problem for a file that is not what it should be."""
    years, declared = two_years(before, after), declared_measures(measures)
    known = {each.code for each in years.cases}
    strangers = len({agency for agency, _ in declared.pairs} - known)
    return Answer(years, declared, associations(years.cases, declared.pairs), strangers)


def association_json(answer: Answer) -> dict[str, Any]:
    """Shape: schema ``prongsai/association/1``; points are texts with two decimals, probabilities with six."""
    return {
        "schema": SCHEMA,
        "before": answer.years.before.fiscal_year,
        "after": answer.years.after.fiscal_year,
        "supposes": _supposes(answer),
        "agencies": len(answer.years.cases),
        "rate": RATE,
        "associations": [_told_json(each) for each in answer.found.told],
        "refused": [_thin_json(each) for each in answer.found.thin],
        "unused": {
            "agencies": answer.strangers,
            "practices": answer.declared.unknown_practices,
            "blank": answer.declared.blank,
        },
    }


def _told_json(each: Association) -> dict[str, Any]:
    return {
        "practice": each.practice,
        "outcome": each.outcome,
        "declarers": each.declarers,
        "twins": each.twins,
        "points": _points(each.points),
        "low": _points(each.low),
        "high": _points(each.high),
        "probability": f"{each.probability:.6f}",
        "adjusted": f"{each.adjusted:.6f}",
        "found": each.is_found,
    }


def _thin_json(each: Thin) -> dict[str, Any]:
    return {
        "practice": each.practice,
        "outcome": each.outcome,
        "declared": each.declared,
        "compared": each.compared,
        "provinces": each.groups,
        "declarers_missing": each.declarers_missing,
        "provinces_missing": each.groups_missing,
    }


def write_json(answer: Answer, out: Path) -> None:
    """Keep the answer as a JSON file, whole or not at all."""
    document = json.dumps(association_json(answer), ensure_ascii=False, indent=1)
    keep(f"{document}\n".encode("utf-8", "backslashreplace"), out)


def association_lines(answer: Answer) -> Iterator[str]:
    """The answer as a person reads it: what stands out, what does not, what was too thin, how it was reckoned."""
    years, found = answer.years, answer.found
    yield (
        f"มาตรการที่ประกาศในปี {years.before.fiscal_year} กับผลที่เปลี่ยนไปในปี {years.after.fiscal_year}: "
        f"หน่วยงานที่มีทั้งสองปี {len(years.cases):,} แห่ง"
    )
    if _supposes(answer):
        yield "สมมติ: ผลอย่างน้อยหนึ่งปีคำนวณด้วยเงื่อนไขที่ต่างจากเกณฑ์ของปีนั้น"
    yield from _section("สัมพันธ์กับผลที่ต่างจากคู่เทียบ", found.found)
    yield from _section("ยังแยกจากความบังเอิญไม่ได้", [each for each in found.told if not each.is_found])
    if found.thin:
        yield f"ข้อมูลน้อยเกินกว่าจะบอกได้ {len(found.thin)} รายการ"
        yield from (_thin_line(each) for each in found.thin)
    yield from _unused(answer)
    yield (
        "แต่ละแห่งเทียบกับคู่เทียบ (ประเภท ขนาด ภาคเดียวกัน คะแนนปีก่อนใกล้กัน) ที่ไม่ได้ประกาศ ช่วงในวงเล็บคือช่วงความเชื่อมั่น 95%; "
        "ในรายการที่สัมพันธ์ คาดว่าผิดไม่เกิน 5%; เป็นความสัมพันธ์ ไม่ใช่หลักฐานว่ามาตรการเป็นเหตุ"
    )


def _section(title: str, told: tuple[Association, ...] | list[Association]) -> Iterator[str]:
    yield f"{title} {len(told)} รายการ"
    for each in told:
        moved = f"{each.points:+7.2f} [{each.low:+.2f}, {each.high:+.2f}] q={each.adjusted:.3f}"
        compared = f"{each.declarers:,} แห่ง เทียบ {each.twins:,} แห่ง"
        yield f"  {each.practice:<28} {_outcome(each.outcome):<12} {moved}  {compared}"
        yield f"      {_title(each.practice)}"


def _thin_line(each: Thin) -> str:
    missing = [f"ขาดอีก {each.declarers_missing} แห่ง"] if each.declarers_missing else []
    missing += [f"ขาดอีก {each.groups_missing} จังหวัด"] if each.groups_missing else []
    return (
        f"  {each.practice:<28} {_outcome(each.outcome):<12} ประกาศ {each.declared:,} แห่ง เทียบได้ {each.compared:,} แห่ง "
        f"จาก {each.groups} จังหวัด: {' '.join(missing)}"
    )


def _unused(answer: Answer) -> Iterator[str]:
    declared = answer.declared
    for code, rows in declared.unknown_practices.items():
        yield f"ไม่รู้จักรหัสมาตรการ “{' '.join(code.split())[:40]}” ไม่ได้นำมาคิด {rows:,} แถว"
    if declared.blank:
        yield f"ไม่มีรหัสหน่วยงานหรือรหัสมาตรการ ไม่ได้นำมาคิด {declared.blank:,} แถว"
    if answer.strangers:
        yield f"ไม่มีผลทั้งสองปี ไม่ได้นำมาคิด {answer.strangers:,} แห่ง"


def _supposes(answer: Answer) -> bool:
    return answer.years.before.supposed.is_anything or answer.years.after.supposed.is_anything


def _outcome(outcome: str) -> str:
    return "คะแนนรวม" if outcome == TOTAL else f"ตัวชี้วัด {outcome}"


def _title(code: str) -> str:
    known = practice(code)
    return known.title if known else code


def _points(value: float) -> str:
    return f"{value:.2f}"
