"""FORMULA section 2: which exchange rates a settlement is given."""

from datetime import date
from decimal import Decimal

import pytest

from settlements.fx.enter_rate import enter_rate
from settlements.fx.models import FxRate
from settlements.fx.rates_for import rates_for
from settlements.fx.withdraw_rate import withdraw_rate

OCTOBER = {"from_date": date(2026, 10, 1), "to_date": date(2026, 11, 1)}


def ecb(day: str, **quotes: str) -> None:
    for quote, rate in quotes.items():
        FxRate.objects.create(base="EUR", quote=quote, date=day, rate=Decimal(rate), source="ECB")


def rates(settlement_currency: str, *currencies: str) -> dict:
    found = rates_for(settlement_currency=settlement_currency, currencies=currencies, **OCTOBER)
    return {(each["currency"], each["date"]): (each["rate"], each["source"]) for each in found}


@pytest.mark.django_db
class TestCrossRates:
    def test_settlement_per_euro_over_foreign_per_euro(self):
        """1.1172 ÷ 175.68 = 0.00635928961748633879…: 15 decimals."""
        ecb("2026-10-30", USD="1.1172", JPY="175.68")
        assert rates("USD", "JPY") == {("JPY", "2026-10-30"): ("0.006359289617486", "ECB")}

    def test_the_euro_is_one(self):
        ecb("2026-10-30", USD="1.1172")
        assert rates("USD", "EUR") == {("EUR", "2026-10-30"): ("1.1172", "ECB")}
        # 1 ÷ 1.1172 = 0.89509488005728607…
        assert rates("EUR", "USD") == {("USD", "2026-10-30"): ("0.895094880057286", "ECB")}

    def test_half_goes_to_the_even_digit(self):
        """1 ÷ 64 000 000 000 000 = 0.000 000 000 000 015 625, and 1 ÷ 400 000 000 000 000 ends on a half."""
        ecb("2026-10-30", AAA="400000000000000", BBB="133333333333333.333333333333333")
        assert rates("EUR", "AAA") == {("AAA", "2026-10-30"): ("0.000000000000002", "ECB")}
        assert rates("EUR", "BBB") == {("BBB", "2026-10-30"): ("0.000000000000008", "ECB")}

    def test_both_rates_are_of_one_day(self):
        ecb("2026-10-29", USD="1.1130")
        ecb("2026-10-30", JPY="175.68")
        assert rates("USD", "JPY") == {}

    def test_a_currency_to_itself_needs_none(self):
        ecb("2026-10-30", USD="1.1172")
        assert rates("USD", "USD") == {}


@pytest.mark.django_db
class TestDays:
    def test_from_seven_days_before_the_period_to_its_last_day(self):
        for day in ("2026-09-23", "2026-09-24", "2026-10-15", "2026-10-31", "2026-11-01"):
            ecb(day, USD="1.1")
        assert [day for _, day in rates("USD", "EUR")] == ["2026-09-24", "2026-10-15", "2026-10-31"]

    def test_only_currencies_in_use_in_order(self):
        ecb("2026-10-30", USD="1.1172", JPY="175.68", GBP="0.8338", CHF="0.9194")
        found = rates_for(settlement_currency="USD", currencies=["JPY", "GBP", "JPY", "EUR"], **OCTOBER)
        assert [each["currency"] for each in found] == ["EUR", "GBP", "JPY"]

    def test_two_queries_at_most(self, django_assert_max_num_queries):
        for day in range(1, 31):
            ecb(f"2026-10-{day:02}", USD="1.1172", JPY="175.68", GBP="0.8338")
        with django_assert_max_num_queries(2):
            assert len(rates("USD", "JPY", "GBP", "EUR")) == 90


@pytest.mark.django_db
class TestManualRates:
    def enter(self, by, base="JPY", quote="USD", day=date(2026, 10, 30), rate="0.0066"):
        return enter_rate(
            by=by, base=base, quote=quote, date=day, rate=Decimal(rate), reason="Treasury, mail 12"
        )

    def test_goes_before_the_ecb_on_its_day_only(self, fiona):
        ecb("2026-10-29", USD="1.1130", JPY="175.92")
        ecb("2026-10-30", USD="1.1172", JPY="175.68")
        self.enter(fiona)
        assert rates("USD", "JPY") == {
            ("JPY", "2026-10-29"): ("0.006326739427012", "ECB"),
            ("JPY", "2026-10-30"): ("0.0066", "manual"),
        }

    def test_serves_its_own_pair_only(self, fiona):
        self.enter(fiona, base="TWD", quote="EUR")
        self.enter(fiona, base="USD", quote="TWD", rate="31.2")
        assert rates("USD", "TWD") == {}
        assert rates("EUR", "TWD") == {("TWD", "2026-10-30"): ("0.0066", "manual")}

    def test_a_withdrawn_one_no_longer_counts(self, fiona):
        ecb("2026-10-30", USD="1.1172", JPY="175.68")
        withdraw_rate(rate=self.enter(fiona), by=fiona, reason="typed a digit too few")
        assert rates("USD", "JPY") == {("JPY", "2026-10-30"): ("0.006359289617486", "ECB")}
        self.enter(fiona, rate="0.0064")
        assert rates("USD", "JPY") == {("JPY", "2026-10-30"): ("0.0064", "manual")}
