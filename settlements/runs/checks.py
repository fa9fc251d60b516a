"""What always holds between runs, what was approved of them, and the statements that came of it."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from settlements.balances.verify_books import Discrepancy, row
from settlements.runs.fingerprint_of import fingerprint_of
from settlements.runs.models import Settlement, SettlementRun
from settlements.statements.models import Statement


def check_runs() -> Iterator[Discrepancy]:
    """What was approved still has its fingerprint; each statement is the settlement it was issued from."""
    decided = (SettlementRun.State.APPROVED, SettlementRun.State.ISSUED)
    for run in SettlementRun.objects.filter(state__in=decided).order_by("pk").iterator():
        if fingerprint_of(run=run) != run.fingerprint:
            sentence = "inputs, results or waivers of its settlements are not those approved"
            yield Discrepancy("runs", row("settlementrun", run.pk), sentence)
    same = Settlement.objects.filter(
        agreement=OuterRef("agreement"),
        period=OuterRef("period"),
        digest=OuterRef("digest"),
        input_document=OuterRef("input_document"),
        result_document=OuterRef("result_document"),
    ).exclude(state=Settlement.State.CANCELLED)
    changed = Statement.objects.filter(~Exists(same), version=1).order_by("pk")
    for pk, number in changed.values_list("pk", "number"):
        sentence = "its documents are not those of the settlement it was issued from"
        yield Discrepancy("runs", f"{row('statement', pk)} ({number})", sentence)
