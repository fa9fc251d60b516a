"""Erase what is older than its agreement lets it be kept."""

from datetime import date

from django.conf import settings
from django.db import transaction

from agreements.models import Agreement
from agreements.obligations.today import today_of
from agreements.operations.operations_on import of_day, standing_versions
from portal.periods import months_later
from usage.erasure.begin_erasure import begin_erasure
from usage.erasure.still_needed import still_needed
from usage.models import Erasure, Period, Report

State = Report.State
OVER = (State.SUBMITTED, State.REPLACED, State.WITHDRAWN, State.REFUSED)


def erase_by_age() -> list[int]:
    """Ids of the reports whose erasure began now: too old by their terms, and needed by nobody.

    The months are those of the version in force on the period's first day (`rows_kept_months`), else
    USAGE_KEPT_MONTHS. Each report is an act of its own; what a partner asked for is carried out on the way.
    """
    begun = []
    for agreement in Agreement.objects.exclude(state=Agreement.State.DRAFT).order_by("pk"):
        today, standing = today_of(agreement), standing_versions(agreement)
        rows = Report.objects.filter(agreement=agreement, erased_at=None, state__in=OVER)
        for report in rows.filter(period__to_date__lte=today).select_related("period").order_by("pk"):
            months = of_day(standing, report.period.from_date).rows_kept_months or settings.USAGE_KEPT_MONTHS
            if months and kept_until(report.period, months) <= today and _erase(report, months):
                begun.append(report.pk)
    return begun


def kept_until(period: Period, months: int) -> date:
    """The first day on which the rows may go: whole calendar months after the period's last one."""
    begun_month = period.to_date.day != 1
    return months_later(period.to_date, months + begun_month)


@transaction.atomic
def _erase(report: Report, months: int) -> bool:
    Period.objects.select_for_update().get(pk=report.period_id)
    rows = Report.objects.select_for_update(of=("self",)).filter(erased_at=None)
    row = rows.select_related("partner", "period", "agreement", "file").filter(pk=report.pk).first()
    if row is None or still_needed(row):
        return False
    erasure = row.erasures.select_for_update().filter(state=Erasure.State.ASKED).first()
    erasure = erasure or Erasure(report=row, partner=row.partner, reason=f"{months} months")
    begin_erasure(report=row, erasure=erasure, by=None)
    return True
