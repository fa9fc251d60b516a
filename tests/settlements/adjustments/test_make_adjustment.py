"""An adjustment waits for the next statement, once."""

from decimal import Decimal

import pytest

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.adjustments.waiting import waiting
from tests.factories.agreements import make_agreement
from tests.scenes import scene

DSP = "DSP-2026-0001"


def made(agreement, by, amount: str, **members) -> Adjustment:
    told = {
        "kind": Adjustment.Kind.DISPUTE,
        "reference": DSP,
        "statement": "STM-2026-000001",
        "line_key": "a line",
        "clause": "4.1",
        "currency": agreement.settlement_currency,
        "reason": "Agreed",
        **members,
    }
    return make_adjustment(agreement=agreement, amount=Decimal(amount), by=by, **told)


@scene
def hosted(hosta):
    return make_agreement(hosta)


@pytest.mark.django_db
class TestMakeAdjustment:
    def test_it_waits(self, hosted, rival, fiona):
        adjustment = made(hosted, fiona, "-12.50")
        assert list(waiting(hosted)) == [adjustment]
        assert list(waiting(make_agreement(rival))) == []
        [event] = AuditEvent.objects.filter(event="adjustment.made", partner=hosted.partner)
        assert event.details["amount"] == "-12.50"

    def test_twice_is_once(self, hosted, fiona):
        assert made(hosted, fiona, "-12.50") == made(hosted, fiona, "-12.5")
        assert AuditEvent.objects.filter(event="adjustment.made").count() == 1
        with pytest.raises(RuntimeError):
            made(hosted, fiona, "-12")

    @pytest.mark.parametrize("amount", ["0", "0.001", "NaN", "1" * 40 + ".005"])
    def test_only_amounts_of_the_currency(self, hosted, fiona, amount):
        with pytest.raises(Refused) as refusal:
            made(hosted, fiona, amount)
        assert refusal.value.code == "bad_amount"

    def test_another_currency_is_an_error(self, hosted, fiona):
        with pytest.raises(RuntimeError):
            made(hosted, fiona, "1", currency="EUR")
