"""Say which outcomes of disputes and which corrections the new figures contain."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.restate.lifecycle import locked
from settlements.runs.restate.models import ContainedOutcome, Restatement
from settlements.runs.restate.outcomes import outcomes_of


@transaction.atomic
def choose_contained(*, restatement: Restatement, contained: Iterable[int], by: User) -> Restatement:
    """`contained`: ids of adjustments. Each is taken back once it is approved; all others still stand.

    Staff of the finance role, while the restatement is in review. Said again, it takes the place of what was
    said. Raises Refused: `wrong_state`, `outcomes_changed`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = locked(restatement, Restatement.State.REQUESTED)
    wanted = set(contained)
    found = list(outcomes_of(row).filter(pk__in=wanted))
    if len(found) < len(wanted):
        sentence = _("The outcomes of these statements changed. Load the page again and choose anew.")
        raise Refused("outcomes_changed", sentence)
    row.contained.exclude(adjustment__in=found).delete()
    known = set(row.contained.values_list("adjustment", flat=True))
    ContainedOutcome.objects.bulk_create(
        ContainedOutcome(restatement=row, partner_id=row.partner_id, adjustment=each, said_by=by)
        for each in found
        if each.pk not in known
    )
    record_event(
        event="restatement.outcomes_chosen",
        subject=f"restatement {row.pk}",
        actor=by,
        details={"agreement": row.agreement.number, "contained": [each.reference for each in found]},
    )
    return row
