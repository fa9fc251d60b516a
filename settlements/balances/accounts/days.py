"""Days of the books: where the licensor lives."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField
from portal.accounts.access import licensor
from settlements.balances.models import Entry


def zone() -> ZoneInfo:
    return ZoneInfo(licensor().time_zone)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, zone())


def end_of(day: date) -> datetime:
    """The first moment that is no longer of the day."""
    return start_of(day + timedelta(days=1))


def posted_within(entries: QuerySet[Entry], from_date: date | None, through: date | None) -> QuerySet[Entry]:
    """Those of the days, both included; None: from the first, to the last."""
    if from_date:
        entries = entries.filter(transaction__posted_at__gte=start_of(from_date))
    if through:
        entries = entries.filter(transaction__posted_at__lt=end_of(through))
    return entries


class DaysForm(forms.Form):
    """The days of the address; one that makes no sense is left aside."""

    from_date = DayField(label=_("From"), required=False)
    through = DayField(label=_("Up to and including"), required=False)
    on = DayField(label=_("Balance on"), required=False)


def days_asked(request) -> dict[str, date | None]:
    form = DaysForm(request.GET)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


class DayFilter(django_filters.DateFilter):
    field_class = DayField
