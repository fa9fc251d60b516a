"""A partner's bank accounts on its staff page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.partners.partner_rooms import Room
from settlements.bank_accounts.access import accounts_of, may_read
from settlements.bank_accounts.models import BankAccount

LIVE = (BankAccount.State.PROPOSED, BankAccount.State.CONFIRMED)


def partner_room(user: User, partner: Partner) -> Room | None:
    """Those in use, and those that wait."""
    if not may_read(user, partner):
        return None
    url = reverse("staff_partner_bank_accounts", args=[partner.code])
    rows = accounts_of(user, partner).filter(state__in=LIVE).order_by("currency", "pk")
    return Room(
        title=_("Bank accounts"),
        items=[(url, f"{row.currency} {row.mask}", row.get_state_display()) for row in rows],
        url=url,
        link=_("All bank accounts"),
        nothing=_("None yet. The partner's finance people enter one for each currency."),
    )
