"""Compute a restatement: the period, then every later issued one, each opening with the one before."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.audit.record_event import record_event
from portal.one_at_a_time import one_at_a_time
from settlements.engine import InvalidInput, settle_document
from settlements.runs.attempt import attempt
from settlements.runs.find_blockers import not_computed
from settlements.runs.restate.gather_period import gather_period, statements_from
from settlements.runs.restate.lifecycle import RESTATEMENT
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.runs.restate.outcomes import outcomes_of
from settlements.statements.differences import differences
from settlements.statements.models import Statement
from settlements.statements.versions import delta_of


def compute_restatement(*, restatement_id: int) -> None:
    """All its periods in one transaction; does nothing where it does not wait to be computed.

    Safe to run twice or at once, and after a death at any point. What cannot be computed says why.
    """
    with one_at_a_time(f"restatement {restatement_id}"):
        if not _waiting(restatement_id).update(attempts=F("attempts") + 1):
            return
        attempt(
            begun=Restatement.objects.values_list("attempts", flat=True).get(pk=restatement_id),
            work=partial(_compute, restatement_id),
            give_up=partial(_fail, restatement_id),
            of={"restatement": restatement_id},
        )


def _waiting(restatement_id: int):
    return Restatement.objects.filter(pk=restatement_id, state=Restatement.State.COMPUTING)


def _locked(restatement_id: int) -> Restatement | None:
    rows = _waiting(restatement_id).select_for_update(of=("self",))
    return rows.select_related("agreement__partner", "partner", "period__agreement").first()


@transaction.atomic
def _compute(restatement_id: int) -> None:
    row = _locked(restatement_id)
    if row is None:
        return
    row.periods.all().delete()
    restated: dict[int, dict[str, Any]] = {}
    for previous in statements_from(row.period):
        found = _restate(row, previous, restated)
        if found is None:
            return
        if found.differs:
            restated[previous.period_id] = found.result_document
    row.contained.exclude(adjustment__in=outcomes_of(row)).delete()
    _move(row, Restatement.State.READY, None)


def _restate(row: Restatement, previous: Statement, restated: dict) -> RestatedPeriod | None:
    """The period computed anew and stored; None where it cannot be, which the restatement then says."""
    gathered = gather_period(previous, restated=restated, left_out=row.left_out_ids())
    try:
        result = settle_document(gathered.document)
    except InvalidInput as fault:
        _give_up(row, {"period": previous.period.label, **not_computed(fault).details})
        return None
    if result["errors"]:
        _give_up(row, {"period": previous.period.label, "rates": result["errors"]})
        return None
    sources = set(previous.sources.values_list("report_id", flat=True))
    found = RestatedPeriod.objects.create(
        restatement=row,
        partner=row.partner,
        period=previous.period,
        previous=previous,
        input_document=gathered.document,
        result_document=result,
        digest=result["digest"],
        delta=delta_of(previous.result_document["ladder"], result["ladder"]),
        differs=sources != {report.pk for report in gathered.reports}
        or differences(previous.result_document, result).any,
    )
    found.reports.set(gathered.reports)
    return found


def _give_up(row: Restatement, failure: dict[str, Any]) -> None:
    """Nothing computed is kept: what is shown is whole, or nothing."""
    row.periods.all().delete()
    _move(row, Restatement.State.FAILED, failure)


@transaction.atomic
def _fail(restatement_id: int, code: str, message: str) -> None:
    row = _locked(restatement_id)
    if row is not None:
        _give_up(row, {"faults": [{"path": "$", "code": code, "message": message}], "count": 1})


def _move(row: Restatement, to_state: str, failure: dict[str, Any] | None) -> None:
    RESTATEMENT.check(row.state, to_state)
    row.state, row.failure, row.computed_at = to_state, failure, timezone.now()
    row.save(update_fields=["state", "failure", "computed_at"])
    record_event(
        event="restatement.computed",
        subject=f"restatement {row.pk}",
        details={"periods": row.periods.count(), "state": str(to_state)},
    )
