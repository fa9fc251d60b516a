"""What each fault would have wanted instead, as plain values a page turns into a sentence."""

import json
from collections.abc import Mapping

from usage.check.canonical import MAX_DECIMALS, MAX_INTEGER_DIGITS
from usage.check.rules import CheckRules


def expectation(code: str, rules: CheckRules, width: int) -> Mapping[str, object]:
    """The parameters of a code's sentence that do not depend on the row."""
    if code == "date_outside_period":
        return {"from": str(rules.period_from), "to": str(rules.period_to)}
    if code == "no_agreement":
        return {"from": str(rules.term_from), "to": str(rules.term_to) if rules.term_to else ""}
    if code == "too_many_decimals":
        return {"decimals": MAX_DECIMALS}
    if code == "number_too_large":
        return {"digits": MAX_INTEGER_DIGITS}
    if code in ("too_few_columns", "too_many_columns"):
        return {"columns": width}
    return {}


def as_json(values: Mapping[str, object]) -> str:
    return json.dumps(values, sort_keys=True)
