"""A report's sums beside those of the period before."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.db.models import Sum

from agreements.models import AiModel, Application
from portal.periods import span_of
from usage.check.canonical import NO_CURRENCY
from usage.models import Bucket, Period, Report
from usage.usage_of_period import counting_reports

EXACT = 80
"""Digits: more than any sum of rows has."""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """`before`: the net revenue of the previous period's counting reports, None where there were none."""

    name: str
    currency: str
    rows: int
    gross: Decimal
    deductions: Decimal
    before: Decimal | None

    @property
    def has_revenue(self) -> bool:
        return self.currency != NO_CURRENCY

    @property
    def net(self) -> Decimal:
        with localcontext(prec=EXACT):
            return self.gross - self.deductions

    @property
    def change(self) -> Decimal | None:
        """Relative, to a tenth of a per cent; None where there is nothing to compare with."""
        if not self.before:
            return None
        with localcontext(prec=EXACT):
            return ((self.net - self.before) / abs(self.before)).quantize(Decimal("0.001"))


@dataclass(frozen=True, slots=True)
class Totals:
    """`previous` is the label of the period before, empty where it had no report or another length."""

    previous: str
    by_currency: list[TotalRow]
    by_application: list[TotalRow]
    by_model: list[TotalRow]


def totals_of(report: Report) -> Totals:
    """By currency, application and model."""
    earlier = period_before(report)
    counting = Bucket.objects.none()
    if earlier is not None:
        counting = Bucket.objects.filter(report__in=counting_reports(period=earlier))

    def rows(member: str, dimension: str, name: Callable[[str], str]) -> list[TotalRow]:
        before = {
            (row[dimension], row["currency"]): row["gross"] - row["less"]
            for row in counting.values(*{dimension, "currency"}).annotate(
                gross=Sum("gross_revenue"), less=Sum("deductions")
            )
        }
        now = {(row["name"], row["currency"]): row for row in report.verdict.get(member, [])}
        found = [
            _row(name(key[0]), key[1], now.get(key), before.get(key) if before else None)
            for key in sorted(now.keys() | before.keys())
        ]
        return sorted(found, key=lambda row: (row.currency, -row.net))

    applications = {each.code: str(each) for each in Application.objects.all()}
    models = {each.code: str(each) for each in AiModel.objects.all()}
    return Totals(
        previous=earlier.label if earlier is not None and counting.exists() else "",
        by_currency=rows("by_currency", "currency", str),
        by_application=rows("by_application", "application", lambda code: applications.get(code, code)),
        by_model=rows("by_model", "model", lambda code: models.get(code, code)),
    )


def period_before(report: Report) -> Period | None:
    """A month is not compared with a quarter, nor counter-figures with what settled."""
    if report.counter:
        return None
    before = report.agreement.periods.filter(to_date=report.period.from_date).first()
    alike = before is not None and span_of(before.label) == span_of(report.period.label)
    return before if alike else None


def _row(name: str, currency: str, now: dict | None, before: Decimal | None) -> TotalRow:
    now = now or {"rows": 0, "gross_revenue": "0", "deductions": "0"}
    return TotalRow(
        name,
        currency,
        now["rows"],
        Decimal(now["gross_revenue"]),
        Decimal(now["deductions"]),
        before,
    )
