"""Restate a settled period."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.runs.restate.late_reports import late_reports_from
from settlements.runs.restate.models import Restatement
from settlements.statements.models import Statement
from usage.models import Period, Report


def open_restatement(
    *,
    agreement: Agreement,
    period_label: str,
    reason: str,
    by: User,
    left_out: Iterable[Report] = (),
    queue: bool = True,
) -> Restatement:
    """It is computed in the background; nothing changes before a second person approves it.

    Every late report of its periods is taken in, but for those left out, which wait on. Staff of the finance
    role. Raises Refused: `no_reason`, `not_settled`, `not_late`, `restatement_exists`.
    """
    require_staff(by, StaffRole.FINANCE)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the period is restated; the partner reads the reason."))
    period = Period.objects.filter(agreement=agreement, label=period_label[:7]).first()
    if period is None or not Statement.objects.filter(agreement=agreement, period=period).exists():
        sentence = _("%(label)s has no statement yet: settle it, there is nothing to restate.")
        raise Refused("not_settled", sentence % {"label": period_label[:20]})
    waiting = list(left_out)
    if not set(waiting) <= set(late_reports_from(period)):
        sentence = _("A report that was to be left waiting is not late any more. Load the page again.")
        raise Refused("not_late", sentence)
    try:
        return _open(agreement, period, reason.strip(), by, waiting, queue)
    except IntegrityError:
        sentence = _(
            "Another restatement of %(agreement)s is not finished. Approve or cancel that one first."
        )
        raise Refused("restatement_exists", sentence % {"agreement": agreement.number}) from None


@transaction.atomic
def _open(
    agreement: Agreement, period: Period, reason: str, by: User, left_out: list[Report], queue: bool
) -> Restatement:
    row = Restatement.objects.create(
        agreement=agreement,
        partner_id=agreement.partner_id,
        period=period,
        reason=reason,
        opened_by=by,
        queued_at=timezone.now(),
    )
    row.left_out.set(left_out)
    if queue:
        put_event(event="restatement.opened", args=[row.pk])
    record_event(
        event="restatement.opened",
        subject=f"restatement {row.pk}",
        actor=by,
        details={
            "agreement": agreement.number,
            "period": period.label,
            "reason": reason,
            "left_out": [each.pk for each in left_out],
        },
    )
    return row
