"""What lists of audit events are narrowed by."""

from datetime import UTC, date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.audit.models import AuditEvent
from portal.audit.words import LOOKS, WORDS, words_of
from portal.web.filters import ListFilters

HOUSE = "-"


class DayFilter(django_filters.DateFilter):
    """A day of UTC, as the list shows instants; `edge` is the first or last moment of it."""

    def __init__(self, *args: Any, edge: time, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"})
        super().__init__(*args, field_name="at", widget=widget, **kwargs)
        self.edge = edge

    def filter(self, qs: QuerySet, value: date | None) -> QuerySet:
        if value is None:
            return qs
        return qs.filter(**{f"at__{self.lookup_expr}": datetime.combine(value, self.edge, UTC)})


def _named(events) -> list[tuple[str, str]]:
    return sorted(((event, words_of(event)) for event in events), key=lambda pair: pair[1].casefold())


def _organisations() -> list[tuple[str, Any]]:
    return [(HOUSE, _("The house")), *Partner.objects.order_by("name").values_list("code", "name")]


class LookFilters(ListFilters):
    search_fields = ("subject", "actor__name")
    event = django_filters.ChoiceFilter(label=_("What"), choices=lambda: _named(LOOKS), empty_label=_("All"))
    since = DayFilter(label=_("From"), lookup_expr="gte", edge=time.min)
    until = DayFilter(label=_("Until"), lookup_expr="lte", edge=time.max)

    class Meta:
        model = AuditEvent
        fields = ("event", "since", "until")


class AuditFilters(LookFilters):
    search_fields = ("subject", "actor__name", "actor__email", "event")
    whose = django_filters.ChoiceFilter(
        label=_("Organisation"), choices=_organisations, method="of_chain", empty_label=_("All")
    )
    event = django_filters.ChoiceFilter(label=_("What"), choices=lambda: _named(WORDS), empty_label=_("All"))
    actor = django_filters.CharFilter(label=_("Who"), method="by", max_length=200)
    subject = django_filters.CharFilter(label=_("Subject"), lookup_expr="icontains", max_length=80)

    class Meta(LookFilters.Meta):
        fields = ("whose", "event", "actor", "subject", "since", "until")

    def of_chain(self, queryset: QuerySet, _name: str, code: str) -> QuerySet:
        return queryset.filter(partner=None) if code == HOUSE else queryset.filter(partner__code=code)

    def by(self, queryset: QuerySet, _name: str, words: str) -> QuerySet:
        return queryset.filter(Q(actor__name__icontains=words) | Q(actor__email__icontains=words))
