"""The second pair of eyes on a renewal, or on the licensor's notice."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.exclusivity.check_renewal import check_renewal
from agreements.models import TermChange
from agreements.negotiation.sides import tell_of_term
from agreements.sides import PARTNER
from agreements.term.lifecycle import lock_change, move_change
from agreements.term.move_end import check_end, move_end
from agreements.who_approves import APPROVERS
from portal.accounts.access import acting_ids, is_staff, needed_roles, require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event

State = TermChange.State


@transaction.atomic
def approve_term_change(*, change: TermChange, by: User) -> TermChange:
    """A renewal waits for a signatory then; a notice of the licensor's is given with it.

    PermissionDenied without the role and for who proposed it; ValidationError with sentences.
    """
    require_staff(by, *APPROVERS)
    change = lock_change(change)
    if refusal := why_not_approve_term(change, by):
        raise PermissionDenied(refusal)
    ending = change.kind == TermChange.Kind.TERMINATION
    columns = {"approved_by": by, "approved_at": timezone.now()}
    agreement = change.agreement
    check_end(agreement, change.ends_date)
    if not ending:
        check_renewal(agreement, change.ends_date, for_staff=True)
    change = move_change(change, State.DONE if ending else State.APPROVED, **columns)
    if ending:
        move_end(agreement, change.ends_date)
    kind = "termination_noticed" if ending else "renewal_approved"
    tell_of_term(kind=kind, change=change, to=PARTNER, by=by)
    record_event(
        event="termination.noticed" if ending else "renewal.approved",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"last_day": (change.ends_date - timedelta(days=1)).isoformat(), "proposed_by": change.by_id},
    )
    return change


def why_not_approve_term(change: TermChange, user: User) -> str:
    """Empty where the person may approve it, else why not."""
    if not is_staff(user, *APPROVERS):
        return needed_roles(APPROVERS)
    if change.by_id in acting_ids(user, *APPROVERS) | {user.pk}:
        return _("You proposed this, or stand in for who did. Somebody else must approve it.")
    return ""
