"""Open a settlement run for a period."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.runs.hindrances import candidates
from settlements.runs.models import Settlement, SettlementRun
from usage.models import Period
from usage.periods.open_period import lock_period, open_period


def open_run(
    *, label: str, by: User, agreements: Iterable[Agreement] | None = None, queue: bool = True
) -> SettlementRun:
    """A run over the agreements given, or over all that can be settled for `label`; each is queued.

    Staff of the finance role. Raises Refused: `bad_period`, `cannot_settle` (naming each agreement given
    that cannot be settled), `nothing_to_settle`, `run_exists`.
    """
    require_staff(by, StaffRole.FINANCE)
    ready = _ready(label, None if agreements is None else list(agreements))
    periods = [open_period(agreement=agreement, label=label, tail=True) for agreement in ready]
    try:
        return _open(label, by, periods, queue)
    except IntegrityError:
        sentence = _("Somebody else opened a run of %(label)s just now. Load the list of runs again.")
        raise Refused("run_exists", sentence % {"label": label}) from None


def _ready(label: str, agreements: list[Agreement] | None) -> list[Agreement]:
    found = candidates(label=label, agreements=agreements)
    hindered = [each for each in found if each.hindrance]
    reasons = " ".join(f"{each.agreement.number}: {each.hindrance}" for each in hindered)
    if agreements is not None and hindered:
        raise Refused("cannot_settle", reasons)
    if len(found) == len(hindered):
        sentence = ngettext(
            "No agreement can be settled for %(label)s. %(reasons)s",
            "None of the agreements can be settled for %(label)s. %(reasons)s",
            len(found),
        )
        raise Refused("nothing_to_settle", (sentence % {"label": label, "reasons": reasons}).strip())
    return [each.agreement for each in found if not each.hindrance]


@transaction.atomic
def _open(label: str, by: User, periods: list[Period], queue: bool) -> SettlementRun:
    periods = [lock_period(each) for each in sorted(periods, key=lambda each: each.pk)]
    run = SettlementRun.objects.create(label=label, opened_by=by)
    Settlement.objects.bulk_create(
        Settlement(
            run=run,
            agreement_id=period.agreement_id,
            period=period,
            partner_id=period.partner_id,
            queued_at=timezone.now(),
        )
        for period in periods
    )
    numbers = sorted(period.agreement.number for period in periods)
    if queue:
        put_event(event="run.opened", args=[run.pk])
    record_event(
        event="run.opened",
        subject=f"run {run.pk}",
        actor=by,
        details={"period": label, "agreements": numbers},
    )
    return run
