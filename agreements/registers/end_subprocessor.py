"""Say from which day on a sub-processor works for the partner no more."""

from datetime import date

from django.db import transaction

from agreements.models import Agreement, Subprocessor
from agreements.registers.end_entry import end_entry
from agreements.registers.sides import PARTNERS
from agreements.registers.tell import tell_other_side
from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def end_subprocessor(*, subprocessor: Subprocessor, by: User, to_date: date) -> Subprocessor:
    """By the partner's administrator or signatory; the licensor is told. Refuses as `end_entry`."""
    require_role(by, subprocessor.partner, *PARTNERS)
    row = end_entry(entry=subprocessor, by=by, to_date=to_date)
    tell_other_side(
        kind="subprocessor_ended",
        agreement=row.agreement,
        side=Agreement.Party.PARTNER,
        by=by,
        name=row.name,
    )
    record_event(
        event="subprocessor.ended",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"name": row.name, "to": to_date.isoformat()},
    )
    return row
