"""What the page of one remittance request shows."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.access import may
from portal.accounts.models import User
from portal.web.act import Act
from settlements.bank_files.creditor_reference import shown_in_fours
from settlements.payouts.access import OVERDUE
from settlements.payouts.acts import receipt_acts, remittance_acts
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.netted_by import netted_by
from settlements.payouts.payment_details import ROLES, payment_details
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.remittance_timeline import remittance_timeline
from settlements.payouts.sums import total_of
from settlements.payouts.surplus import with_surplus
from settlements.payouts.tables import REMITTANCE_KINDS, STANDINGS
from settlements.payouts.what_is_due import what_is_due

TOLD = RemittanceReceipt.State.TOLD


def remittance_page(remittance: Remittance, reader: User, *, staff: bool) -> dict[str, Any]:
    """`remittance` comes through its door, which says where it stands."""
    parts, overdue = what_is_due(remittance), remittance.standing == OVERDUE
    held = [(part.item.statement, each) for part in parts for each in part.held]
    is_open = remittance.state == Remittance.State.REQUESTED
    due, netted = (
        total_of(part.due for part in parts),
        netted_by([part.item.statement.number for part in parts]),
    )
    receipts = _receipts(remittance)
    told = [(each, receipt_acts(each, reader)) for each in receipts if each.state == TOLD] if staff else []
    return {
        "remittance": remittance,
        "title": _title(remittance, staff),
        "figure": due if is_open else remittance.received_amount or remittance.amount,
        "reference": shown_in_fours(remittance_reference(remittance)),
        "state_kind": REMITTANCE_KINDS[remittance.standing],
        "state_text": STANDINGS[remittance.standing],
        "timeline": remittance_timeline(remittance, receipts, overdue=overdue),
        "parts": [(part, netted.get(part.item.statement.number, [])) for part in parts],
        "any_netted": bool(netted),
        "is_open": is_open,
        "due": due,
        "held": held,
        "pay_to": payment_details(remittance, reader) if is_open else None,
        "told": told,
        "surpluses": with_surplus().filter(remittance=remittance),
        "proofs": remittance.proofs.select_related("file", "added_by"),
        "may_add_proof": is_open and not staff and may(reader, remittance.partner, *ROLES),
        "acts": _acts(remittance, reader, due) if staff else {},
    }


def _receipts(remittance: Remittance) -> list[RemittanceReceipt]:
    rows = remittance.receipts.exclude(state=RemittanceReceipt.State.DROPPED)
    people = ("told_by", "decided_by", "surplus_of__remittance", "remittance")
    return list(rows.select_related(*people).order_by("day", "pk"))


def _acts(remittance: Remittance, reader: User, due) -> dict[str, Act]:
    acts = remittance_acts(remittance, reader)
    # Where all is held there is nothing that could arrive.
    return acts if due else {**acts, "tell_receipt": Act(False, acts["tell_receipt"].why_not)}


def _title(remittance: Remittance, staff: bool) -> str:
    names = {"partner": remittance.partner.name}
    if remittance.state == Remittance.State.CANCELLED:
        return _("Cancelled: it asks for nothing")
    if remittance.state == Remittance.State.RECEIVED:
        return _("%(partner)s paid") % names if staff else _("You paid")
    if remittance.received_amount:
        return _("%(partner)s still owes") % names if staff else _("You still owe")
    return _("%(partner)s owes") % names if staff else _("You owe")
