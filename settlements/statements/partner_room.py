"""A partner's newest statements on its staff page."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.partners.partner_rooms import Room
from portal.web import formats
from settlements.statements.access import READERS, staff_statements

SHOWN = 6


def partner_room(user: User, partner: Partner) -> Room | None:
    """Without amounts: a look at those is recorded on the statement's own page."""
    if not is_staff(user, *READERS):
        return None
    rows = staff_statements(user).filter(partner=partner).order_by("-issued_at", "-pk")[:SHOWN]
    return Room(
        title=_("Statements"),
        items=[
            (
                reverse("staff_statement", args=[row.number]),
                f"{row.number} · {formats.period(row.period.label)}",
                row.agreement.number,
            )
            for row in rows
        ],
        url=f"{reverse('staff_statements')}?{urlencode({'search': partner.code})}",
        link=_("All its statements"),
        nothing=_("None yet. The first comes with the first settled period."),
    )
