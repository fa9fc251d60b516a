"""Statements to dispute, and the acts on disputes in few words."""

from decimal import Decimal

from agreements.models import Agreement
from portal.accounts.models import Partner, User
from settlements.balances.read import owed_of, unpaid_of
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.claims import Claim
from settlements.disputes.models import Dispute
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.propose_outcome import propose_outcome
from settlements.statements.models import Line, Statement
from tests.factories.agreements import make_agreement, make_terms, second_person, share
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def usage(label: str, gross: str, **members) -> dict[str, str]:
    return {"usage_date": f"{label}-05", "gross_revenue": gross, **members}


def agreed(partner: Partner, *, rate: str = "0.20", collected_by: str = "licensor", **terms) -> Agreement:
    """One share of everything; the partner reports."""
    return make_agreement(
        partner,
        collected_by=collected_by,
        reporter="partner",
        starts=f"{SEPTEMBER}-01",
        settlement_currency=terms.pop("currency", "USD"),
        terms=[make_terms(f"{SEPTEMBER}-01", share(rate, clause="4.1"), **terms)],
    )


def issued(agreement: Agreement, by: User, *gross: str, label: str = SEPTEMBER) -> Statement:
    """The statement of a month: one line for each revenue given, the first of market DE, then ID, JP."""
    currency = agreement.settlement_currency
    markets = ("DE", "ID", "JP")
    rows = [
        usage(label, each, market=market, currency=currency)
        for each, market in zip(gross, markets, strict=False)
    ]
    submitted_report(agreement, label, rows)
    issued_run(label, by, second_person(), agreement)
    return Statement.objects.get(agreement=agreement, period__label=label)


def line(statement: Statement, market: str) -> Line:
    return statement.lines.get(market=market)


def claims(statement: Statement, **claimed: str) -> list[Claim]:
    """`claims(statement, DE="150.00", no_line="40.00")`."""
    return [
        Claim(None if market == "no_line" else line(statement, market), Decimal(amount))
        for market, amount in claimed.items()
    ]


def dispute(statement: Statement, by: User, **claimed: str) -> Dispute:
    """Opened by the person's side."""
    return open_dispute(
        by=by, statement=statement, claims=claims(statement, **claimed), category="usage", text="We doubt it."
    )


def propose(found: Dispute, by: User, *amounts: str, text: str = "Our logs say so.") -> Dispute:
    """The amounts in the order of the disputed lines."""
    found.refresh_from_db()
    rows = found.lines.order_by("pk")
    each = {row.pk: Decimal(amount) for row, amount in zip(rows, amounts, strict=True)}
    return propose_outcome(by=by, dispute=found, version=found.version, agreed=each, text=text)


def resolve(found: Dispute, by: User, signatory: User, *amounts: str) -> Dispute:
    proposed = propose(found, by, *amounts)
    return accept_outcome(by=signatory, dispute=proposed, version=proposed.version)


def free(statement: Statement) -> Decimal:
    """What of it is still to be paid, or owed, and not held."""
    return unpaid_of(statement.number) if statement.direction == "payable" else owed_of(statement.number)
