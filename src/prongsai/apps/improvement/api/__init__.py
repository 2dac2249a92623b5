"""What programs see and do: the resources of a year, and what they are told when something cannot be done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from prongsai.apps.improvement.api import evidence, measures, plan, problems, reports, rounds, steps
from prongsai.apps.improvement.api.overtaken import overtaken
from prongsai.apps.improvement.operations.history import Overtaken

PARTS = (plan.router, measures.router, steps.router, rounds.router, reports.router, evidence.router)

HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    **problems.HANDLERS,
    Overtaken: overtaken,
}

router = Router()
for part in PARTS:
    router.add_router("", part)
