"""Take an invitation back before it is used."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.partners.models import Invitation
from portal.partners.people_rules import begin_change
from portal.refused import Refused


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> Invitation:
    """Its link leads nowhere from now on. Raises Refused: `ended_already`."""
    begin_change(by, invitation.partner)
    open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not open_one.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise Refused("ended_already", _("This invitation was used or withdrawn already."))
    invitation.refresh_from_db()
    record_event(
        event="invitation.withdrawn",
        subject=invitation.email[:80],
        actor=by,
        partner=invitation.partner,
        details={"invitation": invitation.pk},
    )
    return invitation
