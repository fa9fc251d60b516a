"""A stored change in words: one sentence, and a chip for each reason."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import isolated, money, signed_money
from portal.web.templatetags.display import period as period_name
from settlements.statements.change.contributions_came_to import PARTIES
from settlements.statements.headline import Parties
from settlements.statements.rung_sentences import rung_name

FACTORS = {
    "volume": gettext_lazy("Usage"),
    "rate": gettext_lazy("Rates and exclusive rights"),
    "contributions": gettext_lazy("Contribution points"),
    "tier": gettext_lazy("Tiers reached before"),
    "fx": gettext_lazy("Exchange rates"),
    "other": gettext_lazy("Other"),
}
"""Reasons that are no rung of the ladder."""


@dataclass(frozen=True, slots=True)
class Chip:
    """`rung`: the ladder's rung that explains it; empty where the lines do."""

    text: str
    amount: Decimal
    rung: str


@dataclass(frozen=True, slots=True)
class Told:
    """`number`: the statement it is compared with; chips by size, largest first."""

    sentence: SafeString
    number: str
    difference: Decimal
    chips: list[Chip]


def tell_change(change: dict[str, Any] | None, currency: str) -> Told | None:
    """In the reader's language; None where there is nothing to compare with."""
    if not change:
        return None
    difference = Decimal(change["after"]) - Decimal(change["before"])
    chips = [_chip(each) for each in change["reasons"]]
    chips.sort(key=lambda chip: -abs(chip.amount))
    return Told(_sentence(change, difference, chips, currency), change["number"], difference, chips)


def reason_name(code: str) -> str:
    return str(FACTORS[code]) if code in FACTORS else rung_name(code)


def _chip(reason: dict[str, str]) -> Chip:
    code = reason["code"]
    return Chip(reason_name(code), Decimal(reason["amount"]), "" if code in FACTORS else code)


def _sentence(change: dict[str, Any], difference: Decimal, chips: list[Chip], currency: str) -> SafeString:
    names = {"period": period_name(change["period"]), "difference": money(abs(difference), currency)}
    if not difference:
        return format_html(_("As much as for {period}."), **names)
    # What points the way the whole went; the largest of them explains most of it.
    main = next((chip for chip in chips if (chip.amount > 0) == (difference > 0)), None)
    names["reason"] = main.text if main else ""
    names["amount"] = signed_money(main.amount, currency) if main else ""
    if difference > 0:
        return format_html(
            _("{difference} more than for {period}. Main reason: {reason}, {amount}."), **names
        )
    return format_html(_("{difference} less than for {period}. Main reason: {reason}, {amount}."), **names)


def tell_contributions(
    came_to: dict[str, str] | None, payable: bool, parties: Parties, currency: str
) -> list[SafeString]:
    """A sentence for each side whose contributions changed what was earned, to the partner or to staff.

    A side's own never cost it anything (FORMULA section 5).
    """
    sentences = []
    for party in PARTIES:
        amount = Decimal((came_to or {}).get(party, "0"))
        if amount:
            names = {
                "amount": money(abs(amount), currency),
                "partner": isolated(parties.partner),
                "licensor": isolated(parties.licensor),
            }
            sentences.append(format_html(_came_to(party, payable, parties.staff), **names))
    return sentences


def _came_to(party: str, payable: bool, staff: bool) -> str:
    if party == "licensor":
        sentence = _("The contributions of {licensor} cost {partner} {amount}.")
        return sentence if staff else _("The contributions of {licensor} cost you {amount}.")
    if payable:
        sentence = _("The contributions of {partner} earned it {amount}.")
        return sentence if staff else _("Your contributions earned you {amount}.")
    sentence = _("The contributions of {partner} saved it {amount}.")
    return sentence if staff else _("Your contributions saved you {amount}.")
