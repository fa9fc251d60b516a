"""The list of corrections, for staff."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, DayColumn, DocumentColumn, DocumentHeading, MoneyColumn
from portal.web.filters import ListFilters
from settlements.corrections.models import Correction

STATE_KINDS = {"proposed": "warn", "approved": "good", "declined": "bad", "withdrawn": "neutral"}


class CorrectionTable(tables.Table):
    number = DocumentHeading(
        verbose_name=_("Correction"), linkify=("staff_correction", {"correction": tables.A("number")})
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        accessor="statement__number",
        linkify=("staff_statement", {"number": tables.A("statement__number")}),
    )
    amount = MoneyColumn(verbose_name=_("Amount"))
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    proposed_at = DayColumn(verbose_name=_("Proposed"))

    class Meta:
        caption = _("Corrections")
        order_by = "-proposed_at"


class CorrectionFilters(ListFilters):
    search_fields = ("number", "statement__number", "agreement__number", "partner__name", "partner__code")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Correction.State, empty_label=_("All"))

    class Meta:
        model = Correction
        fields = ("state",)
