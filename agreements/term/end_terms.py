"""Agreements whose last day is over are over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from agreements.lifecycle import AGREEMENT
from agreements.models import Agreement, TermChange
from portal.audit.record_event import record_event


def end_terms(now: datetime | None = None) -> int:
    """Each active agreement past its end in its time zone: terminated or expired; how many.

    Its periods stay: figures of the last ones still come in and are settled. Safe to run twice.
    """
    now = now or timezone.now()
    soon = (now + timedelta(days=1)).date()
    rows = Agreement.objects.filter(state=Agreement.State.ACTIVE, ends_date__lte=soon)
    return sum(_end(pk, now) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _end(pk: int, now: datetime) -> bool:
    rows = Agreement.objects.select_for_update(of=("self",), skip_locked=True).select_related("partner")
    agreement = rows.filter(pk=pk, state=Agreement.State.ACTIVE).first()
    if agreement is None or agreement.ends_date is None:
        return False
    if now.astimezone(ZoneInfo(agreement.time_zone)).date() < agreement.ends_date:
        return False
    terminated = was_terminated(agreement)
    to_state = Agreement.State.TERMINATED if terminated else Agreement.State.EXPIRED
    AGREEMENT.check(agreement.state, to_state)
    agreement.state = to_state
    agreement.save(update_fields=["state"])
    record_event(
        event="agreement.terminated" if terminated else "agreement.expired",
        subject=agreement.number,
        partner=agreement.partner,
        details={"last_day": (agreement.ends_date - timedelta(days=1)).isoformat()},
    )
    return True


def was_terminated(agreement: Agreement) -> bool:
    """Whether notice was given that it ends when it does."""
    return agreement.term_changes.filter(
        kind=TermChange.Kind.TERMINATION, state=TermChange.State.DONE, ends_date=agreement.ends_date
    ).exists()
