"""The lists of disputes and of questions."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.web.columns import (
    BadgeColumn,
    DayColumn,
    DocumentColumn,
    DocumentHeading,
    HeadingColumn,
    MoneyColumn,
    NumberColumn,
    PeriodColumn,
)
from portal.web.filters import ListFilters
from settlements.disputes.asked_of_figures import STATE_KINDS as QUESTION_KINDS
from settlements.disputes.dispute_page import STATE_KINDS
from settlements.disputes.models import Dispute, Question, Side


class DisputeTable(tables.Table):
    number = DocumentHeading(verbose_name=_("Dispute"), linkify=("dispute", {"dispute": tables.A("number")}))
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    category = tables.Column(verbose_name=_("About"))
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        accessor="statement__number",
        linkify=("statement", {"number": tables.A("statement__number")}),
    )
    side = tables.Column(verbose_name=_("Opened by"))
    effect = MoneyColumn(verbose_name=_("Effect on what is due"))
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    opened_at = DayColumn(verbose_name=_("Opened"))

    class Meta:
        caption = _("Disputes")
        order_by = "-opened_at"


class StaffDisputeTable(DisputeTable):
    number = DocumentHeading(
        verbose_name=_("Dispute"), linkify=("staff_dispute", {"dispute": tables.A("number")})
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        accessor="statement__number",
        linkify=("staff_statement", {"number": tables.A("statement__number")}),
    )

    class Meta(DisputeTable.Meta):
        sequence = ("number", "partner", "...")


class DisputeFilters(ListFilters):
    search_fields = ("number", "statement__number", "agreement__number", "agreement__title")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Dispute.State, empty_label=_("All"))
    category = django_filters.ChoiceFilter(label=_("About"), choices=Dispute.Category, empty_label=_("All"))
    side = django_filters.ChoiceFilter(label=_("Opened by"), choices=Side, empty_label=_("Both"))

    class Meta:
        model = Dispute
        fields = ("state", "category", "side")


class StaffDisputeFilters(DisputeFilters):
    search_fields = (*DisputeFilters.search_fields, "partner__name", "partner__code")


class QuestionTable(tables.Table):
    subject = HeadingColumn(verbose_name=_("Question"), linkify=("question", {"question": tables.A("pk")}))
    state = BadgeColumn(verbose_name=_("Status"), kinds=QUESTION_KINDS)
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        accessor="statement__number",
        linkify=("statement", {"number": tables.A("statement__number")}),
    )
    line = NumberColumn(
        verbose_name=pgettext_lazy("statement", "Line"), accessor="line__position", default=""
    )
    agreement = tables.Column(verbose_name=_("Agreement"), accessor="agreement__number")
    period = PeriodColumn(verbose_name=_("Figures of"), accessor="period__label", default="")
    side = tables.Column(verbose_name=_("Asked by"))
    asked_at = DayColumn(verbose_name=_("Asked"))

    class Meta:
        caption = _("Questions")
        order_by = "-asked_at"


class StaffQuestionTable(QuestionTable):
    subject = HeadingColumn(
        verbose_name=_("Question"), linkify=("staff_question", {"question": tables.A("pk")})
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        accessor="statement__number",
        linkify=("staff_statement", {"number": tables.A("statement__number")}),
    )

    class Meta(QuestionTable.Meta):
        sequence = ("subject", "partner", "...")


class QuestionFilters(ListFilters):
    search_fields = ("subject", "statement__number", "agreement__number", "agreement__title")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Question.State, empty_label=_("All"))
    side = django_filters.ChoiceFilter(label=_("Asked by"), choices=Side, empty_label=_("Both"))

    class Meta:
        model = Question
        fields = ("state", "side")


class StaffQuestionFilters(QuestionFilters):
    search_fields = (*QuestionFilters.search_fields, "partner__name", "partner__code")
