"""What happened to a payout or a remittance request, and what comes next, in words with dates."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from settlements.payouts.models import Payout, Remittance


@dataclass(frozen=True, slots=True)
class Moment:
    """`state`: done, current, coming or failed. `at` and `day`: when; `by`: who, told to staff only."""

    state: str
    title: str
    text: str = ""
    at: datetime | None = None
    day: date | None = None
    by: str = ""


def payout_timeline(payout: Payout) -> list[Moment]:
    State, told = Payout.State, [_prepared(payout)]
    if payout.approved_at:
        text = _("A second person approved it.")
        told.append(Moment("done", _("Approved"), text, payout.approved_at, by=_name(payout.approved_by)))
    if payout.state == State.CANCELLED:
        return [*told, _cancelled(payout, _("What it would have paid is unpaid again."))]
    if payout.state == State.PREPARED:
        text = _("Somebody else than who prepared it approves it.")
        told.append(Moment("current", _("Approval"), text))
    if payout.state == State.PAID:
        text = _("Bank reference: %(reference)s") % {"reference": payout.bank_reference}
        return [*told, Moment("done", _("Paid"), text, day=payout.paid_date, by=_name(payout.marked_by))]
    state = "current" if payout.state == State.APPROVED else "coming"
    return [*told, Moment(state, _("Payment"), _("Shown here with its date and bank reference."))]


def remittance_timeline(remittance: Remittance, *, overdue: bool) -> list[Moment]:
    State = Remittance.State
    told = [
        Moment(
            "done",
            _("Requested"),
            _("Give %(number)s as the reference of the payment.") % {"number": remittance.number},
            remittance.requested_at,
            by=_name(remittance.requested_by),
        )
    ]
    if remittance.state == State.CANCELLED:
        return [
            *told,
            _cancelled(remittance, _("What it asked for is still owed and may be asked for anew.")),
        ]
    if remittance.state == State.RECEIVED:
        text = _("Bank reference: %(reference)s") % {"reference": remittance.bank_reference}
        by = _name(remittance.marked_by)
        return [*told, Moment("done", _("Received"), text, day=remittance.received_date, by=by)]
    if overdue:
        return [*told, Moment("failed", _("Overdue since"), day=remittance.due_date)]
    return [*told, Moment("current", _("Payment due"), day=remittance.due_date)]


def _prepared(payout: Payout) -> Moment:
    text = _("What was unpaid was gathered into this payout.")
    return Moment("done", _("Prepared"), text, payout.prepared_at, by=_name(payout.prepared_by))


def _cancelled(row: Payout | Remittance, text: str) -> Moment:
    words = f"{text} {_('Reason: %(reason)s') % {'reason': row.cancel_reason}}"
    return Moment("failed", _("Cancelled"), words, row.cancelled_at, by=_name(row.cancelled_by))


def _name(person) -> str:
    return str(person) if person else ""
