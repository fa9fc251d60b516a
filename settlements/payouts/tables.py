"""The lists of payouts and of remittance requests, and their filters."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.web.columns import BadgeColumn, DayColumn, DocumentHeading, MomentColumn, MoneyColumn
from portal.web.filters import ListFilters
from settlements.payouts.access import OVERDUE
from settlements.payouts.models import Payout, Remittance

BATCH_KINDS = {"prepared": "warn", "approved": "info", "exported": "good", "cancelled": "neutral"}
PAYOUT_KINDS = {
    "prepared": "warn",
    "approved": "info",
    "sent": "info",
    "paid": "good",
    "returned": "bad",
    "cancelled": "neutral",
}
REMITTANCE_KINDS = {"requested": "info", OVERDUE: "bad", "received": "good", "cancelled": "neutral"}
STANDINGS = {**dict(Remittance.State.choices), OVERDUE: _("Overdue")}


class PayoutTable(tables.Table):
    number = DocumentHeading(verbose_name=_("Payout"), linkify=("payout", {"payout": tables.A("number")}))
    amount = MoneyColumn(verbose_name=_("Amount"))
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    state = BadgeColumn(verbose_name=_("Status"), kinds=PAYOUT_KINDS)
    prepared_at = MomentColumn(verbose_name=_("Prepared"))
    paid_date = DayColumn(verbose_name=_("Paid on"), default="")
    bank_reference = tables.Column(verbose_name=_("Bank reference"), default="")

    class Meta:
        caption = _("Payouts")
        order_by = "-prepared_at"


class StaffPayoutTable(PayoutTable):
    number = DocumentHeading(
        verbose_name=_("Payout"), linkify=("staff_payout", {"payout": tables.A("number")})
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")

    class Meta(PayoutTable.Meta):
        sequence = ("number", "partner", "...")


class RemittanceTable(tables.Table):
    number = DocumentHeading(
        verbose_name=_("Remittance request"), linkify=("remittance", {"remittance": tables.A("number")})
    )
    amount = MoneyColumn(verbose_name=_("Asked for"))
    still_due = MoneyColumn(verbose_name=_("Still due"), default="")
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    standing = BadgeColumn(verbose_name=_("Status"), kinds=REMITTANCE_KINDS, words=STANDINGS.get)
    due_date = DayColumn(verbose_name=_("Due on"))
    received_date = DayColumn(verbose_name=_("Received on"), default="")
    received_amount = MoneyColumn(verbose_name=_("Received"), default="")

    class Meta:
        caption = _("Remittance requests")
        order_by = "-number"


class StaffRemittanceTable(RemittanceTable):
    number = DocumentHeading(
        verbose_name=_("Remittance request"),
        linkify=("staff_remittance", {"remittance": tables.A("number")}),
    )
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")

    class Meta(RemittanceTable.Meta):
        sequence = ("number", "partner", "...")


class DocumentFilters(ListFilters):
    """A document is found by the statements it settles, too."""

    def find(self, queryset: QuerySet, name: str, words: str) -> QuerySet:
        found = super().find(queryset.model.objects.order_by(), name, words)
        return queryset.filter(pk__in=found.values("pk"))


class PayoutFilters(DocumentFilters):
    search_fields = ("number", "bank_reference", "currency", "items__statement__number")
    state = django_filters.ChoiceFilter(label=_("Status"), choices=Payout.State, empty_label=_("All"))

    class Meta:
        model = Payout
        fields = ("state",)


class StaffPayoutFilters(PayoutFilters):
    search_fields = (*PayoutFilters.search_fields, "partner__name", "partner__code")


class RemittanceFilters(DocumentFilters):
    search_fields = ("number", "bank_reference", "currency", "items__statement__number")
    standing = django_filters.ChoiceFilter(
        label=_("Status"), choices=list(STANDINGS.items()), empty_label=_("All")
    )

    class Meta:
        model = Remittance
        fields = ()


class StaffRemittanceFilters(RemittanceFilters):
    search_fields = (*RemittanceFilters.search_fields, "partner__name", "partner__code")
