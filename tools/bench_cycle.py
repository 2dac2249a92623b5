"""The pages of the improvement cycle for an agency with ten years behind it: 300 measures, 3,000 steps, 5,000 pieces of
evidence, every step reported in two rounds."""

from __future__ import annotations

import os
import statistics
import time
from datetime import UTC, date, datetime
from typing import Any

import django

YEARS = range(2560, 2570)
SHOWN = 2566
MEASURES, STEPS, EVIDENCE = 30, 10, 500
"""A year."""
NOW = datetime(2023, 2, 1, tzinfo=UTC)
PAGES = ("today", "plan", "inbox", "work", "rounds", "evidence", "activities", "calendar")
RUNS = 9


def pages() -> dict[str, tuple[int, float]]:
    """Each page of the clerk. Shape: page to questions and median time. Unit: seconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.site.settings")
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    person, slug = _fill()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {page: _measured(client, f"/desk/{slug}/{SHOWN}/{page}/") for page in PAGES}


def _measured(client: Any, address: str) -> tuple[int, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked), statistics.median(_seconds(client, address) for _ in range(RUNS))


def _seconds(client: Any, address: str) -> float:
    start = time.perf_counter()
    client.get(address)
    return time.perf_counter() - start


def _fill() -> tuple[Any, str]:
    from prongsai.base.models import Agency, Membership, Person, Unit

    agency = Agency.objects.create(
        slug="ten-years", name="เทศบาลตำบลสิบปี", kind="other", district="เมือง", province="ขอนแก่น", created_at=NOW
    )
    person = Person.objects.create(email="ten@bench.example", name="clerk", created_at=NOW)
    Membership.objects.create(person=person, agency=agency, role="clerk", started_at=NOW)
    units = [Unit.objects.create(agency=agency, name=f"กอง {number}", position=number) for number in range(1, 6)]
    for year in YEARS:
        _year(agency, person, units, year)
    return person, agency.slug


def _year(agency: Any, person: Any, units: list[Any], year: int) -> None:
    from prongsai.apps.improvement.models import Plan

    plan = Plan.objects.create(
        agency=agency, fiscal_year=year, result_year=year, state="issued", created_by=person, created_at=NOW
    )
    _result(agency, person, year)
    steps = _steps(agency, plan, units, year)
    _rounds(agency, person, plan, steps, year)
    _evidence(agency, person, steps, year)


def _result(agency: Any, person: Any, year: int) -> None:
    from prongsai.apps.assessment.models import LostItem, ResultSheet, Score

    sheet = ResultSheet.objects.create(
        agency=agency, fiscal_year=year, source="typed", total="82.00", recorded_by=person, recorded_at=NOW
    )
    cells = {str(number): "82.00" for number in range(1, 11)}
    Score.objects.bulk_create(
        Score(sheet=sheet, position=place, cell=cell, value=value) for place, (cell, value) in enumerate(cells.items())
    )
    LostItem.objects.bulk_create(LostItem(sheet=sheet, code=f"o{number}") for number in range(1, 13))


def _steps(agency: Any, plan: Any, units: list[Any], year: int) -> list[Any]:
    from prongsai.apps.improvement.models import Answer, Measure, Ownership, Step

    months = {"starts_on": date(year - 544, 10, 1), "ends_on": date(year - 543, 4, 1)}
    measures = Measure.objects.bulk_create(
        Measure(
            agency=agency,
            plan=plan,
            position=number,
            number=str(number),
            tool="OIT",
            indicator=number % 10 + 1,
            codes=[f"o{number % 12 + 1}"],
            title=f"มาตรการเปิดเผยข้อมูลให้ครบถ้วน เรื่องที่ {number}",
            monitoring="รายงานผู้บริหารทุกไตรมาส",
            created_at=NOW,
            **months,
        )
        for number in range(1, MEASURES + 1)
    )
    steps = Step.objects.bulk_create(
        Step(
            agency=agency,
            measure=measure,
            position=number,
            number=str(number),
            text=f"จัดทำและเผยแพร่ข้อมูลส่วนที่ {number}",
            status="done" if number % 2 else "in_progress",
            percent=100 if number % 2 else 40,
            created_at=NOW,
            **months,
        )
        for measure in measures
        for number in range(1, STEPS + 1)
    )
    owners = [
        *(
            Ownership(measure=each, unit=units[each.position % 5], name=units[each.position % 5].name)
            for each in measures
        ),
        *(Ownership(step=each, unit=units[each.position % 5], name=units[each.position % 5].name) for each in steps),
    ]
    Ownership.objects.bulk_create(owners)
    Answer.objects.bulk_create(Answer(measure=each, subject=f"item-{each.codes[0]}") for each in measures)
    return steps


def _rounds(agency: Any, person: Any, plan: Any, steps: list[Any], year: int) -> None:
    from prongsai.apps.improvement.models import Report, Round

    for months, ends_on in ((6, date(year - 543, 4, 1)), (12, date(year - 543, 10, 1))):
        found = Round.objects.create(
            agency=agency,
            plan=plan,
            months=months,
            starts_on=date(year - 544, 10, 1),
            ends_on=ends_on,
            due_on=ends_on,
            opened_by=person,
            opened_at=NOW,
        )
        Report.objects.bulk_create(
            Report(
                agency=agency,
                round=found,
                measure_id=step.measure_id,
                step=step,
                state="accepted",
                status=step.status,
                percent=step.percent,
                result="ดำเนินการแล้วเสร็จ" if step.status == "done" else "อยู่ระหว่างดำเนินการ",
                reported_by=person,
                reported_at=NOW,
                decided_by=person,
                decided_at=NOW,
            )
            for step in steps
        )


def _evidence(agency: Any, person: Any, steps: list[Any], year: int) -> None:
    from prongsai.apps.improvement.models import Evidence, Proof

    pieces = Evidence.objects.bulk_create(
        Evidence(
            agency=agency,
            fiscal_year=year,
            kind="link",
            title=f"ประกาศบนเว็บไซต์ {number}",
            url=f"https://agency.example/{year}/{number}",
            dated_on=date(year - 543, 1, 15),
            added_by=person,
            added_at=NOW,
        )
        for number in range(EVIDENCE)
    )
    Proof.objects.bulk_create(
        Proof(
            evidence=piece,
            step=steps[place % len(steps)],
            state="accepted",
            by=person,
            at=NOW,
            decided_by=person,
            decided_at=NOW,
        )
        for place, piece in enumerate(pieces)
    )
