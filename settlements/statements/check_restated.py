"""What always holds between the versions of a statement and the adjustments they brought."""

from collections.abc import Iterator
from itertools import pairwise

from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.statements.models import Statement
from settlements.statements.versions import delta_of, reference_of


def check_restated() -> Iterator[Discrepancy]:
    """Each version has the one before it, and just the adjustment that it comes to; nothing else has one.

    What takes an outcome back comes to minus that.
    """
    yield from _taken_back()
    rows = Adjustment.objects.filter(kind=Adjustment.Kind.RESTATEMENT, reverses=None)
    made = {each.reference: each for each in rows}
    numbers = Statement.objects.filter(version__gt=1).values("number")
    statements = Statement.objects.filter(number__in=numbers).order_by("number", "version")
    found = statements.values_list(
        "pk", "number", "version", "agreement_id", "period_id", "currency", "result_document__ladder"
    )
    for before, after in pairwise(found.iterator(100)):
        old, new = before[1:6], after[1:6]
        if old[0] != new[0]:
            continue
        pk, number, version = after[:3]
        where = f"{row('statement', pk)} ({reference_of(number, version)})"
        if (old[1] + 1, *old[2:]) != (version, *new[2:]):
            yield Discrepancy("restated", where, "it is not of the version before, period and currency")
        adjustment = made.pop(reference_of(number, version), None)
        delta = delta_of(before[6], after[6])
        amount = adjustment.amount if adjustment else delta * 0
        if amount != delta:
            sentence = f"it changes {plain(delta)}, but {plain(amount)} is adjusted"
            yield Discrepancy("restated", where, sentence)
        if adjustment and (adjustment.statement, adjustment.agreement_id) != (number, new[2]):
            yield Discrepancy("restated", where, f"{row('adjustment', adjustment.pk)} names another")
    for adjustment in made.values():
        sentence = f"{adjustment.reference}: there is no such version"
        yield Discrepancy("restated", row("adjustment", adjustment.pk), sentence)


def _taken_back() -> Iterator[Discrepancy]:
    rows = Adjustment.objects.filter(reverses__isnull=False).select_related("reverses").order_by("pk")
    for each in rows:
        outcome = each.reverses
        names = ("agreement_id", "reference", "statement", "line_key", "currency")
        same = all(getattr(each, name) == getattr(outcome, name) for name in names)
        if not same or each.amount != outcome.amount.copy_negate():
            sentence = f"it does not take back what {row('adjustment', outcome.pk)} brought"
            yield Discrepancy("restated", row("adjustment", each.pk), sentence)
