"""A partner's agreements on its staff page."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements.access import staff_agreements
from portal.accounts.models import Partner, User
from portal.partners.partner_rooms import Room

SHOWN = 6


def partner_room(user: User, partner: Partner) -> Room:
    """The newest ones, drafts too."""
    rows = staff_agreements(user).filter(partner=partner).order_by("-number")[:SHOWN]
    return Room(
        title=_("Agreements"),
        items=[
            (
                reverse("staff_agreement", args=[row.number]),
                f"{row.number} · {row.title}",
                row.get_state_display(),
            )
            for row in rows
        ],
        url=f"{reverse('staff_agreements')}?{urlencode({'search': partner.code})}",
        link=_("All its agreements"),
        nothing=_("None yet. Contracts drafts one."),
    )
