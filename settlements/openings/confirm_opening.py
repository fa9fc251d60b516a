"""Confirm what is carried over: the second pair of eyes, and the posting."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.openings.check_opening import check_opening
from settlements.openings.enter_opening import BadOpening, told
from settlements.openings.figures import figures_of
from settlements.openings.models import AgreementOpening
from settlements.openings.post_opening import post_opening
from settlements.openings.read import terms_to_open
from settlements.openings.why_not import CONFIRMS, STANDS_IN, why_not_confirm


@transaction.atomic
def confirm_opening(*, opening: AgreementOpening, by: User) -> AgreementOpening:
    """Post the balance; the first period settled here opens with these figures.

    Staff of finance or approvers, never who entered it nor their deputy: otherwise PermissionDenied. Raises
    Refused: `not_entered`, `not_yet`, `bad_opening`.
    """
    require_staff(by, *CONFIRMS)
    # The lock that approving a run takes too: it sees this opening, or this act what it settled.
    agreement = lock_agreement(opening.agreement)
    row = AgreementOpening.objects.select_related("entered_by", "confirmed_by").get(pk=opening.pk)
    row.agreement = agreement
    if row.state != row.State.ENTERED:
        raise not_entered(row)
    own = acting_ids(by, *STANDS_IN)
    if why := why_not_confirm(row, by):
        if row.entered_by_id in own:
            raise PermissionDenied(why)
        raise Refused("not_yet", why)
    # The terms may have changed since it was entered.
    if faults := check_opening(agreement=agreement, terms=terms_to_open(agreement), figures=figures_of(row)):
        raise BadOpening(faults)
    lock_books(partner=agreement.partner)
    won = (
        AgreementOpening.objects.filter(pk=row.pk, state=row.State.ENTERED)
        .exclude(entered_by__in=own)
        .update(state=row.State.CONFIRMED, confirmed_by=by, confirmed_at=timezone.now())
    )
    row = AgreementOpening.objects.select_related("agreement__partner", "partner", "confirmed_by").get(
        pk=row.pk
    )
    if not won:
        raise not_entered(row)
    post_opening(opening=row)
    put_event(event="opening.confirmed", args=[agreement.pk], partner=agreement.partner)
    record_event(
        event="opening.confirmed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details=told(row),
    )
    return row


def not_entered(opening: AgreementOpening) -> Refused:
    if opening.state == opening.State.CONFIRMED:
        sentence = _("%(name)s confirmed this opening balance already; it never changes.")
        return Refused("not_entered", sentence % {"name": opening.confirmed_by})
    return Refused("not_entered", _("This opening balance was discarded. Load the page again."))
