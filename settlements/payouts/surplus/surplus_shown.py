"""What was paid too much for a request and what became of it, for the request's page and the queue."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.web.act import Act
from settlements.payouts.access import staff_remittances
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.second_word import ROLES, why_own_word
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.surplus_left import surplus_left, with_surplus


@dataclass(frozen=True, slots=True)
class Surplus:
    """`uses`: the confirmed ones. `told`: waits for a second person; for staff only. `acts` by URL name."""

    receipt: RemittanceReceipt
    left: Decimal
    uses: list[SurplusUse]
    told: SurplusUse | None
    acts: dict[str, Act]


def surplus_shown(receipts: list[RemittanceReceipt], reader: User, *, staff: bool) -> list[Surplus]:
    """Of the receipts with a surplus, in their order. The caller checked the request's door."""
    return [_shown(each, reader, staff) for each in receipts if each.surplus]


def _shown(receipt: RemittanceReceipt, reader: User, staff: bool) -> Surplus:
    rows = list(receipt.uses.select_related("remittance", "told_by").exclude(state=SurplusUse.State.DROPPED))
    told = next((each for each in rows if each.state == SurplusUse.State.TOLD), None)
    left = surplus_left(receipt)
    if not staff:
        # What nobody confirmed yet is still left, as far as the partner is concerned.
        left, told = left + (told.amount if told else 0), None
    why_not = _why_not(reader)
    acts = {
        "tell_surplus_used": Act(bool(left) and not told, why_not),
        "tell_surplus_sent_back": Act(bool(left) and not told, why_not),
        "confirm_surplus_use": Act(told is not None, why_not_confirm(told, reader) if told else why_not),
        "drop_surplus_use": Act(told is not None, why_not),
    }
    return Surplus(receipt, left, [each for each in rows if each != told and each.decided_at], told, acts)


def _why_not(reader: User) -> str:
    return "" if is_staff(reader, *ROLES) else needed_roles(ROLES)


def why_not_confirm(use: SurplusUse, reader: User) -> str:
    """The sentence where the reader may not; else empty."""
    return _why_not(reader) or why_own_word(use, reader)


def receipts_with_surplus(user: User) -> QuerySet[RemittanceReceipt]:
    """Paid too much, and nobody said yet what becomes of it. Outsiders: Http404."""
    return (
        with_surplus()
        .filter(remittance__in=staff_remittances(user).order_by())
        .exclude(uses__state=SurplusUse.State.TOLD)
    )


def uses_to_confirm(user: User) -> QuerySet[SurplusUse]:
    """For a second person. Outsiders: Http404."""
    rows = SurplusUse.objects.filter(receipt__remittance__in=staff_remittances(user).order_by())
    people = ("receipt__remittance__partner", "remittance", "told_by")
    return rows.filter(state=SurplusUse.State.TOLD).select_related(*people).order_by("pk")


def requests_to_use_it_for(receipt: RemittanceReceipt) -> QuerySet[Remittance]:
    """Open ones of the same partner and currency, first due first."""
    paid = receipt.remittance
    rows = Remittance.objects.filter(partner=paid.partner, currency=paid.currency)
    return rows.filter(state=Remittance.State.REQUESTED).order_by("due_date", "pk")
