"""The result page of one agency beside many others: its questions to the database and its time."""

from __future__ import annotations

import os
import statistics
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import django

YEAR = 2566
NOW = datetime(2023, 9, 1, tzinfo=UTC)
RUNS = 15


def result_page(agencies: int) -> tuple[int, float]:
    """The number of questions and the median time of the page. Unit: seconds."""
    _set_up()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    person, slug = _fill(agencies)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/desk/{slug}/{YEAR}/result/"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked), statistics.median(_seconds(client, address) for _ in range(RUNS))


def _seconds(client: Any, address: str) -> float:
    start = time.perf_counter()
    client.get(address)
    return time.perf_counter() - start


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.site.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _fill(agencies: int) -> tuple[Any, str]:
    """Bring the database to so many agencies, each with the results of two years, and a clerk for the first."""
    from prongsai.base.models import Agency, Membership, Person

    have = Agency.objects.count()
    made = [_agency(number) for number in range(have, agencies)]
    person, _ = Person.objects.get_or_create(email="clerk@bench.example", defaults={"name": "clerk", "created_at": NOW})
    Agency.objects.bulk_create(made)
    first = Agency.objects.get(slug="bench-0")
    Membership.objects.get_or_create(person=person, agency=first, defaults={"role": "clerk", "started_at": NOW})
    _results(made, person)
    return person, first.slug


def _agency(number: int) -> Any:
    from prongsai.base.models import Agency

    return Agency(
        slug=f"bench-{number}",
        name=f"เทศบาลตำบลตัวอย่าง {number}",
        kind="subdistrict-municipality",
        district="เมือง",
        province="ขอนแก่น",
        created_at=NOW,
    )


def _results(agencies: list[Any], person: Any) -> None:
    from prongsai.apps.assessment.models import ResultSheet, Score

    sheets = ResultSheet.objects.bulk_create(
        ResultSheet(
            agency=agency,
            fiscal_year=year,
            source="typed",
            total=Decimal("92.50"),
            level="",
            recorded_by=person,
            recorded_at=NOW,
        )
        for agency in agencies
        for year in (YEAR - 1, YEAR)
    )
    cells = {"total": "92.50", "IIT": "90.00", "EIT": "88.33", "OIT": "97.50"}
    cells |= {str(number): "90.00" for number in range(1, 9)} | {"9": "95.00", "10": "100.00"}
    Score.objects.bulk_create(
        (
            Score(sheet=sheet, position=position, cell=cell, value=Decimal(value))
            for sheet in sheets
            for position, (cell, value) in enumerate(cells.items())
        ),
        batch_size=5_000,
    )
