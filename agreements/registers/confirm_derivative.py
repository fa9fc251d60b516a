"""Confirm what the other side entered in the register."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Derivative
from agreements.registers.sides import side_of
from agreements.registers.tell import tell_other_side
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused

State = Derivative.State


@transaction.atomic
def confirm_derivative(*, derivative: Derivative, by: User) -> Derivative:
    """By the side that did not enter it. Raises PermissionDenied for its own; Refused: `not_open`."""
    side = side_of(by, derivative.partner)
    if side == derivative.side:
        raise PermissionDenied(_("Your side entered it; the other side confirms."))
    rows = Derivative.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("agreement__partner", "partner").get(pk=derivative.pk)
    if row.state != State.PROPOSED or row.to_date is not None:
        raise Refused("not_open", _("This entry waits for nothing any more. Load the page again."))
    row.state, row.confirmed_by, row.confirmed_at = State.CONFIRMED, by, timezone.now()
    row.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    tell_other_side(kind="derivative_confirmed", agreement=row.agreement, side=side, by=by, name=row.name)
    record_event(
        event="derivative.confirmed",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"name": row.name, "side": side},
    )
    return row
