"""Say that one has seen what a run warns of."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.models import SettlementRun, SettlementWarning


@transaction.atomic
def acknowledge_warnings(*, run: SettlementRun, by: User, warnings: Iterable[int]) -> list[SettlementWarning]:
    """Staff of the finance role, while the run is in review; `warnings` are the ids of those they were shown.

    An id stands for the very facts, so what was settled anew since is not acknowledged unseen. Returns those
    that nobody had acknowledged yet. Raises Refused: `wrong_state`, `warnings_gone`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    if row.state != row.State.REVIEW:
        sentence = _("Warnings are acknowledged while the run is in review; it is “%(state)s”.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()})
    ids = set(warnings)
    shown = SettlementWarning.objects.filter(settlement__run=row, pk__in=ids)
    shown = list(shown.select_related("settlement__agreement").select_for_update(of=("self",)).order_by("pk"))
    if not ids or len(shown) < len(ids):
        sentence = _("Some of it was settled anew since. Load the page again and read what it warns of now.")
        raise Refused("warnings_gone", sentence)
    fresh = [each for each in shown if each.acknowledged_by_id is None]
    if not fresh:
        return []
    now = timezone.now()
    for each in fresh:
        each.acknowledged_by, each.acknowledged_at = by, now
    SettlementWarning.objects.bulk_update(fresh, ["acknowledged_by", "acknowledged_at"])
    numbers = defaultdict(list)
    for each in fresh:
        numbers[each.kind].append(each.settlement.agreement.number)
    record_event(
        event="warnings.acknowledged",
        subject=f"run {row.pk}",
        actor=by,
        details={"period": row.label, "warnings": {kind: sorted(of) for kind, of in sorted(numbers.items())}},
    )
    return fresh
