"""A declaration of no usage, as somebody gives it."""

from tests.factories.usage import ATTESTATION
from usage.declare_period import declare_period
from usage.models import Period


def declare_none(period: Period, by, reporter: str = "partner"):
    return declare_period(period=period, reporter=reporter, kind="nil", by=by, attestation=ATTESTATION)
