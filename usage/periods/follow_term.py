"""Periods keep to the term when the agreement ends earlier or later than it would have."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.periods import DateRange, parse_label
from portal.web import formats
from usage.models import Period


def follow_term(agreement: Agreement) -> None:
    """Open periods get the days they have in the new term.

    Raises ValidationError where a period that is closed or settled would have other days, or one with
    figures would have none.
    """
    term = DateRange(agreement.starts_date, agreement.ends_date)
    for period in agreement.periods.select_for_update():
        days = parse_label(period.label).clip(term)
        if days == DateRange(period.from_date, period.to_date):
            continue
        name = {"period": formats.period(period.label)}
        if days is None:
            message = _("%(period)s has begun already. Choose a last day in it or after it.")
            raise ValidationError(message, "period_begun", name)
        if period.state != Period.State.OPEN:
            message = _("%(period)s is closed, and its days stay. Choose another last day.")
            raise ValidationError(message, "period_closed", name)
        Period.objects.filter(pk=period.pk).update(from_date=days.start, to_date=days.end)
