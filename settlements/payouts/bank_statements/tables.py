"""The list of statements handed in, and the bookings of one."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.web.columns import BadgeColumn, DayColumn, HeadingColumn, MomentColumn, MoneyColumn, NumberColumn
from portal.web.filters import ListFilters
from settlements.payouts.bank_statements.line_columns import AboutColumn, ReasonColumn
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile

FILE_KINDS = {"waiting": "info", "matching": "info", "done": "good", "refused": "bad"}
LINE_KINDS = {
    "waiting": "info",
    "matched": "good",
    "unmatched": "warn",
    "told": "warn",
    "set_aside": "neutral",
}


class StatementTable(tables.Table):
    name = HeadingColumn(verbose_name=_("File"), linkify=("bank_statement", {"file_id": tables.A("pk")}))
    state = BadgeColumn(verbose_name=_("Status"), kinds=FILE_KINDS)
    last_day = DayColumn(verbose_name=_("Last booking"), default="")
    matched = NumberColumn(verbose_name=_("Matched"))
    unmatched = NumberColumn(verbose_name=_("Not matched"))
    taken_at = MomentColumn(verbose_name=_("Handed in"))
    taken_by = tables.Column(verbose_name=_("By"), accessor="taken_by__name")

    class Meta:
        caption = _("Bank statements")
        order_by = "-taken_at"


class StatementFilters(ListFilters):
    search_fields = ("name", "taken_by__name", "sha256")
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=BankStatementFile.State, empty_label=_("All")
    )

    class Meta:
        model = BankStatementFile
        fields = ("state",)


class LineTable(tables.Table):
    about = AboutColumn(
        verbose_name=_("Booking"), accessor="pk", order_by=("end_to_end_id", "batch_reference", "text")
    )
    amount = MoneyColumn(verbose_name=_("Amount"))
    credit = tables.Column(verbose_name=_("Direction"))
    day = DayColumn(verbose_name=_("Booked"))
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    # Backwards in the alphabet, what waits for a person comes before what is set aside or matched.
    state = BadgeColumn(verbose_name=_("Status"), kinds=LINE_KINDS)
    reason = ReasonColumn(verbose_name=_("Matched with, or why not"), orderable=False, empty_values=())
    bank_reference = tables.Column(verbose_name=_("Bank reference"), default="")

    class Meta:
        caption = _("Bookings")
        order_by = "-state"

    def render_credit(self, value):
        return pgettext_lazy("booking", "In") if value else pgettext_lazy("booking", "Out")

    def value_credit(self, value):
        return "credit" if value else "debit"


class LineFilters(ListFilters):
    search_fields = ("end_to_end_id", "batch_reference", "bank_reference", "text", "currency")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=BankLine.State, empty_label=_("All"))
    direction = django_filters.ChoiceFilter(
        label=_("Direction"),
        choices=[("in", pgettext_lazy("booking", "In")), ("out", pgettext_lazy("booking", "Out"))],
        method="going",
        empty_label=_("All"),
    )

    class Meta:
        model = BankLine
        fields = ("state", "direction")

    def going(self, queryset: QuerySet, _name: str, way: str) -> QuerySet:
        return queryset.filter(credit=way == "in")
