"""Let a suspended member in again, with the roles held before."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import begin_change, forbid_own
from portal.partners.tell_admins import tell_admins
from portal.refused import Refused


@transaction.atomic
def resume_member(*, by: User, membership: Membership) -> Membership:
    """Raises Refused: `not_suspended`."""
    begin_change(by, membership.partner)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    forbid_own(by, row.user)
    if not row.suspended_at:
        raise Refused("not_suspended", _("This person is not suspended."))
    row.suspended_at = None
    row.save(update_fields=["suspended_at"])
    context = {"organisation": row.partner.name, "by": by.name}
    notify(
        people=[row.user], kind="member_resumed", context=context, link=reverse("team"), partner=row.partner
    )
    tell_admins(new=row.user, partner=row.partner, roles=row.roles)
    record_event(
        event="member.resumed", subject=row.user.email[:80], actor=by, partner=row.partner, details={}
    )
    return row
