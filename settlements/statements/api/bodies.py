"""Statements and lines as the API writes them."""

from decimal import Decimal
from typing import Any

from portal.api.money import money
from settlements.statements.final import standing_of
from settlements.statements.models import Line, Statement
from settlements.statements.stored_documents import result_without_lines

TEXTS = ("kind", "rule", "terms_version", "clause", "application", "model", "market", "unit", "currency")
FIGURES = ("quantity", "base", "base_settlement", "rate", "share")


def row_of(statement: Statement) -> dict[str, Any]:
    amounts = ("earned", "net_due", "due_now", "carried_forward")
    return {
        "number": statement.number,
        "version": statement.version,
        "agreement": statement.agreement.number,
        "partner": statement.partner.code,
        "period": statement.period.label,
        "direction": statement.direction,
        **{name: money(getattr(statement, name), statement.currency) for name in amounts},
        "issued_at": statement.issued_at,
    }


def body_of(statement: Statement) -> dict[str, Any]:
    standing, currency = standing_of(statement), statement.currency
    ladder = result_without_lines(statement)["ladder"]
    return {
        **row_of(statement),
        "ladder": {rung: money(Decimal(amount), currency) for rung, amount in ladder.items()},
        "change": _change(statement.change, currency),
        "digest": statement.digest,
        "seal": {
            "place": statement.seal.place,
            "previous": statement.seal.previous,
            "seal": statement.seal.digest,
        },
        "disputable_until": standing.until,
        "final_since": standing.since,
    }


def line_of_body(line: Line, currency: str) -> dict[str, Any]:
    """Figures as the documents have them, every digit."""
    return {
        "position": line.position,
        **{name: getattr(line, name) for name in TEXTS},
        **{name: line.document.get(name) for name in FIGURES},
        "amount": money(line.amount, currency),
    }


def explanation_of(line: Line, currency: str) -> dict[str, Any]:
    kept = {name: line.document[name] for name in ("key", "buckets", "steps")}
    return {**line_of_body(line, currency), **kept}


def _change(change: dict[str, Any] | None, currency: str) -> dict[str, Any] | None:
    if not change:
        return None
    return {
        "number": change["number"],
        "before": money(Decimal(change["before"]), currency),
        "after": money(Decimal(change["after"]), currency),
        "reasons": [
            {"code": each["code"], "amount": money(Decimal(each["amount"]), currency)}
            for each in change["reasons"]
        ],
    }
