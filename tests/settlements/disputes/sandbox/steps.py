"""Changes in few words, and statements whose arithmetic fits on a slip of paper."""

from settlements.disputes.sandbox.changes import Change
from settlements.statements.models import Statement


def bucket(statement: Statement, market: str) -> str:
    """The id of the usage of a market."""
    rows = statement.input_document["usage"]
    return next(row["id"] for row in rows if row["market"] == market)


def usage_is(statement: Statement, market: str, fact: str, to: str) -> Change:
    return Change(fact, (bucket(statement, market),), to)


def tier_is(fact: str, to: str, *, tier: int = 1, rule: str = "default", version: int = 1) -> Change:
    return Change(fact, (str(version), rule, str(tier)), to)
