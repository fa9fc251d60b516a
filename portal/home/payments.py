"""What waits of payouts and remittance requests, for staff; what comes next, for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.balances.soundness.standing_faults import standing_faults
from settlements.payouts.acts import payout_acts, remittance_acts
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.next_payments import NextPayment, next_payments
from settlements.payouts.positions import PAYABLE, RECEIVABLE, positions
from settlements.payouts.tables import PAYOUT_KINDS
from settlements.payouts.waiting import payouts_to_approve, payouts_to_pay, remittances_overdue


def payment_sections(user: User) -> list[Section]:
    """For staff who may see amounts. Outsiders: Http404."""
    approve = [_payout(each, user, "approve_payout") for each in payouts_to_approve(user)[: SHOWN + 1]]
    pay = [_payout(each, user, "mark_paid") for each in payouts_to_pay(user)[: SHOWN + 1]]
    overdue = [_overdue(each, user) for each in remittances_overdue(user)[: SHOWN + 1]]
    payouts = (reverse("staff_payouts"), _("All payouts"))
    requests = (reverse("staff_remittances"), _("All remittance requests"))
    return [
        _books(),
        section_of(_("Payouts to approve"), approve, _("No payout waits for approval."), *payouts),
        section_of(_("Payouts to pay"), pay, _("No approved payout waits for the bank."), *payouts),
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


def _payout(payout: Payout, user: User, name: str) -> ToDo:
    act = payout_acts(payout, user)[name]
    words = {"approve_payout": _("Review and approve"), "mark_paid": _("Mark as paid")}
    preparer = _("prepared by %(name)s") % {"name": payout.prepared_by.name}
    return ToDo(
        text=f"{payout.number}: {formats.money(payout.amount, payout.currency)}",
        sub=f"{payout.partner.name} · {preparer}",
        url=reverse("staff_payout", args=[payout.number]),
        badge=payout.get_state_display(),
        kind=PAYOUT_KINDS[payout.state],
        act=words[name] if act.may else _("Open"),
        why_not=act.why_not,
    )


def _overdue(remittance: Remittance, user: User) -> ToDo:
    act = remittance_acts(remittance, user)["mark_received"]
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
