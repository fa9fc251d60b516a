"""Keep a member out of one organisation; the account and other organisations stay."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import begin_change, forbid_own, keep_an_admin, withdraw_sent_by
from portal.refused import Refused


@transaction.atomic
def suspend_member(*, by: User, membership: Membership, reason: str) -> Membership:
    """Access is gone at the next request. Raises Refused: `no_reason`, `suspended_already`, `last_admin`."""
    begin_change(by, membership.partner)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the person is suspended; the reason stays on record."))
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    forbid_own(by, row.user)
    if row.suspended_at:
        raise Refused("suspended_already", _("This person is suspended already."))
    keep_an_admin(row)
    row.suspended_at = timezone.now()
    row.save(update_fields=["suspended_at"])
    withdrawn = withdraw_sent_by(row.user, by=by, partner=row.partner)
    context = {"organisation": row.partner.name, "by": by.name}
    notify(people=[row.user], kind="member_suspended", context=context, link="/", partner=row.partner)
    record_event(
        event="member.suspended",
        subject=row.user.email[:80],
        actor=by,
        partner=row.partner,
        details={"reason": reason.strip(), "invitations_withdrawn": withdrawn},
    )
    return row
