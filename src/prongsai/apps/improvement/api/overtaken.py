"""What a program is told when somebody saved a record meanwhile: how it stands now, so that it can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse, JsonResponse

from prongsai.apps.improvement.api.access import ApiRequest
from prongsai.apps.improvement.api.shapes import (
    MeasureShown,
    ReportShown,
    StepShown,
    measure_shown,
    report_shown,
    step_shown,
)
from prongsai.apps.improvement.operations.history import Overtaken
from prongsai.apps.improvement.queries.listed import listed_measure, listed_report, listed_step

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Measure, Report, Step


def overtaken(request: HttpRequest, problem: Overtaken) -> HttpResponse:
    """A conflict: both sentences, and the record as it is saved now."""
    record = _shown(cast(ApiRequest, request), problem).model_dump(mode="json")
    answer = {"th": problem.th, "en": problem.en, "record": record}
    return JsonResponse(answer, status=409, json_dumps_params={"ensure_ascii": False})


def _shown(request: ApiRequest, problem: Overtaken) -> MeasureShown | StepShown | ReportShown:
    viewer, year = request.auth.viewer, int(request.resolver_match.kwargs["year"]) if request.resolver_match else 0
    kind, record = problem.record._meta.model_name, problem.record
    if kind == "report":
        return report_shown(listed_report(viewer, cast("Report", record).round, record.pk))
    if kind == "step":
        return step_shown(listed_step(viewer, year, cast("Step", record).pk))
    return measure_shown(listed_measure(viewer, year, cast("Measure", record).pk))
