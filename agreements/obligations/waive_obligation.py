"""Let an obligation of one day pass unmet, with a reason that stays on record."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, ObligationDue
from agreements.obligations.attest_obligation import lock_due, not_open
from agreements.obligations.lifecycle import DUE
from agreements.obligations.owners import owner_of, owners_of, who_names
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused

State = ObligationDue.State


@transaction.atomic
def waive_obligation(*, due: ObligationDue, by: User, reason: str) -> ObligationDue:
    """Staff of the contracts role; whoever answers for it is told. Raises Refused: `own`, `no_reason`,
    `not_open`."""
    require_staff(by, StaffRole.CONTRACTS)
    row = lock_due(due)
    owner = owner_of(row.obligation, owners_of(row.agreement))
    if owner == by:
        raise Refused("own", _("You answer for this obligation. Somebody else must waive it."))
    if row.state != State.OPEN:
        raise not_open(row)
    if not reason.strip():
        raise Refused("no_reason", _("Say why it may pass; the partner reads it, and it stays on record."))
    DUE.check(row.state, State.WAIVED)
    row.state, row.reason = State.WAIVED, reason.strip()
    row.waived_by, row.waived_at = by, timezone.now()
    row.save(update_fields=["state", "reason", "waived_by", "waived_at"])
    ours = row.obligation.party == Agreement.Party.LICENSOR
    notify(
        people=[owner] if owner else who_names(row.obligation),
        kind="obligation_waived",
        context={
            "title": row.obligation.title,
            "agreement": row.agreement.number,
            "due": row.due_date,
            "writer": by.name,
        },
        link=reverse("staff_obligation" if ours else "obligation", args=[row.agreement.number, row.pk]),
        partner=row.partner,
    )
    record_event(
        event="obligation.waived",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"obligation": row.code, "due": row.due_date.isoformat(), "reason": row.reason},
    )
    return row
