import pytest

from agreements.models import Agreement
from tests.factories.agreements import make_agreement
from usage.models import Period
from usage.periods.open_period import open_period


@pytest.fixture
def monthly(hosta) -> Agreement:
    """From April, month by month, Host A reports."""
    return make_agreement(hosta, reporter="partner", starts="2026-04-01")


@pytest.fixture
def from_june(hosta) -> Agreement:
    """Month by month; its June counts as settled."""
    agreement = make_agreement(hosta, reporter="partner", starts="2026-06-15")
    june = open_period(agreement=agreement, label="2026-06")
    Period.objects.filter(pk=june.pk).update(state=Period.State.SETTLED)
    return agreement
