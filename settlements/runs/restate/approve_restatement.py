"""Approve a restatement: the second pair of eyes; its statements are issued at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.balances.lock_books import lock_books
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.restate.fingerprint_of import fingerprint_of
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.require_unchanged import require_unchanged
from settlements.runs.restate.who_prepared import who_prepared
from settlements.statements.issue_restated import issue_restated
from settlements.statements.models import Statement
from usage.let_late_in import let_late_in
from usage.models import Period


@transaction.atomic
def approve_restatement(*, restatement: Restatement, by: User, fingerprint: str) -> Restatement:
    """New versions of the statements that differ, and an adjustment for each amount that does, and for each
    outcome that the new figures contain.

    The late reports taken in count from now on; those left out wait. Exactly one approval wins. Staff of the
    approver role who had no other part in it: otherwise PermissionDenied. `fingerprint` is the one the
    approver looked at. Raises Refused: `not_requested`, `changed_since_shown`, `changed_since_computed`,
    `being_issued`.
    """
    require_staff(by, StaffRole.APPROVER)
    seen = Restatement.objects.get(pk=restatement.pk)
    if why := who_prepared(seen, by):
        raise PermissionDenied(why)
    # Agreement, restatement, periods, books, audit chains: as reports and runs take theirs.
    agreement = Agreement.objects.select_for_update(no_key=True).get(pk=seen.agreement_id)
    row = Restatement.objects.select_for_update(of=("self",)).select_related("period", "agreement")
    row = row.get(pk=seen.pk)
    if row.state != Restatement.State.REQUESTED:
        sentence = _("This restatement is “%(state)s”: no approval is asked for. Load the page again.")
        raise Refused("not_requested", sentence % {"state": row.get_state_display()})
    if fingerprint != row.fingerprint or fingerprint_of(restatement=row) != row.fingerprint:
        sentence = _("The restatement changed since you looked at it. Load the page again and review it.")
        raise Refused("changed_since_shown", sentence)
    _require_nothing_being_issued(agreement)
    locked = Period.objects.filter(pk__in=row.periods.values("period")).order_by("pk").select_for_update()
    periods = list(locked)
    lock_books(partner=agreement.partner)
    require_unchanged(row)
    row.state, row.approved_by, row.approved_at = Restatement.State.ISSUED, by, timezone.now()
    issued = _issue(row)
    _take_back(row)
    for period in periods:
        let_late_in(period=period, by=by, left_out=row.left_out_ids())
    row.save()
    _tell_partner(row, issued)
    put_event(event="restatement.approved", args=[agreement.pk], partner=agreement.partner)
    record_event(
        event="restatement.approved",
        subject=f"restatement {row.pk}",
        actor=by,
        details={
            "agreement": agreement.number,
            "fingerprint": fingerprint,
            "statements": [f"{each.number} v{each.version}" for each in issued],
        },
    )
    return row


def _issue(row: Restatement) -> list[Statement]:
    issued = []
    rows = row.periods.filter(differs=True).select_related(
        "period__agreement", "previous__agreement__partner"
    )
    for each in rows.order_by("period__from_date"):
        each.statement = issue_restated(
            previous=each.previous,
            input_document=each.input_document,
            result_document=each.result_document,
            reports=each.reports.order_by("pk"),
            reason=row.reason,
            at=row.approved_at,
            prepared_by=row.requested_by,
            approved_by=row.approved_by,
        )
        each.save(update_fields=["statement"])
        issued.append(each.statement)
    return issued


def _take_back(row: Restatement) -> None:
    for each in row.contained.select_related("adjustment").order_by("adjustment"):
        outcome = each.adjustment
        make_adjustment(
            agreement=row.agreement,
            kind=Adjustment.Kind.RESTATEMENT,
            reference=outcome.reference,
            statement=outcome.statement,
            line_key=outcome.line_key,
            clause=outcome.clause,
            amount=outcome.amount.copy_negate(),
            currency=outcome.currency,
            reason=row.reason,
            by=row.approved_by,
            reverses=outcome,
        )


def _require_nothing_being_issued(agreement: Agreement) -> None:
    """An approved run keeps the opening it was approved with until its statements are out."""
    waiting = Settlement.objects.filter(
        agreement=agreement, state=Settlement.State.SETTLED, run__state=SettlementRun.State.APPROVED
    )
    if waiting.exists():
        sentence = _("A statement of %(agreement)s is being issued just now. Approve again in a minute.")
        raise Refused("being_issued", sentence % {"agreement": agreement.number})


def _tell_partner(row: Restatement, issued: list[Statement]) -> None:
    """One mail for all of them."""
    notify(
        people=people_with_role(issued[0].partner, PartnerRole.FINANCE, PartnerRole.SIGNATORY),
        kind="statement_restated",
        context={"statements": issued, "reason": row.reason, "agreement": row.agreement},
        link=reverse("statement", args=[issued[0].number]),
        partner=issued[0].partner,
    )
