"""Whether a payout is, or was, on its way, so that a remittance advice says something true of it."""

from django.utils.translation import gettext as _

from settlements.payouts.models import Payout

State = Payout.State


def why_no_advice(payout: Payout) -> str:
    """The sentence where there is no remittance advice of it, or no longer; else empty."""
    number = {"number": payout.number}
    if payout.state in (State.PREPARED, State.APPROVED):
        return _("The remittance advice of %(number)s is here once it is sent to the bank.") % number
    if payout.state == State.RETURNED:
        return _("The bank returned %(number)s, so it has no remittance advice.") % number
    if payout.state == State.CANCELLED:
        return _("%(number)s is cancelled, so it has no remittance advice.") % number
    return ""
