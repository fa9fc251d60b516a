"""Which labels are periods of an agreement, and which days they have."""

from datetime import date

import pytest

from portal.audit.models import AuditEvent
from portal.refused import Refused
from tests.factories.agreements import make_agreement
from usage.models import Period
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db


def test_a_period_is_made_once(agreement):
    first = open_period(agreement=agreement, label="2026-10")
    again = open_period(agreement=agreement, label="2026-10")
    assert first == again
    assert (first.from_date, first.to_date, first.state) == (date(2026, 10, 1), date(2026, 11, 1), "open")
    assert AuditEvent.objects.filter(event="period.opened", subject="AGR-2026-0001 2026-10").count() == 1


def test_a_period_is_clipped_to_the_term(hosta):
    agreement = make_agreement(hosta, starts="2026-03-10", ends="2026-08-20")
    first = open_period(agreement=agreement, label="2026-03")
    last = open_period(agreement=agreement, label="2026-08")
    assert (first.from_date, first.to_date) == (date(2026, 3, 10), date(2026, 4, 1))
    assert (last.from_date, last.to_date) == (date(2026, 8, 1), date(2026, 8, 20))


@pytest.mark.parametrize(
    "label",
    ["2025-12", "2026-13", "2026-Q4", "26-10", "", "2026-10 ", "٢٠٢٦-١٠", "0000-01", "9999-12", "x" * 90],
)
def test_other_labels_are_refused_with_a_sentence(agreement, label):
    with pytest.raises(Refused) as refusal:
        open_period(agreement=agreement, label=label)
    assert refusal.value.code == "bad_period"
    assert refusal.value.sentence.endswith(".")
    assert not Period.objects.exists()


def test_quarters_are_for_agreements_settled_by_quarter(hosta):
    agreement = make_agreement(hosta, period_length="quarter")
    assert open_period(agreement=agreement, label="2026-Q4").from_date == date(2026, 10, 1)
    with pytest.raises(Refused, match="2026-Q4"):
        open_period(agreement=agreement, label="2026-10")
