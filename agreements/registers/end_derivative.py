"""End an entry of the register of derivatives: withdrawn, or offered no more."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Derivative
from agreements.registers.end_entry import end_entry
from agreements.registers.sides import side_of
from agreements.registers.tell import tell_other_side
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def end_derivative(*, derivative: Derivative, by: User, to_date: date) -> Derivative:
    """By the side that entered it; the other is told. Raises PermissionDenied; refuses as `end_entry`."""
    side = side_of(by, derivative.partner)
    if side != derivative.side:
        raise PermissionDenied(_("The side that entered it ends it."))
    row = end_entry(entry=derivative, by=by, to_date=to_date)
    tell_other_side(kind="derivative_ended", agreement=row.agreement, side=side, by=by, name=row.name)
    record_event(
        event="derivative.ended",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"name": row.name, "to": to_date.isoformat()},
    )
    return row
