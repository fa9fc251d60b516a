"""Periods keep to the terms when a version changes how long they are, or whose figures settle."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from agreements.operations.operations_on import standing_versions, standing_with
from agreements.operations.periods_on import period_length_on, reporter_on
from portal.audit.record_event import record_event
from portal.periods import span_of
from portal.web import formats
from usage.models import Period, Report

GONE = (Report.State.REFUSED, Report.State.WITHDRAWN, Report.State.REPLACED)


def check_periods(agreement: Agreement, version: Version, _in_force: list[Version]) -> None:
    """Raises ValidationError where something rests on a period that would be none any more.

    Likewise where figures were handed in that would be the other side's to give, with the version.
    Locks the periods: what comes to rest on one meanwhile is seen here, or finds the new terms.
    """
    versions = standing_with(version)
    for period in agreement.periods.select_for_update(of=("self",)).filter(from_date__gte=version.from_date):
        length = period_length_on(agreement, period.from_date, versions)
        names = {"number": version.number, "period": formats.period(period.label)}
        if span_of(period.label) != length:
            if rests_on(period):
                raise ValidationError(_cut(length), "period_begun", names)
        elif handed_in_by_other(period, reporter_on(agreement, period.from_date, versions)):
            message = _(
                "With version %(number)s the other side would report %(period)s, for which figures were "
                "handed in already. Have those withdrawn first, or let the version begin later."
            )
            raise ValidationError(message, "figures_of_other", names)


def remove_periods(version: Version) -> None:
    """Empty periods that are none by the terms now in force; one of the right length is made when needed."""
    agreement = version.agreement
    standing = standing_versions(agreement)
    rows = agreement.periods.select_for_update(of=("self",)).filter(from_date__gte=version.from_date)
    removed = [
        row for row in rows if span_of(row.label) != period_length_on(agreement, row.from_date, standing)
    ]
    Period.objects.filter(pk__in=[row.pk for row in removed]).delete()
    for row in removed:
        record_event(
            event="period.removed",
            subject=f"{agreement.number} {row.label}",
            partner=agreement.partner,
            details={"version": version.number},
        )


def rests_on(period: Period) -> bool:
    """Whether any row names the period: a report, a declaration, a settlement, a statement."""
    relations: list[Any] = list(Period._meta.related_objects)
    return any(
        each.related_model._default_manager.filter(**{each.field.name: period}).exists() for each in relations
    )


def handed_in_by_other(period: Period, reporter: str) -> bool:
    """Whether figures or a declaration stand that were not given as what the reporter makes of them.

    Counter-figures never become figures that settle, nor the other way round.
    """
    changes = ~Q(reporter=reporter, counter=False) & ~(~Q(reporter=reporter) & Q(counter=True))
    reports = period.reports.exclude(state__in=GONE).filter(changes)
    return reports.exists() or period.declarations.exclude(reporter=reporter).exists()


def _cut(length: str) -> str:
    if length == Agreement.PeriodLength.QUARTER:
        return _(
            "With version %(number)s periods would be quarters, but work on %(period)s has begun already. "
            "Let the version begin with a later quarter."
        )
    return _(
        "With version %(number)s periods would be months, but work on %(period)s has begun already. "
        "Let the version begin with a later quarter."
    )
