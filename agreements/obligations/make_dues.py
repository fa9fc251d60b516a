"""Write down, ahead of time, on which days obligations are due."""

from datetime import date, timedelta

from django.db import transaction

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Obligation, ObligationDue, Version
from agreements.obligations.lifecycle import DUE
from agreements.obligations.schedule import due_dates
from agreements.obligations.today import today_of
from portal.audit.record_event import record_event

AHEAD = timedelta(days=366)
State = ObligationDue.State


def make_all_dues() -> int:
    """Of every agreement that has obligations in force; how many days are new. Safe to run twice."""
    with_some = Obligation.objects.filter(version__state=Version.State.IN_FORCE)
    ids = with_some.order_by("version__agreement").values_list("version__agreement", flat=True).distinct()
    agreements = Agreement.objects.filter(pk__in=list(ids)).order_by("pk")
    return sum(make_dues(agreement=agreement) for agreement in agreements)


@transaction.atomic
def make_dues(*, agreement: Agreement, day: date | None = None) -> int:
    """What the versions in force ask for up to a year after `day` (today); how many days are new.

    Each day belongs to the version in force on it. Open ones that no version asks for any more lapse, and
    come back where a later amendment asks again. What was attested or waived stays as it is.
    """
    agreement = lock_agreement(agreement)
    wanted = _wanted(agreement, (day or today_of(agreement)) + AHEAD)
    rows = {(row.code, row.due_date): row for row in agreement.dues.select_for_update()}
    lapsed = [
        _move(row, State.LAPSED) for key, row in rows.items() if row.state == State.OPEN and key not in wanted
    ]
    for key, obligation in wanted.items():
        row = rows.get(key)
        if row is None:
            continue
        if row.state == State.LAPSED:
            _move(row, State.OPEN)
        if row.state == State.OPEN and row.obligation_id != obligation.pk:
            row.obligation = obligation
            row.save(update_fields=["obligation"])
    made = ObligationDue.objects.bulk_create(
        ObligationDue(
            agreement=agreement,
            partner=agreement.partner,
            obligation=obligation,
            code=obligation.code,
            due_date=due_date,
        )
        for (_code, due_date), obligation in wanted.items()
        if (obligation.code, due_date) not in rows
    )
    if made or lapsed:
        record_event(
            event="obligation.scheduled",
            subject=agreement.number,
            partner=agreement.partner,
            details={"made": _days(made), "lapsed": _days(lapsed)},
        )
    return len(made)


def _wanted(agreement: Agreement, until: date) -> dict[tuple[str, date], Obligation]:
    found = {}
    rows = Obligation.objects.filter(version__agreement=agreement, version__state=Version.State.IN_FORCE)
    for row in rows.select_related("version").order_by("version__from_date", "code"):
        ends = [each for each in (row.version.to_date, agreement.ends_date, until) if each]
        for day in due_dates(
            first=row.first_due_date,
            recurrence=row.recurrence,
            start=row.version.from_date,
            end=min(ends),
        ):
            found[row.code, day] = row
    return found


def _move(row: ObligationDue, to_state: str) -> ObligationDue:
    DUE.check(row.state, to_state)
    row.state = to_state
    row.save(update_fields=["state"])
    return row


def _days(rows: list[ObligationDue]) -> list[str]:
    return [f"{row.code} {row.due_date.isoformat()}" for row in rows]
