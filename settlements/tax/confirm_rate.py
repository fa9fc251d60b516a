"""The second pair of eyes on a withholding rate: from now on settlements use it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement
from portal.accounts.access import acting_ids, people_with_role, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.tax.models import WithholdingRate
from settlements.tax.propose_rate import told

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


@transaction.atomic
def confirm_rate(*, row: WithholdingRate, by: User) -> WithholdingRate:
    """Estimates follow at once, a run under review shows it as changed; issued statements stay as they are.

    Staff of the finance or approver role, never who entered it, nor their deputy. Raises Refused:
    `own_work`, `decided`.
    """
    require_staff(by, *ROLES)
    if why := why_own_rate(row, by):
        raise Refused("own_work", why)
    # The lock that approving a run takes too: it sees this rate, or comes before it.
    agreements = Agreement.objects.filter(partner=row.partner).order_by("pk")
    for agreement in agreements:
        lock_agreement(agreement)
    found = _decide(row, WithholdingRate.State.CONFIRMED, by)
    for agreement in agreements:
        put_event(event="withholding_rate.confirmed", args=[agreement.pk], partner=found.partner)
    notify(
        people=people_with_role(found.partner, PartnerRole.FINANCE),
        kind="withholding_rate_confirmed",
        context={"rate": found},
        link="/tax/",
        partner=found.partner,
    )
    record_event(
        event="withholding_rate.confirmed",
        subject=found.partner.code,
        actor=by,
        partner=found.partner,
        details=told(found),
    )
    return found


@transaction.atomic
def withdraw_rate(*, row: WithholdingRate, by: User) -> WithholdingRate:
    """One that nobody confirmed. Staff of the finance or approver role. Raises Refused: `decided`."""
    require_staff(by, *ROLES)
    found = _decide(row, WithholdingRate.State.WITHDRAWN, by)
    record_event(
        event="withholding_rate.withdrawn",
        subject=found.partner.code,
        actor=by,
        partner=found.partner,
        details=told(found),
    )
    return found


def why_own_rate(row: WithholdingRate, user: User) -> str:
    """The sentence where the person, or whom they stand in for, entered it; else empty."""
    if row.proposed_by_id in acting_ids(user, *ROLES):
        return _("You entered this rate, so somebody else has to confirm it.")
    return ""


def _decide(row: WithholdingRate, state: str, by: User) -> WithholdingRate:
    Partner.objects.select_for_update(no_key=True).get(pk=row.partner_id)
    found = WithholdingRate.objects.select_for_update(of=("self",)).select_related("partner").get(pk=row.pk)
    if found.state != WithholdingRate.State.PROPOSED:
        sentence = _("%(name)s decided this already. Load the page again.")
        raise Refused("decided", sentence % {"name": found.decided_by})
    found.state, found.decided_by, found.decided_at = state, by, timezone.now()
    found.save()
    return found
