"""The list of every report."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, HeadingColumn, MomentColumn, NumberColumn, PeriodColumn
from portal.web.filters import ListFilters
from usage.models import Report
from usage.report_page import STATE_KINDS

KINDS = {str(state): kind for state, kind in STATE_KINDS.items()}


class ReportTable(tables.Table):
    pk = HeadingColumn(verbose_name=_("Report"), linkify=lambda record: reverse("report", args=[record.pk]))
    agreement = tables.Column(accessor="agreement__number", verbose_name=_("Agreement"))
    period = PeriodColumn(accessor="period__label", verbose_name=_("Period"))
    file = tables.Column(accessor="file__name", verbose_name=_("File"))
    counter = BadgeColumn(kinds={"True": "info"}, verbose_name=_("Figures"))
    state = BadgeColumn(kinds=KINDS, verbose_name=_("Status"))
    rows = NumberColumn(verbose_name=_("Rows"))
    rejected = NumberColumn(verbose_name=_("Rejected"))
    uploaded_at = MomentColumn(verbose_name=_("Uploaded"))

    class Meta:
        order_by = "-uploaded_at"
        empty_text = ""


class StaffReportTable(ReportTable):
    pk = HeadingColumn(
        verbose_name=_("Report"), linkify=lambda record: reverse("staff_report", args=[record.pk])
    )
    partner = tables.Column(accessor="partner__name", verbose_name=_("Partner"))

    class Meta(ReportTable.Meta):
        sequence = ("pk", "partner", "...")


class ReportFilters(ListFilters):
    search_fields = ("file__name", "agreement__number", "period__label", "partner__name")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Report.State, empty_label=_("All"))
    counter = django_filters.ChoiceFilter(
        label=_("Figures"), choices=[("0", _("To settle")), ("1", _("To compare"))], empty_label=_("All")
    )

    class Meta:
        model = Report
        fields: list[str] = []
