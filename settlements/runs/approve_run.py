"""Approve a run: the second pair of eyes."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import require_staff, stands_in_for
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.periods import parse_label
from portal.refused import Refused
from settlements.fx.rates_for import manual_rates
from settlements.runs.fingerprint_of import fingerprint_of
from settlements.runs.models import Blocker, SettlementRun, SettlementWarning
from settlements.runs.request_approval import require_unchanged
from usage.models import Report


@transaction.atomic
def approve_run(*, run: SettlementRun, by: User, fingerprint: str, queue: bool = True) -> SettlementRun:
    """Exactly one approval wins; the statements are issued in the background.

    Staff of the approver role who neither opened the run, nor asked for its approval, waived a blocker or
    acknowledged a warning in it, handed in its figures or entered a rate for it: otherwise
    PermissionDenied. `fingerprint` is the one the approver looked at. Raises Refused:
    `not_requested`, `changed_since_shown`, `changed_since_settled`.
    """
    require_staff(by, StaffRole.APPROVER)
    row = SettlementRun.objects.select_related("approved_by").get(pk=run.pk)
    if why := prepared_by(row, by):
        raise PermissionDenied(why)
    _require_requested(row)
    if fingerprint != row.fingerprint or fingerprint_of(run=row) != row.fingerprint:
        raise _changed()
    # Terms are approved under the same lock: before this and seen here, or after it and refused.
    list(
        Agreement.objects.filter(settlements__run=row)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
    require_unchanged(row)
    # One conditional write decides; reading first and writing after would let two approve.
    won = SettlementRun.objects.filter(pk=row.pk, state=row.State.REQUESTED, fingerprint=fingerprint).update(
        state=row.State.APPROVED, approved_by=by, approved_at=timezone.now()
    )
    row.refresh_from_db()
    if not won:
        _require_requested(row)
        raise _changed()
    if queue:
        put_event(event="run.approved", args=[row.pk])
    record_event(
        event="run.approved",
        subject=f"run {row.pk}",
        actor=by,
        details={"period": row.label, "fingerprint": fingerprint},
    )
    return row


def prepared_by(run: SettlementRun, user: User) -> str:
    """The sentence that says how the person, or whoever they stand in for, prepared the run; else empty."""
    if why := _part_in(run, {user.pk}):
        return why
    principals = stands_in_for(user, StaffRole.APPROVER)
    if principals and _part_in(run, principals):
        return _("You stand in for somebody who prepared this run, so somebody else has to approve it.")
    return ""


def _part_in(run: SettlementRun, people: set[int]) -> str:
    if run.opened_by_id in people:
        return _("You opened this run, so somebody else has to approve it.")
    if run.requested_by_id in people:
        return _("You asked for its approval, so somebody else has to approve it.")
    if Blocker.objects.filter(settlement__run=run, waived_by__in=people).exists():
        return _("You waived a blocker of this run, so somebody else has to approve it.")
    if SettlementWarning.objects.filter(settlement__run=run, acknowledged_by__in=people).exists():
        return _("You acknowledged a warning of this run, so somebody else has to approve it.")
    handed_in = Q(uploaded_by__in=people) | Q(submitted_by__in=people)
    if Report.objects.filter(handed_in, settlements__run=run).exists():
        return _("You handed in figures of this run, so somebody else has to approve it.")
    period = parse_label(run.label)
    if manual_rates(from_date=period.start, to_date=period.end).filter(entered_by__in=people).exists():
        return _("You entered an exchange rate for this period, so somebody else has to approve it.")
    return ""


def _require_requested(run: SettlementRun) -> None:
    if run.state in (run.State.APPROVED, run.State.ISSUED):
        sentence = _("%(name)s approved this run already.")
        raise Refused("not_requested", sentence % {"name": run.approved_by})
    if run.state != run.State.REQUESTED:
        sentence = _("This run is “%(state)s”: no approval is asked for. Load the page again.")
        raise Refused("not_requested", sentence % {"state": run.get_state_display()})


def _changed() -> Refused:
    sentence = _("The run changed since you looked at it. Load the page again and review what changed.")
    return Refused("changed_since_shown", sentence)
