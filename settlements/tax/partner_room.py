"""At which rate tax is withheld from a partner, on its staff page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.partners.partner_rooms import Room
from portal.web import formats
from settlements.payouts.dates import today
from settlements.tax.access import READERS
from settlements.tax.models import WithholdingRate
from settlements.tax.withholding import withholding_on


def partner_room(user: User, partner: Partner) -> Room | None:
    """The rate of today, and one that waits."""
    if not is_staff(user, *READERS):
        return None
    url = reverse("withholding_rates", args=[partner.code])
    rows = list(WithholdingRate.objects.filter(partner=partner).exclude(state="withdrawn"))
    now = withholding_on([row for row in rows if row.state == row.State.CONFIRMED], today())
    items = [(url, formats.percent(now.rate), now.row.source)] if now else []
    items += [
        (url, formats.percent(row.default_rate), row.get_state_display())
        for row in rows
        if row.state == row.State.PROPOSED
    ]
    return Room(
        title=_("Withholding tax"),
        items=items,
        url=url,
        link=_("All rates"),
        nothing=_("None entered: what the terms of each agreement say is withheld."),
    )
