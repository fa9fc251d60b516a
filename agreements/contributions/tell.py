"""The mails that say something happened to a contribution."""

from django.urls import reverse

from agreements.models import Contribution
from agreements.sides import other
from agreements.who_decides import PARTY, people_of
from portal.accounts.models import User
from portal.notices.notify import notify


def tell_other_side(*, kind: str, contribution: Contribution, party: str, by: User) -> int:
    """One mail to everybody who decides for the side that is not `party`; how many.

    What it is worth stays on the page it leads to.
    """
    receiver, agreement = other(party), contribution.agreement
    name = "staff_contribution" if receiver == PARTY.LICENSOR else "contribution"
    return notify(
        people=people_of(receiver, contribution.partner),
        kind=kind,
        context={
            "code": contribution.code,
            "title": contribution.title,
            "number": agreement.number,
            "writer": by.name,
            "partner": contribution.partner.name,
        },
        link=reverse(name, args=[agreement.number, contribution.code]),
        partner=contribution.partner,
    )
