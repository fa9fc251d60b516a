"""Keep one of the licensor's staff out of the portal."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.end_sessions import end_sessions
from portal.partners.people_rules import begin_change, forbid_own, keep_an_administrator, withdraw_sent_by
from portal.refused import Refused


@transaction.atomic
def suspend_staff(*, by: User, user: User, reason: str) -> User:
    """Every session ends at once, and there is no logging in.

    Raises Refused: `no_reason`, `suspended_already`, `last_admin`; PermissionDenied for oneself.
    """
    begin_change(by, None)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the person is suspended; the reason stays on record."))
    row = User.objects.select_for_update(no_key=True).exclude(staff_roles=[]).get(pk=user.pk)
    forbid_own(by, row)
    if not row.is_active:
        raise Refused("suspended_already", _("This person is suspended already."))
    keep_an_administrator(row)
    # Written before the account sleeps: nobody is told who is not active.
    notify(people=[row], kind="member_suspended", context={"organisation": "", "by": by.name}, link="/")
    row.is_active = False
    row.save(update_fields=["is_active"])
    end_sessions(user=row)
    withdrawn = withdraw_sent_by(row, by=by)
    record_event(
        event="staff.suspended",
        subject=row.email[:80],
        actor=by,
        details={"reason": reason.strip(), "invitations_withdrawn": withdrawn},
    )
    return row
