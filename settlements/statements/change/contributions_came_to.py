"""What each side's contributions came to in a period, in the beneficiary's money."""

from decimal import Decimal
from typing import Any

from settlements.engine import parse_input, settle
from settlements.engine.exact import exact_arithmetic, plain

Document = dict[str, Any]
PARTIES = ("partner", "licensor")


def contributions_came_to(document: Document, result: Document) -> dict[str, str]:
    """Party → earned and credits as settled, less what they would be without its contributions.

    By settling once more without them: points are held within a cap, a share between 0 and 1, and lines are
    rounded together, so that no line says it. Parties without any are left out.
    """
    given = document.get("contributions", [])
    found = {}
    for party in PARTIES:
        rest = [each for each in given if each["party"] != party]
        if len(rest) == len(given):
            continue
        without = settle(parse_input({**document, "contributions": rest})).as_document()
        with exact_arithmetic():
            found[party] = plain(_sum(result) - _sum(without))
    return found


def _sum(result: Document) -> Decimal:
    ladder = result["ladder"]
    return Decimal(ladder["earned"]) + Decimal(ladder["contribution_credits"])
