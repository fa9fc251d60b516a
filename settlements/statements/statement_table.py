"""The list of statements and its filters."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.web.columns import DayColumn, DocumentHeading, MoneyColumn, PeriodColumn
from portal.web.filters import ListFilters
from settlements.statements.models import Statement

DIRECTIONS = {
    Statement.Direction.PAYABLE: _("You will receive"),
    Statement.Direction.RECEIVABLE: _("You owe"),
}


MONEY = [("open", _("Open")), ("held", _("Held")), ("paid", _("Paid in full"))]


class DirectionColumn(tables.Column):
    """Who pays, in words for the reader, where anything is due; `words`: direction → text."""

    def __init__(self, *args, words: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def render(self, record):
        if not record.due_as_issued:
            return render_to_string("elements/badge.html", {"kind": "neutral", "text": _("Nothing due")})
        kind = "good" if record.direction == Statement.Direction.PAYABLE else "info"
        return render_to_string("elements/badge.html", {"kind": kind, "text": self.words[record.direction]})

    def value(self, record):
        return record.direction


class StatementTable(tables.Table):
    number = DocumentHeading(
        verbose_name=_("Statement"), linkify=("statement", {"number": tables.A("number")})
    )
    period = PeriodColumn(verbose_name=_("Period"), accessor="period__label", order_by="period__from_date")
    agreement = tables.Column(verbose_name=_("Agreement"), accessor="agreement__number")
    direction = DirectionColumn(verbose_name=_("Direction"), words=DIRECTIONS)
    due_now = MoneyColumn(verbose_name=_("Due now"), accessor="due_as_issued")
    paid_now = MoneyColumn(verbose_name=_("Paid"))
    held_now = MoneyColumn(verbose_name=_("Held"))
    open_now = MoneyColumn(verbose_name=_("Open"))
    carried_forward = MoneyColumn(verbose_name=_("Carried forward"), accessor="carried_as_issued")
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    issued_at = DayColumn(verbose_name=_("Issued"))

    class Meta:
        caption = _("Statements")
        order_by = "-issued_at"


class StaffStatementTable(StatementTable):
    number = DocumentHeading(
        verbose_name=_("Statement"), linkify=("staff_statement", {"number": tables.A("number")})
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    direction = DirectionColumn(verbose_name=_("Direction"), words=dict(Statement.Direction.choices))

    class Meta(StatementTable.Meta):
        sequence = ("number", "partner", "...")


class StatementFilters(ListFilters):
    """Over rows `with_money`."""

    search_fields = ("number", "agreement__number", "agreement__title", "period__label")
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), choices=list(DIRECTIONS.items()), empty_label=_("Both")
    )
    money = django_filters.ChoiceFilter(
        label=_("Open or paid"), choices=MONEY, empty_label=_("All"), method="by_money"
    )

    class Meta:
        model = Statement
        fields = ("direction",)

    def by_money(self, rows: QuerySet[Statement], _name: str, where: str) -> QuerySet[Statement]:
        if where == "paid":
            return rows.filter(open_now=0, held_now=0, paid_now__gt=0)
        return rows.filter(**{f"{where}_now__gt": 0})


class StaffStatementFilters(StatementFilters):
    search_fields = (*StatementFilters.search_fields, "partner__name", "partner__code")
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), choices=Statement.Direction.choices, empty_label=_("Both")
    )
