"""Manual rates: by whom, with a reason, once, never edited."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.fx.enter_rate import enter_rate
from settlements.fx.models import FxRate
from settlements.fx.withdraw_rate import withdraw_rate

RATE = {
    "base": "TWD",
    "quote": "USD",
    "date": date(2026, 10, 30),
    "rate": Decimal("0.0312"),
    "reason": "Central bank of Taiwan, daily table",
}


@pytest.mark.django_db
class TestEnter:
    def test_reason_is_kept_in_the_audit_event(self, fiona):
        enter_rate(by=fiona, **RATE)
        event = AuditEvent.objects.get(event="fx_rate.entered")
        assert (event.actor, event.subject) == (fiona, "TWD/USD 2026-10-30")
        assert event.details == {"rate": "0.0312", "reason": RATE["reason"]}

    def test_a_second_one_of_the_day_is_refused(self, fiona):
        enter_rate(by=fiona, **RATE)
        with pytest.raises(Refused) as refusal:
            enter_rate(by=fiona, **{**RATE, "rate": Decimal("0.0313")})
        assert refusal.value.code == "rate_exists"
        assert FxRate.objects.get().rate == Decimal("0.0312")

    @pytest.mark.parametrize(
        "change, code",
        [
            ({"base": "XYZ"}, "bad_currency"),
            ({"quote": "usd"}, "bad_currency"),
            ({"base": "USD"}, "bad_currency"),
            ({"rate": Decimal(0)}, "bad_rate"),
            ({"rate": Decimal("-1")}, "bad_rate"),
            ({"rate": Decimal("NaN")}, "bad_rate"),
            ({"rate": Decimal("Infinity")}, "bad_rate"),
            ({"rate": Decimal("1e15")}, "bad_rate"),
            ({"rate": Decimal("0.0000000000000001")}, "bad_rate"),
            ({"reason": "  "}, "no_reason"),
        ],
    )
    def test_nonsense_is_refused(self, fiona, change, code):
        with pytest.raises(Refused) as refusal:
            enter_rate(by=fiona, **{**RATE, **change})
        assert refusal.value.code == code
        assert not FxRate.objects.exists()

    def test_a_day_to_come_is_refused(self, fiona):
        with pytest.raises(Refused) as refusal:
            enter_rate(by=fiona, **{**RATE, "date": timezone.now().date() + timedelta(days=2)})
        assert refusal.value.code == "bad_date"

    def test_finance_only(self, april, uma):
        with pytest.raises(PermissionDenied):
            enter_rate(by=april, **RATE)
        with pytest.raises(Http404):
            enter_rate(by=uma, **RATE)


@pytest.mark.django_db
class TestWithdraw:
    def test_stays_on_record_with_who_and_why(self, fiona):
        rate = enter_rate(by=fiona, **RATE)
        withdraw_rate(rate=rate, by=fiona, reason="wrong day")
        rate.refresh_from_db()
        assert rate.withdrawn_by == fiona
        assert AuditEvent.objects.get(event="fx_rate.withdrawn").details["reason"] == "wrong day"
        with pytest.raises(Refused) as refusal:
            withdraw_rate(rate=rate, by=fiona, reason="again")
        assert refusal.value.code == "withdrawn_already"

    def test_not_for_rates_of_the_ecb(self, fiona):
        rate = FxRate.objects.create(base="EUR", quote="USD", date="2026-10-30", rate=1, source="ECB")
        with pytest.raises(Refused) as refusal:
            withdraw_rate(rate=rate, by=fiona, reason="I know better")
        assert refusal.value.code == "not_manual"

    def test_needs_a_reason_and_the_role(self, fiona, april):
        rate = enter_rate(by=fiona, **RATE)
        with pytest.raises(Refused):
            withdraw_rate(rate=rate, by=fiona, reason=" ")
        with pytest.raises(PermissionDenied):
            withdraw_rate(rate=rate, by=april, reason="wrong")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"rate": 2}, {"date": "2026-10-29"}, {"base": "JPY"}, {"reason": "other"}]
)
def test_the_database_refuses_edits(fiona, change):
    rate = enter_rate(by=fiona, **RATE)
    with pytest.raises(DatabaseError), transaction.atomic():
        FxRate.objects.filter(pk=rate.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FxRate.objects.filter(pk=rate.pk).delete()
