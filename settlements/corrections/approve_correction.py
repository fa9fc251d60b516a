"""Approve a correction: the next statement of the agreement takes it in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.notices.put_event import put_event
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.balances.lock_books import lock_books
from settlements.corrections.models import Correction
from settlements.corrections.propose_correction import decided, not_proposed
from settlements.corrections.who import APPROVES, why_not_decide


@transaction.atomic
def approve_correction(*, correction: Correction, by: User) -> Correction:
    """One adjustment, made once. An approver, never who proposed it nor their deputy: PermissionDenied.

    Raises Refused: `not_proposed`.
    """
    require_staff(by, *APPROVES)
    if why := why_not_decide(correction, by):
        raise PermissionDenied(why)
    lock_books(partner=correction.partner)
    if not decided(correction, Correction.State.APPROVED, by):
        raise not_proposed(correction)
    row = Correction.objects.select_related("agreement__partner", "partner", "statement", "line").get(
        pk=correction.pk
    )
    make_adjustment(
        agreement=row.agreement,
        kind=Adjustment.Kind.CORRECTION,
        reference=row.number,
        statement=row.statement.number,
        line_key=row.line.key if row.line else "",
        clause=row.line.clause if row.line else "",
        amount=row.amount,
        currency=row.currency,
        reason=row.reason,
        by=by,
    )
    notify(
        people=people_with_role(row.partner, PartnerRole.FINANCE, PartnerRole.SIGNATORY),
        kind="correction_approved",
        context={"correction": row},
        link=reverse("correction", args=[row.number]),
        partner=row.partner,
    )
    put_event(event="correction.approved", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="correction.approved",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "statement": row.statement.number,
            "amount": f"{row.amount:f}",
            "currency": row.currency,
        },
    )
    return row
