"""Give notice: the agreement ends after a last day."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, TermChange
from agreements.negotiation.move_version import require_reason
from agreements.negotiation.sides import SIGNS, STAFF_COMMENTS, side_of, tell_of_term
from agreements.sides import LICENSOR, PARTNER
from agreements.term.lifecycle import require_none_running
from agreements.term.move_end import check_end, move_end
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def terminate_agreement(*, agreement: Agreement, last_day: date, reason: str, by: User) -> TermChange:
    """The partner's signatory gives notice at once; for the licensor a second person approves it first.

    `last_day` is the last one of the term; periods until then are reported and settled as before. Http404
    for outsiders, PermissionDenied without the role; ValidationError with sentences.
    """
    party = side_of(by, agreement.partner, roles=SIGNS)
    reason = require_reason(reason)
    agreement = lock_agreement(agreement)
    require_none_running(agreement)
    ends = last_day + timedelta(days=1)
    if agreement.ends_date is not None and ends >= agreement.ends_date:
        raise ValidationError(_("The agreement ends by then anyway. Choose an earlier day."), "ends_anyway")
    check_end(agreement, ends)
    change = TermChange(
        agreement=agreement,
        partner=agreement.partner,
        kind=TermChange.Kind.TERMINATION,
        party=party,
        ended_before=agreement.ends_date,
        ends_date=ends,
        reason=reason,
        by=by,
    )
    if party == PARTNER:
        change.state = TermChange.State.DONE
        change.accepted_by, change.accepted_at = by, timezone.now()
        move_end(agreement, ends)
    change.save(force_insert=True)
    kind = "termination_noticed" if party == PARTNER else "termination_proposed"
    tell_of_term(kind=kind, change=change, to=LICENSOR, by=by, staff=STAFF_COMMENTS)
    record_event(
        event="termination.noticed" if party == PARTNER else "termination.proposed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"last_day": last_day.isoformat(), "reason": reason},
    )
    return change
