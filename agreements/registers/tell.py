"""The mails about a register: to those who keep it for the other side."""

from django.urls import reverse

from agreements.models import Agreement
from agreements.registers.sides import people_of
from portal.accounts.models import User
from portal.notices.notify import notify


def tell_other_side(*, kind: str, agreement: Agreement, side: str, by: User, name: str) -> int:
    """How many mails; `name`: of the entry."""
    party = Agreement.Party
    receiver = party.LICENSOR if side == party.PARTNER else party.PARTNER
    page = "staff_registers" if receiver == party.LICENSOR else "registers"
    return notify(
        people=people_of(receiver, agreement.partner),
        kind=kind,
        context={
            "name": name,
            "agreement": agreement.number,
            "writer": by.name,
            "partner": agreement.partner.name,
        },
        link=reverse(page, args=[agreement.number]),
        partner=agreement.partner,
    )
