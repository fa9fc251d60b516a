"""Lists of entries and of balances."""

from urllib.parse import urlencode

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.web.columns import DocumentColumn, HeadingColumn, MomentColumn, MoneyColumn
from portal.web.filters import ListFilters
from settlements.balances.documents import document_url
from settlements.balances.models import Account, Entry, JournalTransaction


class SideColumn(MoneyColumn):
    """The amount where it stands on this side of the books; empty where it stands on the other."""

    def __init__(self, *args, debit: bool, **kwargs) -> None:
        super().__init__(*args, accessor="amount", **kwargs)
        self.debit = debit

    def render(self, value, record):
        shown = self.value(value)
        return "" if shown == "" else super().render(shown, record)

    def value(self, value):
        return value.copy_abs() if (value > 0) == self.debit else ""


class AccountColumn(tables.Column):
    def render(self, record):
        return record.get_account_display()

    def value(self, record):
        return record.account


class CauseColumn(tables.Column):
    def render(self, record):
        return record.transaction.get_cause_display()

    def value(self, record):
        return record.transaction.cause


class EntryTable(tables.Table):
    audience = ""
    cause = CauseColumn(verbose_name=_("What happened"), accessor="transaction__cause")
    posted = MomentColumn(verbose_name=_("Posted"), accessor="transaction__posted_at")
    account = AccountColumn(verbose_name=_("Account"))
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        linkify=lambda record, table: document_url(record.statement, prefix=table.audience),
    )
    reference = DocumentColumn(
        verbose_name=_("Dispute or payment"),
        linkify=lambda record, table: document_url(record.reference, prefix=table.audience),
        default="",
    )
    debit = SideColumn(verbose_name=_("Debit"), debit=True)
    credit = SideColumn(verbose_name=_("Credit"), debit=False)
    currency = tables.Column(verbose_name=_("Currency"), visible=False)
    transaction = tables.Column(verbose_name=_("Transaction"), accessor="transaction_id", visible=False)

    class Meta:
        caption = _("Entries")
        sequence = ("posted", "cause", "account", "statement", "reference", "debit", "credit", "...")
        order_by = "-posted"


class JournalTable(EntryTable):
    audience = "staff_"
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")
    posted_by = tables.Column(
        verbose_name=_("Posted by"), accessor="transaction__posted_by__name", default="", visible=False
    )

    class Meta(EntryTable.Meta):
        sequence = (
            "posted",
            "partner",
            "cause",
            "account",
            "statement",
            "reference",
            "debit",
            "credit",
            "...",
        )


class EntryFilters(ListFilters):
    search_fields = ("statement", "reference", "transaction__subject", "agreement__number")
    account = django_filters.ChoiceFilter(label=_("Account"), choices=Account, empty_label=_("All"))
    cause = django_filters.ChoiceFilter(
        label=_("What happened"),
        field_name="transaction__cause",
        choices=JournalTransaction.Cause,
        empty_label=_("All"),
    )

    class Meta:
        model = Entry
        fields = ("account", "cause")


class JournalFilters(EntryFilters):
    search_fields = (*EntryFilters.search_fields, "partner__name", "partner__code")
    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"),
        queryset=Partner.objects.order_by("name"),
        to_field_name="code",
        empty_label=_("All"),
    )
    currency = django_filters.CharFilter(label=_("Currency"), lookup_expr="iexact", max_length=3)

    class Meta(EntryFilters.Meta):
        fields = ("partner", "account", "cause", "currency")


def _entries_url(record: Entry) -> str:
    return f"{reverse('journal')}?{urlencode({'partner': record.partner.code, 'currency': record.currency})}"


class BalanceTable(tables.Table):
    """Rows of `standing`: a partner and a currency each."""

    partner = HeadingColumn(verbose_name=_("Partner"), accessor="partner__name", linkify=_entries_url)
    currency = tables.Column(verbose_name=_("Currency"))
    payable = MoneyColumn(verbose_name=_("To be paid"))
    held = MoneyColumn(verbose_name=_("Held"))
    in_transit = MoneyColumn(verbose_name=_("Approved for payment"))
    paid = MoneyColumn(verbose_name=_("Paid"))
    receivable = MoneyColumn(verbose_name=_("To be received"))
    left_out = MoneyColumn(verbose_name=_("Left out, disputed"))
    received = MoneyColumn(verbose_name=_("Received"))
    carried = MoneyColumn(verbose_name=_("Carried forward"))

    class Meta:
        caption = _("Balances")
        order_by = "partner"


class BalanceFilters(ListFilters):
    search_fields = ("partner__name", "partner__code", "currency")

    class Meta:
        model = Entry
        fields = ()
