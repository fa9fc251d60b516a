"""Periods that have figures and no statement yet, and their estimates."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from settlements.openings.models import AgreementOpening
from settlements.runs.estimates.known_rates import LOOKED_BACK
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement
from usage.models import Bucket, Declaration, Period, Report

_STATEMENTS = Statement.objects.filter(agreement=OuterRef("agreement"), period=OuterRef("pk"))
_FIGURES = Report.objects.filter(
    period=OuterRef("pk"), counter=False, state__in=(Report.State.SUBMITTED, Report.State.CHECKED)
)
_NIL = Declaration.objects.filter(period=OuterRef("pk"), kind=Declaration.Kind.NIL)
_ESTIMATES = Estimate.objects.filter(period=OuterRef("pk"))
# Days that the former books settled are nothing of ours.
_FORMER = AgreementOpening.objects.filter(
    agreement=OuterRef("agreement"),
    state=AgreementOpening.State.CONFIRMED,
    carried_date__gte=OuterRef("from_date"),
)


def periods_to_estimate() -> QuerySet[Period]:
    """Those without a statement that have figures, had none to give, or had an estimate; oldest first."""
    known = Exists(_FIGURES) | Exists(_NIL) | Exists(_ESTIMATES)
    rows = Period.objects.filter(known, ~Exists(_STATEMENTS), ~Exists(_FORMER))
    return rows.order_by("from_date")


def agreements_to_estimate(*, run_id: int | None = None) -> list[int]:
    """Ids of the agreements with such periods; of a run: those in it."""
    rows = periods_to_estimate()
    if run_id is not None:
        rows = rows.filter(agreement__settlements__run=run_id)
    return list(rows.order_by("agreement").values_list("agreement", flat=True).distinct())


def agreements_with_rates(*, currencies: list[str], first: date, last: date) -> list[int]:
    """Ids of the agreements with estimates that rates of these currencies and days may change.

    A day without a rate takes one of the year before it, so a rate reaches as far ahead.
    """
    foreign = Bucket.objects.filter(report__estimates=OuterRef("pk"), currency__in=currencies)
    rows = Estimate.objects.filter(
        Exists(foreign.exclude(currency=OuterRef("currency"))),
        currency__in=currencies,
        period__in=periods_to_estimate(),
        period__to_date__gt=first,
        period__from_date__lte=last + LOOKED_BACK,
    )
    return list(rows.order_by("agreement").values_list("agreement", flat=True).distinct())


def has_statement(period: Period) -> bool:
    return Statement.objects.filter(agreement=period.agreement_id, period=period).exists()


def estimates_before(period: Period) -> list[Estimate]:
    """Of the periods right before it that are estimated and not issued, oldest first, without a gap."""
    rows = Estimate.objects.filter(
        ~Q(period__in=Statement.objects.filter(agreement=period.agreement_id).values("period")),
        agreement=period.agreement_id,
        state=Estimate.State.COMPUTED,
        period__from_date__lt=period.from_date,
    )
    found: list[Estimate] = []
    begins = period.from_date
    for each in rows.select_related("period").order_by("-period__from_date"):
        if each.period.to_date != begins:
            break
        found.insert(0, each)
        begins = each.period.from_date
    return found
