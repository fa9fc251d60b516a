"""Propose that the agreement goes on, or ends later than it would."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, TermChange
from agreements.negotiation.sides import STAFF_COMMENTS, side_of, tell_of_term
from agreements.sides import other
from agreements.term.lifecycle import require_none_running
from agreements.term.move_end import check_end
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def renew_agreement(*, agreement: Agreement, last_day: date, by: User, reason: str = "") -> TermChange:
    """A renewal until `last_day`: a second person of staff approves it, then a signatory accepts.

    Http404 for outsiders, PermissionDenied without the role; ValidationError for an agreement without an
    end or a day that is not later.
    """
    party = side_of(by, agreement.partner)
    agreement = lock_agreement(agreement)
    require_none_running(agreement)
    if agreement.ends_date is None:
        raise ValidationError(_("This agreement has no end, so there is nothing to renew."), "no_end")
    ends = last_day + timedelta(days=1)
    if ends <= agreement.ends_date:
        raise ValidationError(_("It lasts that long already. Choose a later day."), "not_later")
    check_end(agreement, ends)
    change = TermChange.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        kind=TermChange.Kind.RENEWAL,
        party=party,
        ended_before=agreement.ends_date,
        ends_date=ends,
        reason=reason.strip(),
        by=by,
    )
    tell_of_term(kind="renewal_proposed", change=change, to=other(party), by=by, staff=STAFF_COMMENTS)
    record_event(
        event="renewal.proposed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"last_day": last_day.isoformat(), "party": party},
    )
    return change
