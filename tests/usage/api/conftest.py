"""Programs of Host A's and the rival's people."""

import pytest

from agreements.models import Agreement
from tests.factories.agreements import make_agreement
from tests.factories.api import Program, secret_of
from tests.factories.usage import checked_report
from tests.scenes import scene
from usage.models import Report


@scene
def agreement(hosta) -> Agreement:
    """Host A reports its own usage, month by month."""
    return make_agreement(hosta, reporter="partner", title="Hosting in Europe")


@scene
def report(agreement, uma) -> Report:
    """A checked file of three rows, two of them with problems."""
    rows = [{}, {"market": "XX", "model": "=cmd|' /C calc'!A0"}, {"usage_date": "31.10.2026"}]
    return checked_report(agreement, "2026-10", rows, by=uma, name="october.csv")


@pytest.fixture
def program(agreement, uma) -> Program:
    """Comes with Uma's token."""
    return Program(secret_of(uma))
