"""What a period opens with when the periods before it are settled once more (FORMULA sections 4 and 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.periods import WindowKind, window_start
from settlements.engine.exact import exact_arithmetic, plain

Document = dict[str, Any]
ZERO = "0"
# Rules of one id whose counters count the same thing.
_COUNTS = {"charge": None, "unit": None, "tier_metric": None, "accumulate": "period"}


@dataclass(frozen=True, slots=True)
class Earned:
    """What a period earned, and the shortfall that filled up its guarantee."""

    from_date: date
    earned: Decimal
    shortfall: Decimal


def earned_in(document: Document, result: Document) -> Earned:
    ladder = result["ladder"]
    return Earned(_begin(document), Decimal(ladder["earned"]), Decimal(ladder["guarantee_shortfall"]))


def first_opening(document: Document, terms: list[Document], earlier: Iterable[Earned]) -> Document:
    """The first period settled anew: the counters it opened with, as far as rules still count the same."""
    rules, before = _rules(terms), _rules(document["terms"])
    kept = {
        rule: counter
        for rule, counter in document.get("counters", {}).items()
        if rule in rules and _counts(rules[rule]) == _counts(before.get(rule, {}))
    }
    balance = Decimal(document.get("window", {}).get("advance_balance", ZERO))
    return {
        "counters": kept,
        "window": _window(document, terms, earlier, balance),
        "opening_balance": document.get("opening_balance", ZERO),
    }


def next_opening(
    document: Document, terms: list[Document], earlier: Iterable[Earned], before: Document, result: Document
) -> Document:
    """After a period settled anew: `before` its input, `result` what it came to."""
    rules = _rules(terms)
    kept = {
        rule: counter
        for rule, counter in result["counters"].items()
        if rule in rules and _begin(before) >= _start(rules[rule].get("accumulate", "period"), document)
    }
    balance = Decimal(result["window"]["advance_balance"])
    return {
        "counters": kept,
        "window": _window(document, terms, earlier, balance),
        "opening_balance": result["ladder"]["carried_forward"],
    }


def _window(
    document: Document, terms: list[Document], earlier: Iterable[Earned], advance: Decimal
) -> Document:
    ladder, rows = _ladder_version(document, terms), list(earlier)
    guarantee = _since((ladder.get("minimum_guarantee") or {}).get("per"), document, rows)
    cap = _since((ladder.get("cap") or {}).get("per"), document, rows)
    largest = max(
        (Decimal(version["advance"]["amount"]) for version in terms if version.get("advance")),
        default=Decimal(0),
    )
    with exact_arithmetic():
        return {
            "guarantee_earned": plain(sum((row.earned for row in guarantee), Decimal(0))),
            "cap_earned": plain(sum((row.earned + row.shortfall for row in cap), Decimal(0))),
            "advance_balance": plain(min(advance, largest)),
        }


def _since(kind: WindowKind | None, document: Document, rows: list[Earned]) -> list[Earned]:
    """The rows of the window that holds the period; none where there is no limit."""
    return [row for row in rows if row.from_date >= _start(kind, document)] if kind else []


def _ladder_version(document: Document, terms: list[Document]) -> Document:
    """The version in force on the last day of the period, or of the agreement where it ends earlier."""
    ends = document["agreement"].get("ends")
    last = min(date.fromisoformat(each) for each in (document["period"]["to"], ends) if each)
    day = (last - timedelta(days=1)).isoformat()
    found = (each for each in terms if each["from"] <= day and (not each.get("to") or day < each["to"]))
    return next(found, {})


def _rules(terms: list[Document]) -> dict[str, Document]:
    return {rule["id"]: rule for version in terms for rule in version["rate_rules"]}


def _counts(rule: Document) -> tuple[Any, ...]:
    return tuple(rule.get(name, default) for name, default in _COUNTS.items())


def _start(kind: WindowKind, document: Document) -> date:
    begin = _begin(document)
    starts = date.fromisoformat(document["agreement"]["starts"])
    return window_start(kind, begin, period_start=begin, term_start=starts)


def _begin(document: Document) -> date:
    return date.fromisoformat(document["period"]["from"])
