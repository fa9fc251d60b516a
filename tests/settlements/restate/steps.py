"""The steps of a restatement, done inline as the worker does them."""

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.runs.restate.approve_restatement import approve_restatement
from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from settlements.statements.models import Statement

REASON = "Host A corrected its January file"


def computed(agreement: Agreement, label: str, by: User, reason: str = REASON) -> Restatement:
    """A restatement in review, or one that could not be computed."""
    row = open_restatement(agreement=agreement, period_label=label, reason=reason, by=by)
    compute_restatement(restatement_id=row.pk)
    row.refresh_from_db()
    return row


def requested(agreement: Agreement, label: str, by: User) -> Restatement:
    return request_restatement_approval(restatement=computed(agreement, label, by), by=by)


def approve(row: Restatement, by: User) -> Restatement:
    """As the page does: what is shown is what is approved."""
    return approve_restatement(restatement=row, by=by, fingerprint=row.fingerprint)


def versions(agreement: Agreement, label: str) -> list[Statement]:
    return list(Statement.objects.filter(agreement=agreement, period__label=label).order_by("version"))
