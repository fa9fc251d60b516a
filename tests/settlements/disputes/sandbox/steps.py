"""Changes in few words, and statements whose arithmetic fits on a slip of paper."""

from settlements.disputes.sandbox.changes import Change
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms


def bucket(statement: Statement, market: str) -> str:
    """The id of the usage of a market."""
    rows = statement.input_document["usage"]
    return next(row["id"] for row in rows if row["market"] == market)


def usage_is(statement: Statement, market: str, fact: str, to: str) -> Change:
    return Change(fact, (bucket(statement, market),), to)


def usage_added(market: str, fact: str, to: str) -> Change:
    return Change(f"added_{fact}", ("search", "llama-3.1-8b", market, "output_tokens", "USD"), to)


def tier_is(fact: str, to: str, *, tier: int = 1, rule: str = "default", version: int = 1) -> Change:
    return Change(fact, (str(version), rule, str(tier)), to)


def of_terms(partner, *rules, currency="USD", **members):
    """An agreement from September on; the partner reports."""
    return make_agreement(
        partner,
        reporter="partner",
        starts="2026-09-01",
        settlement_currency=currency,
        terms=[make_terms("2026-09-01", *rules, **members)],
    )
