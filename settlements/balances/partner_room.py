"""A partner's balances on its staff page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import READERS
from portal.partners.partner_rooms import Room
from portal.web import formats
from settlements.balances.access import staff_entries
from settlements.balances.summary import balances_of


def partner_room(user: User, partner: Partner) -> Room | None:
    """What is other than zero, by currency and direction."""
    if not is_staff(user, *READERS):
        return None
    url = reverse("journal")
    return Room(
        title=_("Balance"),
        items=[
            (
                f"{url}?{urlencode({'partner': partner.code, 'currency': each.currency})}",
                f"{name}: {formats.money(amount, each.currency)}",
                _("The licensor pays") if each.payable else _("The partner pays"),
            )
            for each in balances_of(staff_entries(user).filter(partner=partner))
            for name, _meaning, amount in each.rows
            if amount
        ],
        url=f"{url}?{urlencode({'partner': partner.code})}",
        link=_("All its entries"),
        nothing=_("None yet. It begins with the first issued statement."),
    )
