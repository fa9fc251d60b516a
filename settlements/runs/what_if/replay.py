"""Settled periods once more, on other terms or volumes: the same engine, in memory, nothing written."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from settlements.engine import parse_input, settle
from settlements.engine.exact import exact_arithmetic, plain
from settlements.runs.what_if.opening import Earned, earned_in, first_opening, next_opening

Document = dict[str, Any]
_SCALED = ("quantity", "gross_revenue", "deductions")


def replay(
    *,
    inputs: list[Document],
    earlier: Iterable[Earned],
    terms_of: Callable[[Document], list[Document]],
    factor: Decimal = Decimal(1),
) -> list[Document]:
    """The results of the settlement inputs, oldest first, each opening with what the one before it left.

    `terms_of(input)` gives the terms to settle it on; `earlier` are the periods before the first; `factor`
    multiplies usage and revenue. Raises InvalidInput where the terms cannot settle one of them.
    """
    earned, results = list(earlier), []
    for number, document in enumerate(inputs):
        terms = terms_of(document)
        if number:
            opening = next_opening(document, terms, earned, inputs[number - 1], results[-1])
        else:
            opening = first_opening(document, terms, earned)
        changed = {**document, **opening, "terms": terms, "usage": scaled(document["usage"], factor)}
        result = settle(parse_input(changed)).as_document()
        results.append(result)
        if result["errors"]:
            break
        earned.append(earned_in(document, result))
    return results


def scaled(usage: list[Document], factor: Decimal) -> list[Document]:
    """The buckets with every figure multiplied, exactly."""
    if factor == 1:
        return usage
    with exact_arithmetic():
        return [
            {**bucket, **{name: plain(Decimal(bucket.get(name, "0")) * factor) for name in _SCALED}}
            for bucket in usage
        ]


def held_throughout(version: Document, document: Document) -> list[Document]:
    """The version as if it had held over the whole term, as the only one.

    Its exclusive rights that hold on its first day count throughout, later ones not at all: they say
    what comes, and the past would not have had them.
    """
    agreement, first = document["agreement"], version["from"]
    rights = [
        {**grant, "from": agreement["starts"], "to": None}
        for grant in version.get("exclusivity", [])
        if grant["from"] <= first and (not grant.get("to") or first < grant["to"])
    ]
    return [{**version, "from": agreement["starts"], "to": agreement.get("ends"), "exclusivity": rights}]
