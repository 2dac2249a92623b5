"""schemathesis against the real WSGI application, a filled year behind it: no 500, every answer as described."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation

from apps.improvement.api.made_api import a_filled_year, a_token
from cast import YEAR, Cast
from prongsai.site.api import HERE, api
from prongsai.site.wsgi import application

# What is well formed may still be refused by the rules (work done without a result): 422 says so, as the API describes.
ACCEPTED = ["2xx", "401", "403", "404", "409", "422"]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        "generation": {"with-security-parameters": False},  # the token is ours; `ignored_auth` asks without it
    }
)
schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix=HERE), config=CONFIG)


def whole(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
    """The application, what it opened closed behind each answer, as every WSGI server does."""
    with closing(application(environ, start)) as answer:
        return iter([b"".join(answer)])


schema.app = whole


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection that will take the test back: a server lets go of it around each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def named(cast: Cast) -> Mapping[str, Any]:
    """What the paths name, there; and a token that opens all of them."""
    here = {"agency": cast.agency.slug, "year": YEAR, **a_filled_year(cast)}
    return {**here, "token": a_token(cast, "clerk")}


OPERATIONS = [each.ok() for each in schema.get_all_operations()]


# Not schema.parametrize(): with pytest 9.2 all its tests have one id, and pytest-xdist runs one test of an id.
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_answers_are_as_described(operation: APIOperation[Any, Any, Any, Any], named: Mapping[str, Any]) -> None:
    """Each example meets the year as it was filled. Where its path is well formed, what it names is there."""

    @given(st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    @settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)
    def answered(case: Case[Any]) -> None:
        assume(not is_lost_on_the_way(case))
        if case.meta and not case.meta.is_negative_at(ParameterLocation.PATH):
            case.path_parameters = {name: named[name] for name in case.path_parameters}
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {named['token']}"})
            transaction.set_rollback(True)

    answered()


def is_lost_on_the_way(case: Case[Any]) -> bool:
    """Whether it is a form with an empty field: Werkzeug sends these in a way that forms are not read in."""
    fields = case.body.values() if case.media_type == "multipart/form-data" and isinstance(case.body, dict) else ()
    return any("" in (each if isinstance(each, list) else [each]) for each in fields)
