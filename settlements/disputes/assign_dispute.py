"""Say who of the staff looks after a dispute."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff, staff_with_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.lifecycle import LIVE, wrong_state
from settlements.disputes.models import Dispute, Side
from settlements.disputes.second_level import why_not_decide
from settlements.disputes.sides import STAFF
from settlements.disputes.tell import tell_people


@transaction.atomic
def assign_dispute(*, by: User, dispute: Dispute, to: User | None) -> Dispute:
    """None: nobody in particular, so that all of the disputes role are reminded.

    Staff of the disputes role. Raises Refused: `wrong_state`, `not_of_the_role`, `same_person`.
    """
    require_staff(by, *STAFF)
    rows = Dispute.objects.select_related("partner", "agreement", "statement__period")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=dispute.pk)
    if row.state not in LIVE:
        raise wrong_state(row)
    if to is not None and to not in staff_with_role(*STAFF):
        raise Refused("not_of_the_role", _("Choose a person of the disputes role."))
    if to is not None and why_not_decide(row, to):
        sentence = _(
            "%(name)s proposed the outcome that was refused. Choose a colleague for the second level."
        )
        raise Refused("same_person", sentence % {"name": to.name})
    row.assigned_to = to
    row.save(update_fields=["assigned_to"])
    if to is not None and to != by:
        tell_people(kind="dispute_assigned", thread=row, receiver=Side.LICENSOR, people=[to], writer=by.name)
    record_event(
        event="dispute.assigned",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"to": to.name if to else ""},
    )
    return row
