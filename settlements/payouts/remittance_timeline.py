"""What happened to a remittance request, and what comes next, in words with dates."""

from django.utils.translation import gettext as _

from portal.web import formats
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.timeline import Moment, cancelled, name_of

CONFIRMED = RemittanceReceipt.State.CONFIRMED


def remittance_timeline(
    remittance: Remittance, receipts: list[RemittanceReceipt], *, overdue: bool
) -> list[Moment]:
    """`receipts`: told or confirmed, by day; what nobody confirmed yet is no moment."""
    State = Remittance.State
    between = [*_reminders(remittance), *(_receipt(each) for each in receipts if each.state == CONFIRMED)]
    told = [_requested(remittance), *sorted(between, key=lambda each: each.day or each.at.date())]
    if remittance.state == State.CANCELLED:
        text = _("What did not arrive is still owed and may be asked for anew.")
        return [*told, cancelled(remittance, text)]
    if remittance.state == State.RECEIVED:
        return [*told, _received(remittance, alone=not receipts)]
    if overdue:
        return [*told, Moment("failed", _("Overdue since"), day=remittance.due_date)]
    return [*told, Moment("current", _("Payment due"), day=remittance.due_date)]


def _requested(remittance: Remittance) -> Moment:
    text = _("Give %(reference)s as the reference of the payment.")
    words = text % {"reference": remittance_reference(remittance)}
    by = name_of(remittance.requested_by)
    return Moment("done", _("Requested"), words, remittance.requested_at, by=by)


def _reminders(remittance: Remittance) -> list[Moment]:
    return [
        Moment(
            "done",
            _("Reminded"),
            _("%(amount)s was due.") % {"amount": formats.money(each.amount, remittance.currency)},
            each.sent_at,
        )
        for each in remittance.reminders.all()
    ]


def _receipt(receipt: RemittanceReceipt) -> Moment:
    currency = receipt.remittance.currency
    names = {"amount": formats.money(receipt.amount, currency), "reference": receipt.bank_reference}
    if receipt.kind == RemittanceReceipt.Kind.USED:
        names["number"] = receipt.surplus_of.remittance.number
        title = _("%(amount)s used of what was paid too much for %(number)s") % names
    elif receipt.kind == RemittanceReceipt.Kind.SENT_BACK:
        title = _("%(amount)s sent back to the payer") % names
    else:
        title = _("%(amount)s arrived") % names
    words = [_("Bank reference: %(reference)s") % names]
    if receipt.bank_entry:
        words.append(_("found in the bank's statement"))
    if receipt.kind == RemittanceReceipt.Kind.ARRIVED and receipt.surplus:
        surplus = formats.money(receipt.surplus, currency)
        words.append(_("%(amount)s of it was more than was due") % {"amount": surplus})
    by = ", ".join(dict.fromkeys([name_of(receipt.told_by), name_of(receipt.decided_by)]))
    return Moment("done", title, " · ".join(words), day=receipt.day, by=by)


def _received(remittance: Remittance, *, alone: bool) -> Moment:
    """Before there were receipts, a request was received at once, and says by whom itself."""
    text, by = _("Nothing of it is due any more."), ""
    if alone:
        text = _("Bank reference: %(reference)s") % {"reference": remittance.bank_reference}
        by = name_of(remittance.marked_by)
    return Moment("done", _("Received"), text, day=remittance.received_date, by=by)
