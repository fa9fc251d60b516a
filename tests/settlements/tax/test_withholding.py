"""Tax by the partner's profile: which rate, from when, and what becomes of it in a settlement.

Host A earns 20 % of 1000.00 in September: 200.00.

without a profile   as the terms say: nothing               → 200.00
15 % (no treaty)    200.00 × 15 % = 30.00                    → 170.00
5 % by treaty       200.00 ×  5 % = 10.00                    → 190.00
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from settlements.runs.models import SettlementWarning
from settlements.statements.models import Statement
from settlements.tax.confirm_rate import confirm_rate, withdraw_rate
from settlements.tax.models import WithholdingRate
from settlements.tax.propose_rate import propose_rate
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.payouts.steps import code_of, discrepancies
from tests.settlements.runs.steps import (
    approve,
    issued_run,
    requested_run,
    settled_run,
    settlement_of,
    warnings_of,
)

SEPTEMBER, Q3 = "2026-09", "2026-Q3"
LAW, TREATY = "§ 50a EStG", "Article 12"

pytestmark = pytest.mark.django_db


def rate(
    partner, by, *, confirmed_by=None, from_date=date(2026, 1, 1), default="0.15", country="DE", **treaty
):
    treaty = {name: Decimal(value) if name == "treaty_rate" else value for name, value in treaty.items()}
    row = propose_rate(
        partner=partner,
        from_date=from_date,
        country=country,
        default_rate=Decimal(default),
        source=TREATY if treaty else LAW,
        by=by,
        **treaty,
    )
    return confirm_rate(row=row, by=confirmed_by) if confirmed_by else row


def treaty(partner, by, confirmed_by, until: date):
    return rate(partner, by, confirmed_by=confirmed_by, treaty_rate="0.05", treaty_until_date=until)


def figures(statement: Statement) -> tuple[str, str]:
    ladder = statement.result_document["ladder"]
    return ladder["withholding"], ladder["due_now"]


@scene
def agreement(hosta):
    return make_agreement(hosta, reporter="partner", starts="2026-09-01")


@scene
def reported(agreement):
    submitted_report(agreement, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "1000"}])
    return agreement


def issued(agreement, fiona, april, label=SEPTEMBER) -> Statement:
    issued_run(label, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement, period__label=label)


class TestWhichRate:
    def test_until_it_is_confirmed_the_input_is_as_it_was(self, reported, hosta, fiona, april):
        run = requested_run(SEPTEMBER, fiona, reported)
        assert settlement_of(run, reported).input_document["terms"][0]["withholding_rate"] == "0"
        rate(hosta, fiona)
        assert approve(run, april).state == "approved"

    def test_the_law_s(self, reported, hosta, fiona, april):
        rate(hosta, fiona, confirmed_by=april)
        statement = issued(reported, fiona, april)
        assert figures(statement) == ("-30.00", "170.00")
        assert statement.input_document["terms"][0]["withholding_rate"] == "0.15"
        assert discrepancies() == []

    def test_by_treaty_up_to_the_certificate_s_last_day(self, reported, hosta, fiona, april):
        treaty(hosta, fiona, april, date(2026, 9, 30))
        assert figures(issued(reported, fiona, april)) == ("-10.00", "190.00")

    def test_a_certificate_that_ended_is_warned_of(self, reported, hosta, fiona, april):
        treaty(hosta, fiona, april, date(2026, 9, 29))
        run = settled_run(SEPTEMBER, fiona, reported)
        assert dict(warnings_of(run).values_list("kind", "details")) == {
            "expired_certificate": {"until": "2026-09-29", "rate": "0.15"}
        }
        assert settlement_of(run, reported).result_document["ladder"]["withholding"] == "-30.00"

    def test_a_quarter_takes_the_rate_of_its_last_day(self, hosta, fiona, april):
        """The certificate ends in the middle of it."""
        quarterly = make_agreement(
            hosta, reporter="partner", starts="2026-07-01", period_length="quarter", title="Quarterly"
        )
        treaty(hosta, fiona, april, date(2026, 8, 15))
        submitted_report(quarterly, Q3, [{"usage_date": "2026-07-05", "gross_revenue": "1000"}])
        assert figures(issued(quarterly, fiona, april, Q3)) == ("-30.00", "170.00")

    def test_from_its_day_on_the_newer_one(self, reported, hosta, fiona, april):
        rate(hosta, fiona, confirmed_by=april)
        rate(hosta, fiona, confirmed_by=april, from_date=date(2026, 9, 30), default="0.1")
        rate(hosta, fiona, confirmed_by=april, from_date=date(2026, 10, 1), default="0.3")
        assert figures(issued(reported, fiona, april)) == ("-20.00", "180.00")

    def test_none_at_all_takes_the_place_of_what_the_terms_say(self, hosta, fiona, april):
        terms = make_terms("2026-09-01", share("0.20"), withholding_rate="0.25")
        taxed = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms], title="Taxed")
        rate(hosta, fiona, confirmed_by=april, default="0")
        submitted_report(taxed, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "1000"}])
        assert figures(issued(taxed, fiona, april))[1] == "200.00"

    def test_what_a_partner_owes_is_never_taxed(self, hosta, fiona, april):
        """Nor is anybody warned of its certificate."""
        owing = make_agreement(
            hosta, collected_by="partner", reporter="partner", starts="2026-09-01", title="Own customers"
        )
        treaty(hosta, fiona, april, date(2026, 9, 29))
        submitted_report(owing, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "1000"}])
        statement = issued(owing, fiona, april)
        assert (statement.due_now, SettlementWarning.objects.count()) == (200, 0)


class TestTwoPeople:
    def test_who_entered_it_does_not_confirm_it(self, hosta, fiona, april, boris):
        row = rate(hosta, boris)
        assert code_of(confirm_rate, row=row, by=boris) == "own_work"
        with pytest.raises(DatabaseError), transaction.atomic():
            WithholdingRate.objects.filter(pk=row.pk).update(state="confirmed", decided_by=boris)
        confirm_rate(row=row, by=april)
        assert code_of(withdraw_rate, row=row, by=april) == "decided"
        with pytest.raises(DatabaseError), transaction.atomic():
            WithholdingRate.objects.filter(pk=row.pk).update(default_rate=0)

    def test_one_waits_at_a_time(self, hosta, fiona, april):
        row = rate(hosta, fiona)
        assert code_of(rate, hosta, fiona) == "waits_already"
        withdraw_rate(row=row, by=april)
        assert rate(hosta, fiona).state == "proposed"

    def test_approvers_enter_none(self, hosta, april):
        with pytest.raises(PermissionDenied):
            rate(hosta, april)

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"default": "1.01"}, "bad_rate"),
            ({"default": "NaN"}, "bad_rate"),
            ({"treaty_rate": "0.05"}, "no_certificate"),
            ({"treaty_until_date": date(2027, 1, 1)}, "no_certificate"),
        ],
    )
    def test_rates_that_are_none(self, hosta, fiona, facts, code):
        assert code_of(rate, hosta, fiona, **facts) == code
