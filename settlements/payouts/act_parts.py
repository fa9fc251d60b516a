"""What the pages of the acts share: for whom, what came of it, where back to."""

from decimal import Decimal

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Partner
from portal.web import formats
from settlements.payouts.models import Payout, Remittance


def whom_posted(request) -> dict:
    """The partner's code and the currency posted as `whom`; nothing posted: everybody."""
    code, _space, currency = request.POST.get("whom", "").replace("\x00", "").partition(" ")
    chosen = get_object_or_404(Partner, code=code) if code else None
    return {"partner": chosen, "currency": currency or None}


def tell_outcome(request, count: int, done: str, left_out: list) -> None:
    if count:
        messages.success(request, done)
    elif left_out:
        partner, currency, why = left_out[0]
        messages.warning(request, f"{partner}, {currency}: {why}")
    else:
        messages.warning(request, _("There is nothing to do: no statement with an amount is issued."))


def amount_told(row: Payout | Remittance, amount: Decimal, sentence: str) -> str:
    return sentence % {"amount": formats.money(amount, row.currency), "partner": row.partner}


def around(page: str, number: str, above: str, text: str) -> dict:
    """Where an act's page leads back to, and the way to it."""
    back = reverse(page, args=[number])
    return {"back": back, "crumbs": [(reverse(above), text), (back, number)]}
