"""A stored step's formula with its numbers put in: shown, never computed."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from portal.web import formats

Step = dict[str, Any]

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_OPERATOR = re.compile(r"[+−×÷]|max|min")
_FUNCTIONS = frozenset({"max", "min"})
_HELD_WITHIN = re.compile(r"clamp\((.+), [^,()]+, [^,()]+\)")
_SUM = "Σ "
RIGHT_TO_LEFT, ISOLATE, END = "\u200f", "\u2068", "\u2069"
RATIOS = frozenset({"share", "exclusivity", "contributions", "recoup_rate", "withholding_rate"})


def working(step: Step, *, ratios: Collection[str], currencies: Mapping[str, str]) -> str:
    """`$2,171.53 × 23%`; empty where nothing is computed, or the formula says more than its inputs hold.

    `ratios` names the inputs shown in percent, `currencies` those shown as money.
    Bounds of a `clamp` are left to the sentence beside it.
    """
    inputs, formula = step["inputs"], _HELD_WITHIN.sub(r"\1", step["formula"])
    names = set(_NAME.findall(formula)) - _FUNCTIONS
    if not names or not all(_has_figures(inputs.get(name)) for name in names):
        return ""

    def shown(match: re.Match) -> str:
        name = match[0]
        if name in _FUNCTIONS:
            return name
        value = inputs[name]
        values = [each["value"] for each in value] if isinstance(value, list) else [value]
        return " + ".join(_figure(each, name in ratios, currencies.get(name, "")) for each in values)

    text = _NAME.sub(shown, formula.replace(_SUM, ""))
    return text if _OPERATOR.search(text) else ""


def _has_figures(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_has_figures(each.get("value")) for each in value)
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def _figure(value: str, ratio: bool, currency: str) -> str:
    shown = formats.percent(value) if ratio else _number(value, currency)
    return f"({shown})" if value.startswith("-") else shown


def _number(value: str, currency: str) -> str:
    """Arabic money begins with a mark that would turn the figures beside it round: `2 − 3` for `3 − 2`."""
    if not currency:
        return formats.exact(value)
    shown = formats.money(value, currency)
    return f"{ISOLATE}{shown}{END}" if RIGHT_TO_LEFT in shown else shown
