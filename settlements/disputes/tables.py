"""The lists of disputes and of questions."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.access import staff_with_role
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
from settlements.disputes.clock_of import calendar_now, is_missed
from settlements.disputes.dispute_page import STATE_KINDS
from settlements.disputes.due_words import due_words
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, Question, Side
from settlements.disputes.sides import STAFF
from settlements.disputes.working_days import Calendar


class DueColumn(tables.Column):
    """“due in 2 working days”; in a file the day itself."""

    def __init__(self) -> None:
        super().__init__(verbose_name=pgettext_lazy("dispute", "Due"))
        self.calendar: Calendar | None = None

    def render(self, record):
        self.calendar = self.calendar or calendar_now()
        kind = "bad" if is_missed(record) else "neutral"
        shown = {"kind": kind, "text": due_words(record, self.calendar)}
        return render_to_string("elements/badge.html", shown)

    def value(self, value):
        return value


def looking_after() -> list:
    """Choices of the filter: the reader's own, nobody's, or those of a person of the disputes role."""
    people = [(str(each.pk), each.name) for each in staff_with_role(*STAFF)]
    return [("mine", _("Me")), ("nobody", _("Nobody in particular")), *people]


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
    due_date = DueColumn()
    waits_for = tables.Column(verbose_name=_("Waits for"))
    opened_at = DayColumn(verbose_name=_("Opened"))

    class Meta:
        caption = _("Disputes")
        order_by = ("due_date", "-opened_at")
        sequence = ("number", "state", "due_date", "waits_for", "effect", "...")


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
    assigned_to = tables.Column(verbose_name=_("Looked after by"), accessor="assigned_to__name")

    class Meta(DisputeTable.Meta):
        sequence = ("number", "partner", "state", "due_date", "waits_for", "assigned_to", "effect", "...")


class DisputeFilters(ListFilters):
    search_fields = ("number", "statement__number", "agreement__number", "agreement__title")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Dispute.State, empty_label=_("All"))
    category = django_filters.ChoiceFilter(label=_("About"), choices=Dispute.Category, empty_label=_("All"))
    side = django_filters.ChoiceFilter(label=_("Opened by"), choices=Side, empty_label=_("Both"))

    waits_for = django_filters.ChoiceFilter(label=_("Waits for"), choices=Side, empty_label=_("All"))

    class Meta:
        model = Dispute
        fields = ("state", "category", "side", "waits_for")


class StaffDisputeFilters(DisputeFilters):
    search_fields = (*DisputeFilters.search_fields, "partner__name", "partner__code")
    assigned = django_filters.ChoiceFilter(
        label=_("Looked after by"), choices=looking_after, empty_label=_("All"), method="of_person"
    )

    def of_person(self, queryset: QuerySet, _name: str, who: str) -> QuerySet:
        if who == "nobody":
            return queryset.filter(assigned_to=None, state__in=LIVE)
        return queryset.filter(assigned_to=self.request.user.pk if who == "mine" else int(who))


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
