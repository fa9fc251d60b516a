"""What was approved of restatements, and the statements that came of it."""

from collections.abc import Iterator

from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import Discrepancy, row
from settlements.runs.restate.fingerprint_of import fingerprint_of
from settlements.runs.restate.models import ContainedOutcome, RestatedPeriod, Restatement


def check_restatements() -> Iterator[Discrepancy]:
    """What was approved still has its fingerprint; each later version, and what was taken back, is of it."""
    yield from _taken_back()
    for each in Restatement.objects.filter(state=Restatement.State.ISSUED).order_by("pk").iterator():
        if fingerprint_of(restatement=each) != each.fingerprint:
            sentence = "what it says of its periods is not what was approved"
            yield Discrepancy("restatements", row("restatement", each.pk), sentence)
    issued = RestatedPeriod.objects.filter(statement__isnull=False).select_related("statement")
    for period in issued.order_by("pk").iterator(chunk_size=20):
        statement = period.statement
        same = statement is not None and (
            statement.input_document == period.input_document
            and statement.result_document == period.result_document
        )
        if not same:
            sentence = "the documents of its statement are not those approved"
            yield Discrepancy("restatements", row("restatedperiod", period.pk), sentence)


def _taken_back() -> Iterator[Discrepancy]:
    """Just the outcomes that an issued restatement names are taken back."""
    issued = ContainedOutcome.objects.filter(restatement__state=Restatement.State.ISSUED)
    named = set(issued.values_list("adjustment", flat=True))
    made = set(Adjustment.objects.filter(reverses__isnull=False).values_list("reverses", flat=True))
    for pk in sorted(named ^ made):
        unsaid = "it is taken back, though no restatement says so"
        sentence = unsaid if pk in made else "a restatement takes it back, but nothing is adjusted"
        yield Discrepancy("restatements", row("adjustment", pk), sentence)
