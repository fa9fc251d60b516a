"""Whether a restatement would still be computed to the same."""

from typing import Any

from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.engine.json_text import canonical_json
from settlements.runs.restate.gather_period import gather_period, statements_from
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.outcomes import made_since


def require_unchanged(restatement: Restatement) -> None:
    """Raises Refused (`changed_since_computed`). Inside a transaction that holds the agreement's row."""
    rows = list(restatement.periods.select_related("period", "previous").order_by("period__from_date"))
    statements = statements_from(restatement.period)
    if [row.previous_id for row in rows] != [each.pk for each in statements]:
        raise _changed(_("a statement was issued or restated"))
    restated: dict[int, dict[str, Any]] = {}
    left_out = restatement.left_out_ids()
    for row, previous in zip(rows, statements, strict=True):
        gathered = gather_period(previous, restated=restated, left_out=left_out)
        reports = set(row.reports.values_list("pk", flat=True))
        same = canonical_json(gathered.document) == canonical_json(row.input_document)
        if not same or reports != {report.pk for report in gathered.reports}:
            raise _changed(previous.period.label)
        if row.differs:
            restated[row.period_id] = row.result_document
    if made_since(restatement, restatement.computed_at):
        raise _changed(_("a dispute or a correction had an outcome"))


def _changed(what: str) -> Refused:
    sentence = _(
        "Usage, terms, exchange rates or statements changed since this was computed (%(what)s). "
        "Compute it again."
    )
    return Refused("changed_since_computed", sentence % {"what": what})
