"""The API does what its schema says: requests made up from it, against the live application."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from portal.config.wsgi import application
from tests.factories.api import secret_of

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
    unsupported_method,
]
# The real rows, so that not every made-up request ends at “nothing here”.
KNOWN = ("report_id", "agreement", "period")


def operations(schema) -> dict:
    return {each.ok().label: each.ok() for each in schema.get_all_operations()}


@pytest.fixture
def schema(settings):
    """Fetched from the application, which keeps the test's own connection, as Django's test client does."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_address_does_what_the_schema_says(schema, report, uma):
    headers = {"Authorization": f"Bearer {secret_of(uma)}"}
    known = {"report_id": report.pk, "agreement": report.agreement.number, "period": "2026-09"}
    found = operations(schema)
    assert len(found) == 15
    for operation in found.values():
        ask(operation, headers, {})
        if any(f"{{{name}}}" in operation.path for name in KNOWN):
            ask(operation, headers, known)


def ask(operation, headers: dict[str, str], known: dict) -> None:
    """Five requests made up for the operation; `known` are parts of its address that exist."""

    @settings(
        max_examples=5,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def one(case) -> None:
        case.path_parameters = {
            **(case.path_parameters or {}),
            **{name: value for name, value in known.items() if f"{{{name}}}" in operation.path},
        }
        case.call_and_validate(headers=headers, checks=CHECKS)

    one()
