"""The list of exchange rates."""

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, DayColumn, HeadingColumn, NumberColumn
from portal.web.filters import ListFilters
from settlements.fx.models import FxRate


class PairColumn(HeadingColumn):
    """`1 EUR in USD`, whichever way the page is written."""

    def render(self, record):
        return format_html('<bdi class="nowrap">{}</bdi>', self.value(record=record))

    def value(self, record):
        return f"{record.base} → {record.quote}"


class RateTable(tables.Table):
    base = PairColumn(verbose_name=_("Pair"), order_by=("base", "quote"))
    date = DayColumn()
    rate = NumberColumn()
    source = BadgeColumn(kinds={"ECB": "neutral", "manual": "info"})
    entered_by = tables.Column(verbose_name=_("Entered by"), accessor="entered_by__name", default="")
    reason = tables.Column(default="")
    withdrawn_at = tables.Column(verbose_name=_("Withdrawn by"), accessor="withdrawn_by__name", default="")

    class Meta:
        model = FxRate
        fields = ("base", "date", "rate", "source", "entered_by", "reason", "withdrawn_at")
        order_by = "-date"
        caption = _("Exchange rates")


class WithdrawableRateTable(RateTable):
    """For those who may withdraw."""

    withdraw = tables.Column(
        verbose_name="", accessor="pk", orderable=False, exclude_from_export=True, empty_values=()
    )

    class Meta(RateTable.Meta):
        pass

    def render_withdraw(self, record):
        if record.source != FxRate.Source.MANUAL or record.withdrawn_at:
            return ""
        url = reverse("withdraw_rate", args=[record.pk])
        return format_html('<a class="button button-small" href="{}">{}</a>', url, _("Withdraw"))


def _codes() -> list[tuple[str, str]]:
    pairs = FxRate.objects.order_by().values_list("base", "quote").distinct()
    return [(code, code) for code in sorted({code for pair in pairs for code in pair})]


class RateFilters(ListFilters):
    currency = django_filters.ChoiceFilter(
        label=_("Currency"), choices=_codes, method="of_currency", empty_label=_("All")
    )
    source = django_filters.ChoiceFilter(label=_("Source"), choices=FxRate.Source, empty_label=_("All"))
    since = django_filters.DateFilter(
        label=_("From"), field_name="date", lookup_expr="gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="date", lookup_expr="lte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = FxRate
        fields = ("currency", "source", "since", "until")

    def of_currency(self, queryset: QuerySet, _name: str, code: str) -> QuerySet:
        return queryset.filter(Q(base=code) | Q(quote=code))
