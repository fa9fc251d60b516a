"""January restated after a late, corrected file; February and March follow. Worked by hand, to the cent.

20 % of the first 1000 of the year's revenue, 10 % above (graduated); at least 400 a quarter.

              as issued                                    restated
January       600        × 20 %               = 120.00     1000 × 20 % + 2000.50 × 10 % = 400.05    Δ +280.05
February      400 × 20 % + 100 × 10 %         =  90.00     500 × 10 %                   =  50.00    Δ  −40.00
March         500 × 10 %                      =  50.00     500 × 10 %                   =  50.00
  guarantee   400 − (120 + 90 + 50)           = 140.00     400.05 + 50 + 50 > 400       =   0.00
  together                                      190.00                                     50.00    Δ −140.00
The quarter   400.00                                       500.05                                   Δ +100.05
April, 100    100 × 10 % = 10.00, and 100.05 of adjustments: 110.05 due
"""

from decimal import Decimal

import pytest

from settlements.adjustments.models import Adjustment
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, MARCH, row
from tests.settlements.restate.steps import REASON, approve, computed, requested, versions
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import issued_run
from usage.models import Report

AS_ISSUED = {JANUARY: ("120.00", "0.00"), FEBRUARY: ("90.00", "0.00"), MARCH: ("50.00", "140.00")}
RESTATED = {JANUARY: ("400.05", "0.00"), FEBRUARY: ("50.00", "0.00"), MARCH: ("50.00", "0.00")}
DELTAS = {JANUARY: "280.05", FEBRUARY: "-40.00", MARCH: "-140.00"}


def earned_and_shortfall(document: dict) -> tuple[str, str]:
    return document["ladder"]["earned"], document["ladder"]["guarantee_shortfall"]


def books() -> list:
    return list(verify_books(thorough=True))


@pytest.mark.django_db
class TestByHand:
    def test_before_approval_nothing_has_changed(self, quarter, corrected, fiona):
        found = computed(quarter, JANUARY, fiona)
        assert (found.state, corrected.state) == ("ready", Report.State.LATE)
        rows = {each.period.label: each for each in found.periods.all()}
        for label, each in rows.items():
            assert earned_and_shortfall(each.previous.result_document) == AS_ISSUED[label]
            assert earned_and_shortfall(each.result_document) == RESTATED[label]
            assert each.delta == Decimal(DELTAS[label])
        assert list(rows) == [JANUARY, FEBRUARY, MARCH]
        assert not Adjustment.objects.exists()
        assert Statement.objects.filter(version=1).count() == Statement.objects.count() == 3

    def test_restated_to_the_cent(self, quarter, corrected, fiona, april):
        assert books() == []
        posted = JournalTransaction.objects.count()
        approve(requested(quarter, JANUARY, fiona), april)
        for label in (JANUARY, FEBRUARY, MARCH):
            first, second = versions(quarter, label)
            assert second.number == first.number
            assert (second.version, second.reason) == (2, REASON)
            assert (second.prepared_by, second.approved_by) == (fiona, april)
            assert earned_and_shortfall(first.result_document) == AS_ISSUED[label]
            assert earned_and_shortfall(second.result_document) == RESTATED[label]
            assert [line.document for line in second.lines.all()] == second.result_document["lines"]
            adjustment = Adjustment.objects.get(statement=first.number)
            assert (adjustment.kind, adjustment.reference) == ("restatement", f"{first.number} v2")
            assert adjustment.amount == Decimal(DELTAS[label])
            assert adjustment.settled_in == ""
        assert JournalTransaction.objects.count() == posted, "a restatement posts nothing"
        assert books() == []

    def test_the_late_file_counts_from_then_on(self, quarter, corrected, fiona, april):
        old = corrected.replaces
        approve(requested(quarter, JANUARY, fiona), april)
        corrected.refresh_from_db()
        old.refresh_from_db()
        assert (corrected.state, old.state) == (Report.State.SUBMITTED, Report.State.REPLACED)
        first, second = versions(quarter, JANUARY)
        assert (first.reports.get(), second.reports.get()) == (old, corrected)

    def test_the_next_statement_takes_the_differences_in(
        self, client, quarter, corrected, fiona, april, finn
    ):
        approve(requested(quarter, JANUARY, fiona), april)
        submitted_report(quarter, "2026-04", [row("2026-04", "100")])
        issued_run("2026-04", fiona, april, quarter)
        (statement,) = versions(quarter, "2026-04")
        ladder = statement.result_document["ladder"]
        assert (ladder["earned"], ladder["adjustments"]) == ("10.00", "100.05")
        assert statement.due_now == Decimal("110.05")
        assert statement.input_document["counters"]["default"]["base"] == "4000.5"
        settled_in = Adjustment.objects.values_list("settled_in", flat=True)
        assert list(settled_in) == [statement.number] * 3
        client.force_login(finn)
        told = page_of(client, "statement_rung", statement.number, "adjustments")
        assert f"{versions(quarter, JANUARY)[0].number} v2" in told
        assert "restatement of an earlier period" in told
        assert "something that has no line there" not in told
        assert books() == []

    def test_restated_again_from_the_version_before(self, quarter, corrected, fiona, april):
        """Now 600.50: January 120.10, February 399.50 × 20 % + 100.50 × 10 %, March as first issued."""
        approve(requested(quarter, JANUARY, fiona), april)
        submitted_report(quarter, JANUARY, [row(JANUARY, "600.50")], replaces=corrected)
        approve(requested(quarter, JANUARY, fiona), april)
        ladders = [versions(quarter, label)[2].result_document for label in (JANUARY, FEBRUARY, MARCH)]
        # 120.10 + 89.95 + 50 = 260.05, so 139.95 are missing to 400
        assert [earned_and_shortfall(each) for each in ladders] == [
            ("120.10", "0.00"),
            ("89.95", "0.00"),
            ("50.00", "139.95"),
        ]
        third = Adjustment.objects.filter(reference__endswith=" v3").order_by("pk")
        amounts = [f"{each.amount:.2f}" for each in third]
        assert amounts == ["-279.95", "39.95", "139.95"]
        assert books() == []
