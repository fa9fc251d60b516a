"""What the periods before a day earned, for windows that run on."""

from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from agreements.models import Agreement
from settlements.engine.exact import exact_arithmetic
from settlements.openings.read import confirmed_opening
from settlements.runs.what_if.opening import Earned
from settlements.statements.models import Statement
from settlements.statements.versions import newest_versions


def newest_statements(agreement: Agreement) -> QuerySet[Statement]:
    """The newest version of each statement, tails left out: they have no usage."""
    rows = newest_versions().filter(agreement=agreement)
    if agreement.ends_date:
        rows = rows.filter(period__from_date__lt=agreement.ends_date)
    return rows.select_related("period__agreement")


def earned_before(agreement: Agreement, day: date) -> list[Earned]:
    """Of the statements of periods before, and of the former books."""
    rows = newest_statements(agreement).filter(period__from_date__lt=day)
    values = rows.annotate(begins=F("period__from_date")).values_list("begins", "result_document__ladder")
    return [
        *_carried_over(agreement),
        *(
            Earned(begins, Decimal(ladder["earned"]), Decimal(ladder["guarantee_shortfall"]))
            for begins, ladder in values
        ),
    ]


def _carried_over(agreement: Agreement) -> list[Earned]:
    """What the former books counted, as if it was earned on their last day."""
    opening = confirmed_opening(agreement)
    if opening is None:
        return []
    with exact_arithmetic():
        rest = opening.cap_earned - opening.guarantee_earned
    return [Earned(opening.carried_date, opening.guarantee_earned, rest)]
