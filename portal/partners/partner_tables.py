"""The staff's list of partners."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.partners.countries import countries
from portal.web.columns import CountryColumn, DayColumn, HeadingColumn, NumberColumn
from portal.web.filters import ListFilters

STATES = {"active": _("Active"), "suspended": _("Suspended")}


class StateColumn(tables.Column):
    """Suspended or not: the instant stands for it."""

    def render(self, record):
        state = self.value(record)
        shown = {"kind": "bad" if record.suspended_at else "good", "text": STATES[state]}
        return render_to_string("elements/badge.html", shown)

    def value(self, record):
        return "suspended" if record.suspended_at else "active"


class PartnerTable(tables.Table):
    name = HeadingColumn(linkify=("staff_partner", [tables.A("code")]))
    code = tables.Column()
    legal_name = tables.Column()
    country = CountryColumn()
    suspended_at = StateColumn(verbose_name=_("Status"), empty_values=())
    agreement_count = NumberColumn(verbose_name=_("Agreements"), default=0)
    member_count = NumberColumn(verbose_name=_("Members"), default=0)
    created_at = DayColumn(verbose_name=_("Since"))

    class Meta:
        model = Partner
        fields = (
            "name",
            "code",
            "legal_name",
            "country",
            "suspended_at",
            "agreement_count",
            "member_count",
            "created_at",
        )
        order_by = "name"
        caption = _("Partners")


def _countries_found() -> list[tuple[str, str]]:
    found = set(Partner.objects.values_list("country", flat=True))
    return [(code, name) for code, name in countries().items() if code in found]


class PartnerFilters(ListFilters):
    search_fields = ("name", "code", "legal_name", "town")
    country = django_filters.ChoiceFilter(label=_("Country"), choices=_countries_found, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=list(STATES.items()), method="in_state", empty_label=_("All")
    )

    class Meta:
        model = Partner
        fields = ("country", "state")

    def in_state(self, queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return queryset.filter(suspended_at__isnull=state == "active")
