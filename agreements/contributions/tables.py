"""Lists of contributions."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from agreements.contributions.lifecycle import LIVE
from agreements.models import Agreement, Contribution
from portal.web.columns import (
    BadgeColumn,
    DayColumn,
    DocumentColumn,
    DocumentHeading,
    MoneyColumn,
    PercentColumn,
)
from portal.web.filters import ListFilters

STATE_KINDS = {
    "draft": "neutral",
    "filed": "warn",
    "countered": "info",
    "accepted": "good",
    "refused": "bad",
    "withdrawn": "neutral",
}


def _link(name: str) -> tuple:
    return name, {"number": tables.A("agreement__number"), "contribution": tables.A("code")}


class ContributionTable(tables.Table):
    """Of one agreement."""

    code = DocumentHeading(verbose_name=_("Contribution"), linkify=_link("contribution"))
    title = tables.Column()
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    kind = tables.Column()
    party = tables.Column(verbose_name=_("Made by"))
    points = PercentColumn(verbose_name=_("Points"), default="")
    amount = MoneyColumn(
        verbose_name=_("Amount per period"), currency="agreement__settlement_currency", default=""
    )
    from_date = DayColumn(verbose_name=_("From"))
    to_date = DayColumn(verbose_name=_("Until (exclusive)"), default="")

    class Meta:
        caption = _("Contributions")
        order_by = "-code"


class StaffContributionTable(ContributionTable):
    code = DocumentHeading(verbose_name=_("Contribution"), linkify=_link("staff_contribution"))

    class Meta(ContributionTable.Meta):
        pass


class QueueTable(tables.Table):
    """Of every agreement; what they are worth stands on their own pages, where each look is recorded."""

    code = DocumentHeading(verbose_name=_("Contribution"), linkify=_link("staff_contribution"))
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    agreement = DocumentColumn(
        verbose_name=_("Agreement"),
        accessor="agreement__number",
        linkify=("staff_contributions", {"number": tables.A("agreement__number")}),
    )
    title = tables.Column()
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    kind = tables.Column()
    party = tables.Column(verbose_name=_("Made by"))
    filed_at = DayColumn(verbose_name=_("Filed"), default="")
    from_date = DayColumn(verbose_name=_("From"))

    class Meta:
        caption = _("Contributions")
        order_by = "-code"


class ContributionFilters(ListFilters):
    search_fields = ("code", "title", "description")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Contribution.State, empty_label=_("All"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Contribution.Kind, empty_label=_("All"))
    party = django_filters.ChoiceFilter(label=_("Made by"), choices=Agreement.Party, empty_label=_("Both"))

    class Meta:
        model = Contribution
        fields = ("state", "kind", "party")


class QueueFilters(ContributionFilters):
    search_fields = (
        *ContributionFilters.search_fields,
        "agreement__number",
        "partner__name",
        "partner__code",
    )
    offered_by = django_filters.ChoiceFilter(
        label=_("Waits for"), method="waits", choices=Agreement.Party, empty_label=_("Either")
    )

    class Meta(ContributionFilters.Meta):
        fields = (*ContributionFilters.Meta.fields, "offered_by")

    def waits(self, queryset, _name: str, party: str):
        """Offers that this side has to answer."""
        return queryset.filter(state__in=LIVE).exclude(offered_by=party)
