"""What the page of one payout shows."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from settlements.payouts.acts import payout_acts
from settlements.payouts.changed import payout_changed
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.moved import with_statements
from settlements.payouts.tables import PAYOUT_KINDS
from settlements.payouts.timeline import payout_timeline


def payout_page(payout: Payout, reader: User, *, staff: bool) -> dict[str, Any]:
    items = with_statements(payout.items.select_related("payout"))
    waits = payout.state in (Payout.State.PREPARED, Payout.State.APPROVED) and payout.batch_id
    told = payout.outcomes.filter(state=PayoutOutcome.State.TOLD).select_related("told_by").first()
    return {
        "payout": payout,
        "title": _payout_title(payout, staff),
        "state_kind": PAYOUT_KINDS[payout.state],
        "timeline": payout_timeline(payout),
        "items": items,
        "changed": payout_changed(payout) if waits and staff else [],
        "told": told if staff else None,
        "acts": payout_acts(payout, reader, told) if staff else {},
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
