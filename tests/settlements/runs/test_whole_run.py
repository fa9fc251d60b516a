"""A month over several agreements, in both directions, against sums computed here with fractions."""

from fractions import Fraction

import pytest

from portal.audit.models import AuditEvent
from portal.money.rounding import round_fraction
from settlements.engine import canonical_json
from settlements.runs.models import SettlementRun
from settlements.runs.resettle import resettle
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import blockers_of, ecb, issued_run, settle_all, settled_run, settlement_of
from usage.models import Period

SEPTEMBER = "2026-09"


def row(gross: str, currency: str, day: str = "2026-09-05", deductions: str = "0", **members) -> dict:
    return {
        "usage_date": day,
        "gross_revenue": gross,
        "currency": currency,
        "deductions": deductions,
        "source_ref": f"{day}{gross}{currency}{members}",
        **members,
    }


HOSTED = [
    row("1000.10", "USD"),
    row("0.333333333333", "USD", deductions="0.1"),
    row("500", "EUR", market="ID"),
    row("100000", "JPY", market="JP", application="content_creation"),
]
REMITTED = [row("700.55", "EUR", "2026-09-01"), row("899.45", "EUR", "2026-09-30"), row("60", "GBP")]
RATES = {"USD": "1.1734", "JPY": "173.79", "GBP": "0.8712"}


def cents(value: Fraction) -> Fraction:
    return Fraction(round_fraction(value * 100), 100)


def per_foreign(settlement: str, foreign: str) -> Fraction:
    """ECB's cross rate, half-even to 15 decimals."""
    rates = {"EUR": Fraction(1), **{name: Fraction(rate) for name, rate in RATES.items()}}
    return Fraction(round_fraction(rates[settlement] / rates[foreign] * 10**15), 10**15)


def base(rows: list[dict], settlement: str) -> Fraction:
    return sum(
        (Fraction(each["gross_revenue"]) - Fraction(each["deductions"]))
        * (1 if each["currency"] == settlement else per_foreign(settlement, each["currency"]))
        for each in rows
    )


@scene
def september(hosted, remitted):
    """Rates of the 29th: the month's last day has none, so the day before serves."""
    ecb("2026-09-29", **RATES)
    submitted_report(hosted, SEPTEMBER, HOSTED)
    submitted_report(remitted, SEPTEMBER, REMITTED)


@pytest.mark.django_db
class TestWholeRun:
    def test_sums_in_both_directions(self, september, hosted, remitted, fiona, april):
        run = issued_run(SEPTEMBER, fiona, april)
        assert run.state == SettlementRun.State.ISSUED
        assert not blockers_of(run).exists()

        payable = Statement.objects.get(agreement=hosted)
        assert payable.direction == "payable"
        assert Fraction(payable.earned) == cents(base(HOSTED, "USD") * Fraction("0.20"))
        assert Fraction(payable.due_now) == Fraction(payable.earned)

        receivable = Statement.objects.get(agreement=remitted)
        assert receivable.direction == "receivable"
        total = base(REMITTED, "EUR")
        assert total > 1000, "the second tier should be reached"
        owed = 1000 * Fraction("0.15") + (total - 1000) * Fraction("0.10")
        assert Fraction(receivable.due_now) == cents(owed)
        assert Fraction(receivable.result_document["counters"]["default"]["base"]) == total

    def test_numbers_follow_the_agreements(self, september, hosted, remitted, fiona, april):
        issued_run(SEPTEMBER, fiona, april)
        ordered = Statement.objects.order_by("number").values_list("agreement__number", flat=True)
        assert list(ordered) == sorted([hosted.number, remitted.number])

    def test_who_did_what_is_kept(self, september, hosted, fiona, april):
        run = issued_run(SEPTEMBER, fiona, april)
        assert (run.opened_by, run.requested_by, run.approved_by) == (fiona, fiona, april)
        events = AuditEvent.objects.filter(subject=f"run {run.pk}", partner=None).order_by("position")
        assert [event.event for event in events] == [
            "run.opened",
            "run.settled",
            "warnings.acknowledged",
            "run.approval_requested",
            "run.approved",
            "run.issued",
        ]
        assert events[3].details["fingerprint"] == run.fingerprint
        own = AuditEvent.objects.filter(partner=hosted.partner).values_list("event", flat=True)
        assert {"period.closed", "statement.issued"} <= set(own)
        assert set(Period.objects.values_list("state", flat=True)) == {"settled"}

    def test_the_statement_keeps_what_it_was_computed_from(self, september, hosted, fiona, april):
        run = issued_run(SEPTEMBER, fiona, april)
        statement, settlement = Statement.objects.get(agreement=hosted), settlement_of(run, hosted)
        assert statement.input_document == settlement.input_document
        assert statement.result_document == settlement.result_document
        assert list(statement.reports.all()) == list(settlement.reports.all())

    def test_the_next_month_opens_with_what_this_one_left(self, september, remitted, hosted, fiona, april):
        issued_run(SEPTEMBER, fiona, april)
        before = base(REMITTED, "EUR")
        october = [row("300", "EUR", "2026-10-02")]
        submitted_report(remitted, "2026-10", october)
        submitted_report(hosted, "2026-10", [row("0.01", "USD", "2026-10-02")])
        issued_run("2026-10", fiona, april)
        # The year's counter goes on in its second tier; 30.00 stays under the threshold of 50.
        statement = Statement.objects.get(agreement=remitted, period__label="2026-10")
        assert Fraction(statement.input_document["counters"]["default"]["base"]) == before
        assert (statement.due_now, statement.carried_forward) == (0, 30)
        assert Statement.objects.get(agreement=hosted, period__label="2026-10").due_now == 0

    def test_what_was_carried_forward_is_paid_later(self, hosta, fiona, april):
        terms = [make_terms("2026-09-01", payout_threshold="100")]
        agreement = make_agreement(hosta, starts="2026-09-01", terms=terms, reporter="partner")
        submitted_report(agreement, SEPTEMBER, [row("400", "USD")])
        issued_run(SEPTEMBER, fiona, april)
        submitted_report(agreement, "2026-10", [row("100.05", "USD", "2026-10-02")])
        issued_run("2026-10", fiona, april)
        first, second = Statement.objects.order_by("number")
        assert (str(first.due_now), str(first.carried_forward)) == ("0.0000", "80.0000")
        ladder = second.result_document["ladder"]
        assert (ladder["earned"], ladder["opening_balance"], ladder["due_now"]) == (
            "20.01",
            "80.00",
            "100.01",
        )


@pytest.mark.django_db
def test_settled_twice_gives_the_same_bytes(september, hosted, fiona):
    run = settled_run(SEPTEMBER, fiona)
    first = settlement_of(run, hosted)
    resettle(run=run, by=fiona)
    settle_all(run)
    again = settlement_of(run, hosted)
    assert again.settled_at > first.settled_at
    assert again.digest == first.digest != ""
    assert canonical_json(again.input_document) == canonical_json(first.input_document)
    assert canonical_json(again.result_document) == canonical_json(first.result_document)
