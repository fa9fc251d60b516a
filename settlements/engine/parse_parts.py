"""Readings that several objects of the input share: ranges, rates, money of zero or more, scopes."""

from datetime import date
from decimal import Decimal

from settlements.engine.members import Members


def read_range(members: Members) -> tuple[date, date | None]:
    """`from` and `to`, the latter null or absent for a range without an end."""
    start = members.day("from")
    end = members.nullable("to", members.day)
    if members.is_date("from") and members.is_date("to") and end is not None and start >= end:
        members.fault("to", "empty_range", f"This ends ({end}) on or before it begins ({start}).")
    return start, end


def read_scope(members: Members) -> tuple[str, str, str]:
    """Application, model and market, each one value or `*`."""
    application = members.text("application", "*", banned="|")
    model = members.text("model", "*", banned="|")
    return application, model, members.text("market", "*", banned="|")


def read_ratio(members: Members, name: str, default: Decimal) -> Decimal:
    """A rate from 0 to 1."""
    rate = members.number(name, default)
    if not 0 <= rate <= 1:
        members.fault(name, "out_of_range", "This rate must lie between 0 and 1.")
    return rate


def read_positive_money(
    members: Members, name: str, decimals: int | None, default: Decimal | None = None
) -> Decimal:
    """Money of zero or more."""
    amount = members.money(name, decimals, default)
    if amount < 0:
        members.fault(name, "negative", "This amount must not be negative.")
    return amount
