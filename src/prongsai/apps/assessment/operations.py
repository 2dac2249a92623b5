"""Deeds of the assessment: papers handed in, read, corrected, accepted; result sheets recorded; lost items told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from prongsai.apps.assessment.models import Correction, Finding, LostItem, Paper, ResultSheet, Score
from prongsai.apps.assessment.queries.cards import cards_of, field_at
from prongsai.apps.assessment.queries.papers import corrected_reading, corrections_of
from prongsai.base import files
from prongsai.base.access import FIRST_YEAR, LAST_YEAR, Viewer
from prongsai.base.jobs import open_job
from prongsai.base.operation import note, operation
from prongsai.core import records
from prongsai.core.corrections import correct
from prongsai.core.errors import Problem, Refused
from prongsai.core.framework import Framework, nearest


@operation("paper.uploaded")
def upload_paper(*, by: Viewer, at: datetime, fiscal_year: int, name: str, content: bytes) -> Paper:
    """Keep a paper as it came, with its hash, and a job that waits to read it.

    Raises: Refused when its kind or size is not taken; AlreadyStored when the agency handed in the very same file.
    """
    return Paper.objects.create(
        agency=by.agency,
        fiscal_year=fiscal_year,
        file=files.store(by=by, at=at, name=name, content=content),
        job=open_job(agency=by.agency, kind="paper.read", at=at),
        uploaded_by=by.person,
        uploaded_at=at,
    )


@operation("paper.queued")
def read_paper_again(*, by: Viewer, at: datetime, paper: Paper) -> None:
    """Give a paper whose reading came to nothing a new job.

    Raises: Refused while it waits, and once it is read.
    """
    if not paper.can_be_read_again(at):
        raise Refused("เอกสารนี้กำลังรออ่าน หรืออ่านแล้ว", "This paper waits to be read, or is read already.")
    paper.state, paper.problem_th, paper.problem_en = Paper.State.UPLOADED, "", ""
    paper.job = open_job(agency=paper.agency, kind="paper.read", at=at)
    paper.save(update_fields=["state", "problem_th", "problem_en", "job"])


@operation("paper.read")
def keep_reading(
    *, by: Viewer | None, at: datetime, paper: Paper, document: Sequence[Mapping[str, Any]], reading: records.Reading
) -> None:
    """Keep what the machine understood of a paper; nothing of it counts before a person accepts it.

    From now on the paper belongs to the fiscal year it names, under whichever it was handed in.
    """
    paper.document, paper.reading, paper.state = list(document), records.as_json(reading), Paper.State.READ
    if reading.fiscal_year is not None and FIRST_YEAR <= reading.fiscal_year <= LAST_YEAR:
        paper.fiscal_year = reading.fiscal_year
    paper.save(update_fields=["document", "reading", "state", "fiscal_year"])


@operation("paper.given_up")
def give_up_paper(*, by: Viewer | None, at: datetime, paper: Paper, problem: Problem) -> None:
    """Remember why a paper cannot be read, in the sentences its uploader will see."""
    paper.state, paper.problem_th, paper.problem_en = Paper.State.UNREADABLE, problem.th, problem.en
    paper.save(update_fields=["state", "problem_th", "problem_en"])


@operation("paper.corrected")
def correct_paper(*, by: Viewer, at: datetime, paper: Paper, path: str, text: str) -> None:
    """Put one field of a paper's reading right; the machine's own reading stays beside it.

    Raises: Refused when the paper is not open, or the text does not fit the field.
    """
    _must_be_open(paper)
    reading = corrected_reading(paper, corrections_of(paper))
    before, after = _text_at(reading, path), _text_at(correct(reading, path, text), path)
    if before != after:
        Correction.objects.create(paper=paper, path=path, before=before, after=after, by=by.person, at=at)
    note(paper, path=path)


@operation("paper.accepted")
def accept_paper(*, by: Viewer, at: datetime, paper: Paper, keeping: Collection[int] = ()) -> None:
    """Take a paper's reading, as corrected, over into records: result sheets, findings, lost items.

    A year in `keeping` keeps the sheet it has; of any other year an earlier sheet becomes history. What else the paper
    says is taken over by the apps above, in the same transaction (`settings.PAPER_TAKERS`).
    Raises: Refused when the paper is not read, was accepted before, holds a year or score that cannot be, or is refused
    by one of those.
    """
    _must_be_open(paper)
    reading = corrected_reading(paper, corrections_of(paper))
    _must_be_possible(reading)
    paper.state, paper.accepted = Paper.State.ACCEPTED, records.as_json(reading)
    paper.accepted_by, paper.accepted_at = by.person, at
    paper.save(update_fields=["state", "accepted", "accepted_by", "accepted_at"])
    findings = _keep_findings(paper, reading)
    results = [each for each in reading.results if each.fiscal_year not in keeping]
    for result in results:
        _keep_sheet(by, at, result, ResultSheet.Source.PAPER, paper)
    for sheet in ResultSheet.objects.filter(agency=by.agency, replaced_at=None):
        _lose_items_of(sheet, findings)
    note(paper, sheets=len(results), findings=len(findings))
    for taker in settings.PAPER_TAKERS:
        note(**import_string(taker)(by=by, at=at, paper=paper, reading=reading, findings=findings))


@operation("result.recorded")
def record_result(*, by: Viewer, at: datetime, result: records.Result, source: str) -> ResultSheet:
    """Record a year's result sheet that was typed or imported; the earlier one becomes history.

    Lost items the earlier sheet knew go on; a first sheet takes them from the findings. Unit: points 0-100.
    """
    return _keep_sheet(by, at, result, ResultSheet.Source(source), None)


@operation("result.items_told")
def tell_lost_items(*, by: Viewer, at: datetime, sheet: ResultSheet, codes: Iterable[str]) -> None:
    """Say which OIT items scored 0 on a sheet; what a finding already said keeps its finding.

    Raises: Refused for a code that is no item of the sheet's year.
    """
    framework, told = nearest(sheet.fiscal_year), set(codes)
    if strangers := sorted(code for code in told if framework.item(code) is None):
        raise Refused(
            f"ปี {sheet.fiscal_year} ไม่มีข้อ {', '.join(strangers)}",
            f"There is no item {', '.join(strangers)} in {sheet.fiscal_year}.",
        )
    sheet.lost_items.exclude(code__in=told).delete()
    known = set(sheet.lost_items.values_list("code", flat=True))
    LostItem.objects.bulk_create(LostItem(sheet=sheet, code=code) for code in sorted(told - known))
    note(sheet, count=len(told))


def _must_be_open(paper: Paper) -> None:
    """Refuse what only an open paper allows; the row is held until the deed is done."""
    held = Paper.objects.select_for_update().only("state").get(pk=paper.pk)
    if not held.is_open:
        raise Refused(
            "เอกสารนี้ยังอ่านไม่เสร็จ หรือรับเข้าระบบไปแล้ว จึงแก้หรือรับซ้ำไม่ได้",
            "This paper is not read yet, or was accepted before, so it cannot be changed or accepted.",
        )


def _must_be_possible(reading: records.Reading) -> None:
    """Refuse figures no sheet can hold; a misread digit makes such."""
    for result in reading.results:
        points = [*result.tools.values(), *result.indicators.values(), *(each.value for each in result.printed)]
        if result.total is not None:
            points.append(result.total)
        wrong = [f"{each}" for each in points if not 0 <= each <= 100]
        if not FIRST_YEAR <= result.fiscal_year <= LAST_YEAR:
            wrong.append(str(result.fiscal_year))
        if wrong:
            raise Refused(
                f"ผลประเมินปี {result.fiscal_year} มีค่าที่เป็นไปไม่ได้: {', '.join(wrong)} แก้ช่องนั้นก่อนรับเข้าระบบ",
                f"The result of {result.fiscal_year} holds what cannot be: {', '.join(wrong)}; correct it first.",
            )


def _text_at(reading: records.Reading, path: str) -> str:
    field = field_at(cards_of(reading), path)
    return field.text if field else ""


def _keep_findings(paper: Paper, reading: records.Reading) -> list[Finding]:
    rows = [
        Finding(
            paper=paper,
            agency=paper.agency,
            fiscal_year=reading.fiscal_year or paper.fiscal_year,
            position=position,
            tool=each.tool or "",
            part=each.part or "",
            indicator=each.indicator,
            code=each.code or "",
            remark=each.remark,
            recommendation=each.recommendation,
            items=list(each.items),
            missing_elements=list(each.missing_elements),
            doubts=_doubts_of(each, reading),
            where=_place(each.where),
        )
        for position, each in enumerate(reading.findings)
    ]
    return Finding.objects.bulk_create(rows)


def _doubts_of(finding: records.Finding, reading: records.Reading) -> list[dict[str, str]]:
    """What the checks say of the codes in the finding's place."""
    return [
        {"th": f"{each.message} {each.fix}", "en": f"{each.message_en} {each.fix_en}"}
        for each in reading.checks
        if each.code in ("item.other_year", "item.unknown") and each.where == finding.where
    ]


def _keep_sheet(
    by: Viewer, at: datetime, result: records.Result, source: ResultSheet.Source, paper: Paper | None
) -> ResultSheet:
    year = {"agency": by.agency, "fiscal_year": result.fiscal_year}
    earlier = ResultSheet.objects.filter(**year, replaced_at=None).first()
    if earlier:
        earlier.replaced_at = at
        earlier.save(update_fields=["replaced_at"])
    sheet = ResultSheet.objects.create(
        **year,
        source=source,
        paper=paper,
        total=result.total,
        level=result.level or "",
        rank=result.rank,
        recorded_by=by.person,
        recorded_at=at,
    )
    Score.objects.bulk_create(
        Score(sheet=sheet, position=position, cell=each.cell, value=each.value, where=_place(each.where))
        for position, each in enumerate(_prints_of(result))
    )
    if earlier:
        carried = [
            LostItem(sheet=sheet, code=each.code, finding_id=each.finding_id) for each in earlier.lost_items.all()
        ]
        LostItem.objects.bulk_create(carried)
    else:
        _lose_items_of(sheet, Finding.objects.filter(**year))
    return sheet


def _prints_of(result: records.Result) -> list[records.Printed]:
    """Every print of the result, the corrected values first in place of those they correct."""
    values = {**result.tools, **result.indicators}
    if result.total is not None:
        values["total"] = result.total
    prints = [each for each in result.printed if each.cell in values]
    unprinted = [records.Printed(cell, value) for cell, value in values.items() if cell not in {p.cell for p in prints}]
    return [*unprinted, *prints]


def _lose_items_of(sheet: ResultSheet, findings: Iterable[Finding]) -> None:
    """The items that findings of the sheet's year say are not complete."""
    framework = nearest(sheet.fiscal_year)
    said = {
        code: finding
        for finding in findings
        if finding.fiscal_year == sheet.fiscal_year and finding.tool == "OIT"
        for code in _items_named(framework, finding)
    }
    known = set(sheet.lost_items.values_list("code", flat=True))
    LostItem.objects.bulk_create(
        LostItem(sheet=sheet, code=code, finding=finding) for code, finding in said.items() if code not in known
    )


def _items_named(framework: Framework, finding: Finding) -> list[str]:
    return [code for code in (finding.code, *finding.items) if framework.item(code)]


def _place(where: records.Where) -> dict[str, Any]:
    return {name: value for name in records.Where.__slots__ if (value := getattr(where, name)) is not None}
