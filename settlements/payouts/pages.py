"""What the page of one payout, and of one remittance request, shows."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.web import formats
from settlements.bank_accounts.access import OWN_READERS, may_read
from settlements.bank_files.creditor_reference import shown_in_fours
from settlements.payouts.access import OVERDUE
from settlements.payouts.acts import payout_acts, remittance_acts
from settlements.payouts.advice.why_no_advice import why_no_advice
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.breakdown_told import breakdown_told
from settlements.payouts.changed import payout_changed
from settlements.payouts.models import Payout, PayoutOutcome, Remittance, RemittanceReceipt
from settlements.payouts.pay_to import pay_to
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.sums import total_of
from settlements.payouts.tables import PAYOUT_KINDS, REMITTANCE_KINDS, STANDINGS
from settlements.payouts.timeline import payout_timeline, remittance_timeline
from settlements.payouts.what_is_due import what_is_due


def payout_page(payout: Payout, reader: User, *, staff: bool, prefix: str) -> dict[str, Any]:
    """`prefix` is the audience's."""
    waits = payout.state in (Payout.State.PREPARED, Payout.State.APPROVED) and payout.batch_id
    told = payout.outcomes.filter(state=PayoutOutcome.State.TOLD).select_related("told_by").first()
    return {
        "payout": payout,
        "title": _payout_title(payout, staff),
        "state_kind": PAYOUT_KINDS[payout.state],
        "timeline": payout_timeline(payout),
        "no_advice": why_no_advice(payout),
        "items": breakdown_told(breakdown_of(payout), prefix=prefix),
        "changed": payout_changed(payout) if waits and staff else [],
        "told": told if staff else None,
        "acts": payout_acts(payout, reader, told) if staff else {},
    }


def remittance_page(remittance: Remittance, reader: User, *, staff: bool) -> dict[str, Any]:
    """`remittance` comes through its door, which says where it stands."""
    parts, overdue = what_is_due(remittance), remittance.standing == OVERDUE
    held = [(part.item.statement, each) for part in parts for each in part.held]
    is_open = remittance.state == Remittance.State.REQUESTED
    receipts = list(remittance.receipts.select_related("told_by", "decided_by"))
    confirmed = [each for each in receipts if each.state == each.State.CONFIRMED]
    sees_account = is_staff(reader, *OWN_READERS) if staff else may_read(reader, remittance.partner)
    told = next((each for each in receipts if each.state == each.State.TOLD), None)
    return {
        "remittance": remittance,
        "title": _remittance_title(remittance, staff),
        "figure": _figure(remittance, parts),
        "state_kind": REMITTANCE_KINDS[remittance.standing],
        "state_text": STANDINGS[remittance.standing],
        "timeline": remittance_timeline(remittance, confirmed, overdue=overdue),
        "parts": parts,
        "is_open": is_open,
        "due": total_of(part.due for part in parts),
        "held": held,
        "reference": shown_in_fours(remittance_reference(remittance)),
        "receipts": confirmed,
        "surplus": _surplus(confirmed, remittance.currency),
        "told": told if staff else None,
        "pay_to": pay_to(remittance.currency) if is_open and sees_account else None,
        "acts": remittance_acts(remittance, reader, told) if staff else {},
    }


def _payout_title(payout: Payout, staff: bool) -> str:
    names = {"partner": payout.partner.name}
    if payout.state == Payout.State.CANCELLED:
        return _("Cancelled: nothing is paid by it")
    if payout.state == Payout.State.RETURNED:
        return _("Returned by the bank: it is unpaid again")
    if payout.state == Payout.State.PAID:
        return _("%(partner)s received") % names if staff else _("You received")
    return _("%(partner)s will receive") % names if staff else _("You will receive")


def _remittance_title(remittance: Remittance, staff: bool) -> str:
    names = {"partner": remittance.partner.name}
    if remittance.state == Remittance.State.CANCELLED:
        return _("Cancelled: it asks for nothing")
    if remittance.state == Remittance.State.RECEIVED:
        return _("%(partner)s paid") % names if staff else _("You paid")
    return _("%(partner)s owes") % names if staff else _("You owe")


def _figure(remittance: Remittance, parts: list):
    if remittance.state == Remittance.State.REQUESTED:
        return total_of(part.due for part in parts)
    return remittance.received_amount or remittance.amount


def _surplus(receipts: list[RemittanceReceipt], currency: str) -> str:
    """The sentence where more than was due arrived; else empty."""
    if not (surplus := total_of(each.surplus for each in receipts)):
        return ""
    sentence = _(
        "%(amount)s more than was due arrived. It is in no balance: agree whether it is paid back or kept "
        "for what comes next."
    )
    return sentence % {"amount": formats.money(surplus, currency)}
