"""The list of runs."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, HeadingColumn, MomentColumn, NumberColumn, PeriodColumn
from portal.web.filters import ListFilters
from settlements.runs.models import SettlementRun
from settlements.runs.run_page import STATE_KINDS


class RunTable(tables.Table):
    pk = HeadingColumn(verbose_name=_("Run"), linkify=lambda record: reverse("run", args=[record.pk]))
    label = PeriodColumn(verbose_name=_("Period"))
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    agreements = NumberColumn(verbose_name=_("Agreements"))
    open_blockers = NumberColumn(verbose_name=_("Open blockers"))
    opened_by = tables.Column(verbose_name=_("Opened by"), accessor="opened_by__name")
    opened_at = MomentColumn(verbose_name=_("Opened"))
    issued_at = MomentColumn(verbose_name=_("Issued"), default="")

    class Meta:
        model = SettlementRun
        fields = (
            "pk",
            "label",
            "state",
            "agreements",
            "open_blockers",
            "opened_by",
            "opened_at",
            "issued_at",
        )
        order_by = "-opened_at"
        caption = _("Settlement runs")


class RunFilters(ListFilters):
    search_fields = ("label", "opened_by__name", "settlements__agreement__number")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=SettlementRun.State, empty_label=_("All"))

    class Meta:
        model = SettlementRun
        fields = ("state",)
