"""What the page of a restatement shows: each period as issued and as it would be, before it is approved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from portal.accounts.models import User
from settlements.balances.read import claims_on, held_on
from settlements.engine.exact import exact_arithmetic
from settlements.runs.restate.acts import restatement_acts
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.runs.restate.outcomes import outcomes_of, taken_back
from settlements.statements.differences import Difference
from settlements.statements.post_statements import OF_THE_SHARE
from settlements.statements.rung_sentences import rung_name
from usage.models import Report

STATE_KINDS = {
    "computing": "info",
    "ready": "warn",
    "failed": "bad",
    "requested": "warn",
    "issued": "good",
    "cancelled": "neutral",
}


@dataclass(frozen=True, slots=True)
class ShownPeriod:
    """`rungs`: those of the share that differ, and their sum; `late`: reports that would count."""

    row: RestatedPeriod
    rungs: list[tuple[str, Difference]]
    share: Difference
    late: list[Report]
    unrated: int


def restatement_page(*, row: Restatement, reader: User) -> dict[str, Any]:
    periods = [_shown(each) for each in _rows(row)]
    outcomes = list(outcomes_of(row))
    contained = set(row.contained.values_list("adjustment", flat=True))
    back = [each for each in outcomes if each.pk in contained]
    with exact_arithmetic():
        total = sum((each.row.delta for each in periods), start=taken_back(back))
    numbers = [each.row.previous.number for each in periods]
    return {
        "restatement": row,
        "state_kind": STATE_KINDS[row.state],
        "steps": _steps(row),
        "moving": row.state == Restatement.State.COMPUTING,
        "acts": restatement_acts(row, reader),
        "periods": periods,
        "changed": sum(each.row.differs for each in periods),
        "adjusted": [each for each in periods if each.row.delta],
        "total": total,
        "currency": row.agreement.settlement_currency,
        "faults": _faults(row),
        "in_doubt": _in_doubt(numbers),
        "left_out": row.left_out.select_related("file", "period").order_by("period__from_date", "pk"),
        "outcomes": [(each, each.pk in contained) for each in outcomes],
        "taken_back": [(each, each.amount.copy_negate()) for each in back],
    }


def _rows(row: Restatement) -> Iterable[RestatedPeriod]:
    """Without the documents, but each with both ladders."""
    rows = row.periods.select_related("period", "previous", "statement")
    large = ("input_document", "result_document")
    deferred = [*large, *(f"{of}__{name}" for of in ("previous", "statement") for name in large)]
    return (
        rows.defer(*deferred)
        .annotate(
            old_ladder=KeyTransform("ladder", "previous__result_document"),
            new_ladder=KeyTransform("ladder", "result_document"),
            unrated=KeyTransform("unrated", "result_document"),
        )
        .order_by("period__from_date")
    )


def _shown(row: RestatedPeriod) -> ShownPeriod:
    rungs = [Difference.of(name, row.old_ladder, row.new_ladder) for name in OF_THE_SHARE]
    with exact_arithmetic():
        share = Difference("share", sum(each.old for each in rungs), sum(each.new for each in rungs))
    late = row.reports.filter(state=Report.State.LATE).select_related("file").order_by("pk")
    differing = [(rung_name(each.name), each) for each in rungs if each.change]
    return ShownPeriod(row, differing, share, list(late), len(row.unrated))


def _in_doubt(numbers: Iterable[str]) -> list[str]:
    """Disputes about these statements that are not over: their outcome is beside what is restated."""
    found = {each.reference for number in numbers for each in (*held_on(number), *claims_on(number))}
    return sorted(found)


def _faults(row: Restatement) -> list[str]:
    """Why nothing could be computed: what the engine or the gathering said, and rates that are missing."""
    failure = row.failure or {}
    rates = [
        _("The rate of %(currency)s for %(day)s is missing.")
        % {"currency": each["currency"], "day": each["date"] or failure.get("period", "")}
        for each in failure.get("rates", [])
    ]
    return [*dict.fromkeys(rates), *(each["message"] for each in failure.get("faults", []))]


def _steps(row: Restatement) -> list[dict[str, str]]:
    texts = [_("Compute"), _("Review"), _("Approval")]
    order = {"computing": 0, "failed": 0, "ready": 1, "requested": 2, "issued": 3}
    at = order.get(row.state)
    if at is None:
        return []
    current = "failed" if row.state == Restatement.State.FAILED else "current"
    return [
        {"text": text, "state": "done" if n < at else current if n == at else "coming"}
        for n, text in enumerate(texts)
    ]
