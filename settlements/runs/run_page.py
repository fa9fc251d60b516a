"""What the page of a run shows."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.fields.json import KT, KeyTransform
from django.utils.translation import gettext as _

from portal.accounts.models import User
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.run_acts import run_acts
from settlements.runs.warning_groups import by_kind, warnings_of
from settlements.statements.change.told import tell_change

PER_PAGE = 100
SUMMED = ("earned", "due_now", "carried_forward")
STATE_KINDS = {
    "settling": "info",
    "review": "warn",
    "requested": "warn",
    "approved": "info",
    "issued": "good",
    "cancelled": "neutral",
}
SETTLEMENT_KINDS = {
    "waiting": "neutral",
    "settled": "good",
    "failed": "bad",
    "issued": "good",
    "cancelled": "neutral",
}
MOVING = {SettlementRun.State.SETTLING, SettlementRun.State.APPROVED}


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over the settlements of one direction and currency."""

    direction: str
    currency: str
    count: int
    earned: Decimal
    due_now: Decimal
    carried_forward: Decimal


def run_page(*, run: SettlementRun, reader: User, page: str | None = None) -> dict[str, Any]:
    """Context of the run's page and of the fragment that follows its progress."""
    blockers = Blocker.objects.filter(settlement__run=run).select_related(
        "settlement__agreement__partner", "waived_by"
    )
    blockers = list(blockers.order_by("settlement__agreement__number", "kind"))
    open_blockers = [each for each in blockers if not each.waived_by_id]
    warnings = warnings_of(run)
    open_warnings = [each for each in warnings if not each.acknowledged_by_id]
    counts = dict(run.settlements.order_by().values_list("state").annotate(count=Count("pk")))
    total = sum(counts.values())
    busy = Settlement.State.WAITING if run.state == run.State.SETTLING else Settlement.State.SETTLED
    shown = Paginator(_rows(run), PER_PAGE).get_page(page)
    for row in shown:
        row.told = tell_change(row.change, row.currency or "")
    return {
        "run": run,
        "state_kind": STATE_KINDS[run.state],
        "steps": _steps(run),
        "moving": run.state in MOVING,
        "done": total - counts.get(busy, 0),
        "total": total,
        "acts": run_acts(run, reader, len(open_blockers), len(open_warnings)),
        "open_blockers": open_blockers,
        "waived_blockers": [each for each in blockers if each.waived_by_id],
        "open_warnings": by_kind(open_warnings),
        "acknowledged_warnings": by_kind(each for each in warnings if each.acknowledged_by_id),
        "totals": _totals(run),
        "page": shown,
        "compared": [row for row in shown if row.told],
        "settlement_kinds": SETTLEMENT_KINDS,
    }


def _rows(run: SettlementRun):
    """The settlements without their documents, each with the ladder of its result."""
    rows = run.settlements.select_related("agreement__partner").defer("input_document", "result_document")
    return rows.annotate(
        ladder=KeyTransform("ladder", "result_document"),
        direction=KT("result_document__direction"),
        currency=KT("result_document__currency"),
        open_blockers=Count("blockers", filter=Q(blockers__waived_by=None), distinct=True),
        open_warnings=Count("warnings", filter=Q(warnings__acknowledged_by=None), distinct=True),
    ).order_by("agreement__number")


def _totals(run: SettlementRun) -> list[Total]:
    figures = run.settlements.filter(result_document__ladder__earned__isnull=False).order_by()
    sums: dict[tuple[str, str], list] = defaultdict(list)
    for direction, currency, ladder in figures.values_list(
        "result_document__direction", "result_document__currency", "result_document__ladder"
    ):
        sums[direction, currency].append(ladder)
    return [
        Total(
            direction,
            currency,
            len(ladders),
            *(sum(Decimal(each[name]) for each in ladders) for name in SUMMED),
        )
        for (direction, currency), ladders in sorted(sums.items())
    ]


def _steps(run: SettlementRun) -> list[dict[str, str]]:
    order = ["settling", "review", "requested", "approved"]
    texts = [_("Settle"), _("Review"), _("Approval"), _("Issue")]
    if run.state == run.State.ISSUED:
        at = len(order)
    elif run.state == run.State.CANCELLED:
        return []
    else:
        at = order.index(run.state)
    states = ["done" if n < at else "current" if n == at else "coming" for n in range(len(order))]
    return [{"text": text, "state": state} for text, state in zip(texts, states, strict=True)]
