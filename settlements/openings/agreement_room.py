"""What was carried over, on the agreement's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.agreement_rooms import Room
from agreements.models import Agreement
from portal.accounts.access import is_staff as holds
from portal.accounts.models import User
from settlements.openings.access import openings_of
from settlements.openings.models import AgreementOpening
from settlements.openings.shown import facts_of
from settlements.openings.why_not import ENTERS, why_not_carry_over


def agreement_room(user: User, agreement: Agreement, is_staff: bool) -> Room | None:
    """The live one; for staff who may enter one, the way to it while nothing is settled yet."""
    url = reverse("staff_opening" if is_staff else "opening", args=[agreement.number])
    title = _("Carried over from before")
    rows = openings_of(agreement, staff=is_staff)
    live = next((row for row in rows if row.state != AgreementOpening.State.DISCARDED), None)
    if live is None:
        if is_staff and holds(user, *ENTERS) and not why_not_carry_over(agreement):
            text = _(
                "Was it settled elsewhere before? Then say what is carried over, before its first period."
            )
            return Room(title, text, [], url, _("Opening balance"))
        return None
    text = ""
    if live.state == AgreementOpening.State.ENTERED:
        text = _("Entered by %(name)s, not confirmed yet: nothing is settled until it is.") % {
            "name": live.entered_by
        }
    return Room(title, text, facts_of(live), url, _("Opening balance"))
