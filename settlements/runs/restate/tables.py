"""The list of restatements."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, HeadingColumn, MomentColumn, PeriodColumn
from portal.web.filters import ListFilters
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.page import STATE_KINDS


class RestatementTable(tables.Table):
    pk = HeadingColumn(
        verbose_name=_("Restatement"), linkify=lambda record: reverse("restatement", args=[record.pk])
    )
    agreement = tables.Column(verbose_name=_("Agreement"), accessor="agreement__number")
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    period = PeriodColumn(verbose_name=_("From"), accessor="period__label")
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    opened_by = tables.Column(verbose_name=_("Opened by"), accessor="opened_by__name")
    opened_at = MomentColumn(verbose_name=_("Opened"))
    approved_at = MomentColumn(verbose_name=_("Issued"), default="")

    class Meta:
        order_by = "-opened_at"
        caption = _("Restatements")


class RestatementFilters(ListFilters):
    search_fields = ("agreement__number", "partner__name", "period__label", "reason")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Restatement.State, empty_label=_("All"))

    class Meta:
        model = Restatement
        fields = ("state",)
