"""Rows of agreements and rates as FORMULA's terms, and from a fault's path back to the cell."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.fault_words import words_of
from agreements.models import RateRule
from portal.workbooks.cells import share_of
from portal.workbooks.codes import ANY
from portal.workbooks.read_sheets import Row
from settlements.engine.exact import plain
from settlements.engine.faults import Fault

OF_RULE = ("clause", "unit", "per", "whole_packages", "tier_mode", "tier_metric", "accumulate", "retroactive")
SCOPES = ("application", "model", "market")
SAID_ONCE = ("charge", *SCOPES, *OF_RULE)
_PATH = re.compile(r"terms\[0\]\.rate_rules\[(\d+)\](?:\.tiers\[(\d+)\])?(?:\.(\w+))?.*")
# Member of a version → column of its row.
PLACES = {
    "from": "first_day",
    "to": "ends_before",
    "base": "base",
    "rounding": "rounding",
    "fx_policy": "fx_policy",
    "contribution_points_cap": "points_cap",
    "minimum_guarantee": "guarantee",
    "minimum_guarantee.amount": "guarantee",
    "minimum_guarantee.per": "guarantee_per",
    "cap": "cap",
    "cap.amount": "cap",
    "cap.per": "cap_per",
    "advance": "advance",
    "advance.amount": "advance",
    "advance.recoup_rate": "advance_recoup",
    "withholding_rate": "withholding",
    "payout_threshold": "payout_threshold",
}


def version_of(row: Row, rules: dict[str, list[Row]]) -> dict[str, Any]:
    """Version 1 from the agreement's first day; what is not said is absent."""
    found = {
        "version": 1,
        "from": row.get("first_day").isoformat(),
        "base": row.get("base"),
        "rounding": row.get("rounding"),
        "fx_policy": row.get("fx_policy"),
        "contribution_points_cap": _number(row, "points_cap"),
        "minimum_guarantee": _limit(row, "guarantee", "guarantee_per"),
        "cap": _limit(row, "cap", "cap_per"),
        "advance": _with_both(row, "advance", "advance_recoup", "recoup_rate"),
        "withholding_rate": _number(row, "withholding"),
        "payout_threshold": _number(row, "payout_threshold"),
        "rate_rules": [rule_of(code, rows) for code, rows in rules.items()],
    }
    return {name: value for name, value in found.items() if value is not None}


def rule_of(code: str, rows: list[Row]) -> dict[str, Any]:
    """`rows` are its tiers; the first says what the rule is."""
    first = rows[0]
    charge = first.get("charge") or RateRule.Charge.PERCENTAGE.value
    said = {name: first.get(name) for name in OF_RULE if first.get(name) is not None}
    said = {name: plain(value) if isinstance(value, Decimal) else value for name, value in said.items()}
    scopes = {name: first.get(name) or ANY for name in SCOPES}
    tiers = [_tier(row, charge) for row in rows]
    return {"id": code, "charge": charge, **scopes, **said, "tiers": tiers}


def check_rule_rows(rows: list[Row]) -> None:
    """Later rows of a rule repeat what the first says, or leave it empty; prices are no percentages."""
    for row in rows:
        for name in SAID_ONCE:
            if row.get(name) is not None and row.get(name) != rows[0].get(name):
                sentence = _(
                    "Row %(row)s says something else of the rule. Leave this empty, or write the same."
                )
                row.fault(name, sentence % {"row": rows[0].number})
        rate = row.get("rate")
        if rate and rate[1] and rows[0].get("charge") == RateRule.Charge.PER_UNIT:
            row.fault("rate", _("This rule has a price, which is no percentage. Write an amount."))


def place_fault(fault: Fault, row: Row, rules: dict[str, list[Row]]) -> None:
    """At the cell it is about: of a tier, of a rule's first row, of the agreement's row."""
    if found := _PATH.fullmatch(fault.path):
        of_rule = list(rules.values())[int(found[1])]
        tier = of_rule[int(found[2])] if found[2] else of_rule[0]
        name = {"id": "rule", "tiers": "up_to"}.get(found[3] or "", found[3] or "rule")
        tier.fault(name if name in tier.places else "rule", words_of(fault))
        return
    member = fault.path.removeprefix("terms[0].")
    row.fault(PLACES.get(member, "reference"), words_of(fault))


def _tier(row: Row, charge: str) -> dict[str, Any]:
    number, _percent = row.get("rate") or (Decimal(0), False)
    rate = share_of(number) if charge == RateRule.Charge.PERCENTAGE else number
    found = {"up_to": _number(row, "up_to"), "rate": plain(rate), "flat": _number(row, "flat")}
    return {name: value for name, value in found.items() if value is not None}


def _number(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else plain(value)


def _limit(row: Row, amount: str, per: str) -> dict[str, str] | None:
    return _with_both(row, amount, per, "per")


def _with_both(row: Row, amount: str, other: str, member: str) -> dict[str, str] | None:
    """Absent where the row says nothing of either; else the engine says what is missing."""
    value = row.get(other)
    found = {"amount": _number(row, amount), member: plain(value) if isinstance(value, Decimal) else value}
    return {name: each for name, each in found.items() if each is not None} or None
