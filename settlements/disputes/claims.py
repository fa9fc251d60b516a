"""What is claimed about a statement, and whether it can be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.adjustments.check_amount import check_amount
from settlements.adjustments.models import Adjustment
from settlements.disputes.models import DisputedLine
from settlements.engine.exact import ZERO, exact_arithmetic
from settlements.statements.models import Line, Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """What `line` should be; without one, what should be there and is no line (its amount counts as 0).

    `corrected`: what outcomes and corrections before this claim added to the line.
    """

    line: Line | None
    claimed_amount: Decimal
    corrected: Decimal = ZERO

    @property
    def line_amount(self) -> Decimal:
        """What the line comes to before the claim."""
        with exact_arithmetic():
            return self.line.amount + self.corrected if self.line else ZERO

    @property
    def difference(self) -> Decimal:
        with exact_arithmetic():
            return self.claimed_amount - self.line_amount


def corrections_of(statement: Statement) -> dict[str, Decimal]:
    """Line key → what outcomes and corrections added to the line, settled or waiting.

    Less what a restatement took back, for its line contains it.
    Read it under `lock_books` to post.
    """
    of_lines = Q(kind__in=Adjustment.OF_LINES) | Q(reverses__isnull=False)
    rows = Adjustment.objects.filter(of_lines, agreement=statement.agreement_id, statement=statement.number)
    sums = rows.exclude(line_key="").order_by().values_list("line_key")
    return dict(sums.annotate(total=Sum("amount")))


def as_they_stand(statement: Statement, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each beginning with what its line comes to now: no outcome is counted twice."""
    found = corrections_of(statement)
    return [
        replace(claim, corrected=found.get(claim.line.key, ZERO)) if claim.line else claim for claim in claims
    ]


def claim_of(row: DisputedLine, amount: Decimal) -> Claim:
    """That a disputed line comes to `amount`, beginning with what it came to when it was disputed."""
    with exact_arithmetic():
        return Claim(row.line, amount, row.line_amount - row.line.amount if row.line else ZERO)


def check_claims(statement: Statement, claims: Sequence[Claim]) -> None:
    """Raises Refused: `nothing_claimed`, `bad_amount`, `same_amount`, `claimed_twice`."""
    if not claims:
        raise Refused("nothing_claimed", _("Say for at least one line what it should be."))
    for claim in claims:
        if claim.line is not None and claim.line.statement_id != statement.pk:
            raise RuntimeError(f"line {claim.line.pk} is not of {statement}")
        check_amount(claim.claimed_amount, statement.currency)
        if not claim.difference:
            raise Refused("same_amount", _same(claim))
    if len({claim.line and claim.line.pk for claim in claims}) < len(claims):
        sentence = _("A dispute says once what a line should be, and once what is no line. Add them up.")
        raise Refused("claimed_twice", sentence)


def _same(claim: Claim) -> str:
    if claim.line is None:
        return _("A claim about what is no line needs an amount other than zero.")
    sentence = _("Line %(line)s says that already. Say what it should be instead.")
    return sentence % {"line": claim.line.position}
