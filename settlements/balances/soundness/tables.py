"""The list of checks."""

import re

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, MomentColumn, NumberColumn
from portal.web.filters import ListFilters
from settlements.balances.soundness.models import BooksCheck

RUN = re.compile(r"run (\d{1,18})", re.A)


def _about_url(record: BooksCheck) -> str | None:
    found = RUN.fullmatch(record.subject)
    return reverse("run", args=[found[1]]) if found else None


class CheckTable(tables.Table):
    as_of = MomentColumn(verbose_name=_("Checked"))
    result = BadgeColumn(
        verbose_name=_("Result"),
        kinds={"agree": "good", "disagree": "bad"},
        words={"agree": _("The books agree"), "disagree": _("They do not agree")}.get,
    )
    found = NumberColumn(verbose_name=_("Discrepancies"))
    occasion = tables.Column(verbose_name=_("Occasion"))
    subject = tables.Column(verbose_name=_("About"), linkify=_about_url, default="")
    asked_by = tables.Column(verbose_name=_("Asked by"), accessor="asked_by__name", default="")

    class Meta:
        caption = _("Checks")
        order_by = "-as_of"


class CheckFilters(ListFilters):
    result = django_filters.ChoiceFilter(
        label=_("Result"),
        choices=(("agree", _("The books agree")), ("disagree", _("They do not agree"))),
        empty_label=_("All"),
    )
    occasion = django_filters.ChoiceFilter(
        label=_("Occasion"), choices=BooksCheck.Occasion, empty_label=_("All")
    )

    class Meta:
        model = BooksCheck
        fields = ("result", "occasion")
