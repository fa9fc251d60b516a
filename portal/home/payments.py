"""What waits of payouts and remittance requests, for staff; what comes next, for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.balances.soundness.standing_faults import standing_faults
from settlements.payouts.acts import batch_acts, payout_acts, remittance_acts
from settlements.payouts.bank_statements.access import statements_to_match
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.tables import LINE_KINDS
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.models import Payout, PayoutBatch, Remittance, RemittanceReceipt
from settlements.payouts.next_payments import NextPayment, next_payments
from settlements.payouts.positions import PAYABLE, RECEIVABLE, positions
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.surplus_shown import receipts_with_surplus, uses_to_confirm, why_not_confirm
from settlements.payouts.tables import BATCH_KINDS, PAYOUT_KINDS
from settlements.payouts.waiting import (
    batches_to_approve,
    batches_to_send,
    payouts_to_ask_about,
    payouts_to_confirm,
    receipts_to_confirm,
    remittances_overdue,
)


def payment_sections(user: User) -> list[Section]:
    """For staff who may see amounts. Outsiders: Http404."""
    approve = [_batch(each, user, "approve_batch") for each in batches_to_approve(user)[: SHOWN + 1]]
    send = [_batch(each, user, "export_batch") for each in batches_to_send(user)[: SHOWN + 1]]
    confirm = [_payout(each, user, _("Confirm")) for each in payouts_to_confirm(user)[: SHOWN + 1]]
    ask = [_payout(each, user, _("Ask the bank")) for each in payouts_to_ask_about(user)[: SHOWN + 1]]
    arrived = [_arrived(each, user) for each in receipts_to_confirm(user)[: SHOWN + 1]]
    too_much = [_use(each, user) for each in uses_to_confirm(user)[: SHOWN + 1]]
    too_much += [_too_much(each, user) for each in receipts_with_surplus(user)[: SHOWN + 1 - len(too_much)]]
    overdue = [_overdue(each, user) for each in remittances_overdue(user)[: SHOWN + 1]]
    payouts = (reverse("staff_payouts"), _("All payouts"))
    requests = (reverse("staff_remittances"), _("All remittance requests"))
    bank = (reverse("bank_statements"), _("All bank statements"))
    lines = [_statement(each, user) for each in statements_to_match(user)[: SHOWN + 1]]
    return [
        _books(),
        section_of(_("Payouts to approve"), approve, _("No payout waits for approval."), *payouts),
        section_of(_("Payouts for the bank"), send, _("No approved batch waits for the bank."), *payouts),
        section_of(_("Payouts to confirm"), confirm, _("Nobody waits for a second word."), *payouts),
        section_of(_("Payouts to ask about"), ask, _("The bank answered on every payout."), *payouts),
        section_of(_("Received, to confirm"), arrived, _("No payment waits for a second word."), *requests),
        section_of(_("Paid too much"), too_much, _("No partner paid more than was due."), *requests),
        section_of(_("Bank bookings to match"), lines, _("Every booking of the bank is matched."), *bank),
        section_of(_("Overdue remittances"), overdue, _("No partner is late with a payment."), *requests),
    ]


def _books() -> Section:
    url, items = reverse("books"), []
    if count := len(standing_faults()):
        found = ngettext("%(count)s discrepancy", "%(count)s discrepancies", count)
        items = [
            ToDo(
                text=_("The books do not agree, and payouts stand still"),
                sub=found % {"count": formats.exact(count)},
                url=url,
                badge=_("Stopped"),
                kind="bad",
                act=_("Open"),
            )
        ]
    return section_of(_("Books"), items, _("The books agree, as far as checked."), url, _("All checks"))


def partner_payments(partner: Partner) -> list[NextPayment]:
    """What the partner will get or owes, by currency, where that is anything; the caller checks the door."""
    found = [
        each
        for direction in (PAYABLE, RECEIVABLE)
        for each in next_payments(positions(direction=direction, partner=partner))
    ]
    return [each for each in found if each.amount]


def _batch(batch: PayoutBatch, user: User, name: str) -> ToDo:
    act = batch_acts(batch, user)[name]
    words = {"approve_batch": _("Review and approve"), "export_batch": _("Hand to the bank")}
    preparer = _("prepared by %(name)s") % {"name": batch.prepared_by.name}
    return ToDo(
        text=batch.number,
        sub=f"{_('To be paid on %(day)s.') % {'day': formats.day(batch.pay_date)}} {preparer}",
        url=reverse("payout_batch", args=[batch.number]),
        badge=batch.get_state_display(),
        kind=BATCH_KINDS[batch.state],
        act=words[name] if act.may else _("Open"),
        why_not=act.why_not,
    )


def _payout(payout: Payout, user: User, words: str) -> ToDo:
    told = payout.outcomes.filter(state="told").select_related("told_by").first()
    act = payout_acts(payout, user, told)["confirm_outcome" if told else "tell_paid"]
    preparer = _("prepared by %(name)s") % {"name": payout.prepared_by.name}
    return ToDo(
        text=f"{payout.number}: {formats.money(payout.amount, payout.currency)}",
        sub=f"{payout.partner.name} · {preparer}",
        url=reverse("staff_payout", args=[payout.number]),
        badge=payout.get_state_display(),
        kind=PAYOUT_KINDS[payout.state],
        act=words,
        why_not=act.why_not,
    )


def _arrived(remittance: Remittance, user: User) -> ToDo:
    told = remittance.receipts.filter(state="told").select_related("told_by").get()
    act = remittance_acts(remittance, user, told)["confirm_receipt"]
    return ToDo(
        text=f"{remittance.number}: {formats.money(told.amount, remittance.currency)}",
        sub=f"{remittance.partner.name} · {_('entered by %(name)s') % {'name': told.told_by.name}}",
        url=reverse("staff_remittance", args=[remittance.number]),
        badge=told.get_state_display(),
        kind="warn",
        act=_("Confirm"),
        why_not=act.why_not,
    )


def _too_much(receipt: RemittanceReceipt, user: User) -> ToDo:
    number, currency = receipt.remittance.number, receipt.remittance.currency
    return ToDo(
        text=f"{number}: {formats.money(receipt.left, currency)}",
        sub=receipt.remittance.partner.name,
        url=reverse("staff_remittance", args=[number]),
        badge=_("To be decided"),
        kind="warn",
        act=_("Decide"),
        why_not="" if is_staff(user, *ROLES) else needed_roles(ROLES),
    )


def _use(use: SurplusUse, user: User) -> ToDo:
    paid = use.receipt.remittance
    entered = _("entered by %(name)s") % {"name": use.told_by.name}
    return ToDo(
        text=f"{paid.number}: {formats.money(use.amount, paid.currency)}",
        sub=f"{paid.partner.name} · {entered}",
        url=reverse("staff_remittance", args=[paid.number]),
        badge=use.get_state_display(),
        kind="warn",
        act=_("Confirm"),
        why_not=why_not_confirm(use, user),
    )


def _statement(file: BankStatementFile, user: User) -> ToDo:
    found = ngettext("%(count)s booking is not matched", "%(count)s bookings are not matched", file.unmatched)
    told = ngettext("%(count)s match is to be confirmed", "%(count)s matches are to be confirmed", file.told)
    counts = [(found, file.unmatched), (told, file.told)]
    state = BankLine.State.UNMATCHED if file.unmatched else BankLine.State.TOLD
    return ToDo(
        text=file.name,
        sub=" · ".join(words % {"count": formats.exact(count)} for words, count in counts if count),
        url=f"{reverse('bank_statement', args=[file.pk])}?state={state}",
        badge=state.label,
        kind=LINE_KINDS[state],
        act=_("Open"),
        why_not="" if is_staff(user, *ROLES) else needed_roles(ROLES),
    )


def _overdue(remittance: Remittance, user: User) -> ToDo:
    act = remittance_acts(remittance, user)["tell_receipt"]
    due = _("due on %(day)s") % {"day": formats.day(remittance.due_date)}
    return ToDo(
        text=f"{remittance.number}: {formats.money(remittance.still_due, remittance.currency)}",
        sub=f"{remittance.partner.name} · {due}",
        url=reverse("staff_remittance", args=[remittance.number]),
        badge=_("Overdue"),
        kind="bad",
        act=_("Open"),
        why_not=act.why_not,
    )
