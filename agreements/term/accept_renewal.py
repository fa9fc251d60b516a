"""Sign a renewal for the partner: the new end holds."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.exclusivity.check_renewal import check_renewal
from agreements.models import TermChange
from agreements.negotiation.sides import SIGNS, STAFF_COMMENTS, tell_of_term
from agreements.sides import LICENSOR
from agreements.term.lifecycle import lock_change, move_change
from agreements.term.move_end import move_end
from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event

State = TermChange.State


@transaction.atomic
def accept_renewal(*, change: TermChange, by: User) -> TermChange:
    """The agreement and its last version end later; settled days stay as they are.

    Http404 for outsiders, PermissionDenied for those who do not sign; ValidationError where it is not
    approved, cannot stand any more, or takes what another agreement has.
    """
    require_role(by, change.agreement.partner, *SIGNS)
    change = lock_change(change)
    if change.state == State.PROPOSED or change.kind != TermChange.Kind.RENEWAL:
        raise ValidationError(_("It is not approved yet. The licensor approves it first."), "not_approved")
    agreement = change.agreement
    check_renewal(agreement, change.ends_date, for_staff=False)
    change = move_change(change, State.DONE, accepted_by=by, accepted_at=timezone.now())
    move_end(agreement, change.ends_date)
    tell_of_term(kind="renewal_accepted", change=change, to=LICENSOR, by=by, staff=STAFF_COMMENTS)
    record_event(
        event="renewal.accepted",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"last_day": (change.ends_date - timedelta(days=1)).isoformat()},
    )
    return change
