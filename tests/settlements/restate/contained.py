"""The steps around an outcome that new figures may contain."""

from decimal import Decimal

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.adjustments.models import Adjustment
from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.models import Correction
from settlements.corrections.propose_correction import propose_correction
from settlements.runs.restate.choose_contained import choose_contained
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.restate.steps import approve, versions
from tests.settlements.runs.steps import issued_run

APRIL = "2026-04"


def correct(statement: Statement, fiona: User, april: User, amount: str = "280.05") -> Correction:
    """The statement's only line, by the amount."""
    about = {"statement": statement, "line": statement.lines.get(), "reason": "Late"}
    proposed = propose_correction(by=fiona, amount=Decimal(amount), **about)
    return approve_correction(correction=proposed, by=april)


def outcome() -> Adjustment:
    return Adjustment.objects.get(kind="correction")


def contain(restatement: Restatement, by: User) -> Restatement:
    return choose_contained(restatement=restatement, contained=[outcome().pk], by=by)


def request_and_approve(restatement: Restatement, fiona: User, april: User) -> Restatement:
    return approve(request_restatement_approval(restatement=restatement, by=fiona), april)


def april_of(quarter: Agreement, fiona: User, april: User) -> Statement:
    """The next statement, of a revenue of 100."""
    row = {"usage_date": f"{APRIL}-05", "gross_revenue": "100", "source_ref": APRIL}
    submitted_report(quarter, APRIL, [row])
    issued_run(APRIL, fiona, april, quarter)
    return versions(quarter, APRIL)[0]
