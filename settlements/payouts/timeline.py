"""What happened to a payout or a remittance request, and what comes next, in words with dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from portal.web import formats
from settlements.bank_files.creditor_reference import shown_in_fours
from settlements.payouts.models import (
    BatchApproval,
    Payout,
    PayoutBatch,
    PayoutOutcome,
    Remittance,
    RemittanceReceipt,
)
from settlements.payouts.remittance_reference import remittance_reference


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
    State, told, batch = Payout.State, [_prepared(payout)], payout.batch
    if payout.approved_at:
        text = _("A second person approved it.")
        told.append(Moment("done", _("Approved"), text, payout.approved_at, by=_name(payout.approved_by)))
    if payout.state == State.CANCELLED:
        return [*told, _cancelled(payout, _("What it would have paid is unpaid again."))]
    if payout.state == State.PREPARED:
        text = _("Somebody else than who prepared it approves it.")
        told.append(Moment("current", _("Approval"), text))
    if batch and batch.exported_at:
        text = _("To be paid on %(day)s.") % {"day": formats.day(batch.pay_date)}
        told.append(
            Moment("done", _("Sent to the bank"), text, batch.exported_at, by=_name(batch.exported_by))
        )
    if payout.paid_date:
        text = _("Bank reference: %(reference)s") % {"reference": payout.bank_reference}
        told.append(Moment("done", _("Paid"), text, day=payout.paid_date, by=_name(payout.marked_by)))
    if payout.state == State.RETURNED:
        return [*told, _returned(payout)]
    if payout.state == State.PAID:
        return told
    state = "coming" if payout.state == State.PREPARED else "current"
    return [*told, Moment(state, _("Payment"), _("Shown here with its date and bank reference."))]


def batch_timeline(batch: PayoutBatch, approvals: list[BatchApproval]) -> list[Moment]:
    State = PayoutBatch.State
    text = _("What was unpaid was gathered, by currency and partner.")
    told = [Moment("done", _("Prepared"), text, batch.prepared_at, by=_name(batch.prepared_by))]
    told += [Moment("done", _("Approved"), at=each.approved_at, by=_name(each.by)) for each in approvals]
    if batch.state == State.CANCELLED:
        return [*told, _cancelled(batch, _("What it would have paid is unpaid again."))]
    if batch.state == State.PREPARED:
        one, two = _("Somebody else than who prepared it approves it."), _("Two others approve it.")
        told.append(Moment("current", _("Approval"), two if batch.approvals_needed == 2 else one))
    if batch.exported_at:
        by = _name(batch.exported_by)
        return [*told, Moment("done", _("Handed to the bank"), at=batch.exported_at, by=by)]
    state = "coming" if batch.state == State.PREPARED else "current"
    return [*told, Moment(state, _("Bank file"), _("Downloaded here and handed to the bank."))]


def remittance_timeline(
    remittance: Remittance, receipts: Iterable[RemittanceReceipt], *, overdue: bool
) -> list[Moment]:
    """`receipts`: the confirmed ones, oldest first."""
    State = Remittance.State
    told = [
        Moment(
            "done",
            _("Requested"),
            _("Give %(reference)s as the reference of the payment.")
            % {"reference": shown_in_fours(remittance_reference(remittance))},
            remittance.requested_at,
            by=_name(remittance.requested_by),
        )
    ]
    receipts = list(receipts)
    told += [_received(each, remittance.currency) for each in receipts]
    if remittance.state == State.CANCELLED:
        return [
            *told,
            _cancelled(remittance, _("What of it did not come is still owed and may be asked for anew.")),
        ]
    if remittance.state == State.RECEIVED:
        return told if receipts else [*told, _received_at_once(remittance)]
    if overdue:
        return [*told, Moment("failed", _("Overdue since"), day=remittance.due_date)]
    return [*told, Moment("current", _("Payment due"), day=remittance.due_date)]


def _prepared(payout: Payout) -> Moment:
    text = _("What was unpaid was gathered into this payout.")
    return Moment("done", _("Prepared"), text, payout.prepared_at, by=_name(payout.prepared_by))


def _returned(payout: Payout) -> Moment:
    found = payout.outcomes.filter(kind=PayoutOutcome.Kind.RETURNED, state=PayoutOutcome.State.CONFIRMED)
    outcome = found.select_related("decided_by").get()
    text = _("%(reason)s What it paid is unpaid again and enters the next payout.")
    reason = outcome.reason if outcome.reason.endswith(".") else f"{outcome.reason}."
    by = _name(outcome.decided_by)
    return Moment("failed", _("Returned by the bank"), text % {"reason": reason}, day=outcome.day, by=by)


def _received(receipt: RemittanceReceipt, currency: str) -> Moment:
    names = {"amount": formats.money(receipt.amount, currency), "reference": receipt.bank_reference}
    text = _("%(amount)s, bank reference: %(reference)s") % names
    return Moment("done", _("Received"), text, day=receipt.day, by=_name(receipt.told_by))


def _received_at_once(remittance: Remittance) -> Moment:
    """Before requests were paid in parts."""
    text = _("Bank reference: %(reference)s") % {"reference": remittance.bank_reference}
    by = _name(remittance.marked_by)
    return Moment("done", _("Received"), text, day=remittance.received_date, by=by)


def _cancelled(row: PayoutBatch | Payout | Remittance, text: str) -> Moment:
    words = f"{text} {_('Reason: %(reason)s') % {'reason': row.cancel_reason}}"
    return Moment("failed", _("Cancelled"), words, row.cancelled_at, by=_name(row.cancelled_by))


def _name(person) -> str:
    return str(person) if person else ""
