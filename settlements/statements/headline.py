"""The amount above a statement and the sentence on who pays whom, for whoever reads it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.web.templatetags.display import isolated, money
from portal.web.templatetags.display import period as period_name
from settlements.statements.rung_sentences import RUNGS, rung_name

NOT_REASONS = frozenset({"earned", "net_due", "due_now", "carried_forward"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Names; `staff` reads about both, a partner about itself."""

    licensor: str
    partner: str
    staff: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """`reasons`: the rungs other than zero that lead from what was earned to the net, name and amount."""

    title: str
    amount: str
    sentence: SafeString | str
    why: SafeString | str
    reasons: list[tuple[str, SafeString]]


def headline_of(result: dict[str, Any], label: str, parties: Parties, *, tail: bool = False) -> Headline:
    """From a result document without errors and the label of its period; `tail`: it begins after the term."""
    ladder, currency = result["ladder"], result["currency"]
    payable = result["direction"] == "payable"
    names = {
        "payer": isolated(parties.licensor if payable else parties.partner),
        "payee": isolated(parties.partner if payable else parties.licensor),
        "period": period_name(label),
        "carried": money(_plain(ladder["carried_forward"]), currency),
        "threshold": money(_threshold(result), currency),
    }
    return Headline(
        title=_title(result, parties),
        amount=ladder["due_now"],
        sentence=format_html(_sentence(result), **names),
        why=why_of(result, parties, tail=tail),
        reasons=[
            (rung_name(rung), money(ladder[rung], currency))
            for rung in RUNGS
            if rung not in NOT_REASONS and Decimal(ladder[rung])
        ],
    )


def direction_title(direction: str, *, staff: bool = False, partner: str = "") -> str:
    """ "You will receive" or "You owe"; to staff, of the partner."""
    payable = direction == "payable"
    if staff:
        sentence = _("%(partner)s will receive") if payable else _("%(partner)s owes")
        return sentence % {"partner": partner}
    return _("You will receive") if payable else _("You owe")


def _title(result: dict[str, Any], parties: Parties) -> str:
    if Decimal(result["ladder"]["due_now"]):
        return direction_title(result["direction"], staff=parties.staff, partner=parties.partner)
    return _("Nothing is due now")


def _sentence(result: dict[str, Any]) -> str:
    ladder, final = result["ladder"], result["period"]["final"]
    if Decimal(ladder["due_now"]):
        return _("{payer} pays {payee} this amount for {period}.")
    carried = Decimal(ladder["carried_forward"])
    if carried > 0:
        return _(
            "{carried} for {period} is below the payout threshold of {threshold}. It is carried forward to "
            "the next statement, nothing is lost."
        )
    if carried < 0 and final:
        return _("The agreement has ended, and {payee} owes {payer} {carried}.")
    if carried < 0:
        return _(
            "For {period} the sum is negative: {carried} in favour of {payer} is carried forward and lowers "
            "the next statement."
        )
    return _("Nothing is due for {period}.")


def why_of(result: dict[str, Any], parties: Parties, *, tail: bool = False) -> SafeString | str:
    """What was earned, of which revenue."""
    if tail:
        return _("The agreement had ended before this period, so nothing was earned in it.")
    shares, currency = result["shares"], result["currency"]
    whole = Decimal(shares["beneficiary"]) + Decimal(shares["collector"])
    names = {
        "earned": money(shares["beneficiary"], currency),
        "whole": money(whole, currency),
        "partner": isolated(parties.partner),
        "licensor": isolated(parties.licensor),
    }
    if result["direction"] == "payable":
        sentence = _("Of {whole} revenue that {licensor} collected, {partner} earned {earned}.")
    else:
        sentence = _("Of {whole} revenue that {partner} collected, {licensor} earned {earned}.")
    return format_html(sentence, **names)


def _plain(amount: str) -> str:
    return amount.removeprefix("-")


def _threshold(result: dict[str, Any]) -> str:
    steps = result["ladder_steps"].get("due_now", [])
    return steps[0]["inputs"].get("payout_threshold", "0") if steps else "0"
