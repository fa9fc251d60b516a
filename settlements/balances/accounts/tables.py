"""The list of accounts, and the entries of one."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.web.columns import DocumentColumn, HeadingColumn, MomentColumn, MoneyColumn
from portal.web.filters import ListFilters
from settlements.balances.accounts.days import DayFilter, end_of, start_of
from settlements.balances.documents import document_url
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.summary import account_name
from settlements.balances.tables import CauseColumn, SideColumn


def account_url(record: Entry, prefix: str) -> str:
    of = [record.agreement.number, record.currency, record.account]
    return reverse(f"{prefix}ledger_account", args=of)


class NameColumn(HeadingColumn):
    def render(self, record, table):
        for_partner = not table.audience
        return account_name(record.account, record.agreement.collected_by, for_partner=for_partner)

    def value(self, record):
        return record.account


class AccountTable(tables.Table):
    audience = ""
    agreement = DocumentColumn(
        verbose_name=_("Agreement"),
        accessor="agreement__number",
        linkify=lambda record, table: document_url(record.agreement.number, prefix=table.audience),
    )
    name = NameColumn(
        verbose_name=_("Account"),
        accessor="account",
        order_by="place",
        linkify=lambda record, table: account_url(record, table.audience),
    )
    currency = tables.Column(verbose_name=_("Currency"))
    then = MoneyColumn(verbose_name=_("Balance on the day"))
    balance = MoneyColumn(verbose_name=_("Balance now"))

    class Meta:
        caption = _("Accounts")
        sequence = ("agreement", "currency", "name", "then", "balance")
        order_by = ("agreement", "currency", "name")


class StaffAccountTable(AccountTable):
    audience = "staff_"
    partner = tables.Column(verbose_name=_("Partner"), accessor="partner__name")

    class Meta(AccountTable.Meta):
        sequence = ("partner", *AccountTable.Meta.sequence)
        order_by = ("partner", *AccountTable.Meta.order_by)


class AccountFilters(ListFilters):
    search_fields = ("agreement__number", "agreement__title")
    account = django_filters.ChoiceFilter(label=_("Account"), choices=Account, empty_label=_("All"))
    on = DayFilter(label=_("Balance on"), method="leave")

    class Meta:
        model = Entry
        fields = ("account", "on")

    def leave(self, queryset: QuerySet, _name: str, _day) -> QuerySet:
        """The day narrows nothing: it adds a column."""
        return queryset


class StaffAccountFilters(AccountFilters):
    search_fields = (*AccountFilters.search_fields, "partner__name", "partner__code")
    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"),
        queryset=Partner.objects.order_by("name"),
        to_field_name="code",
        empty_label=_("All"),
    )

    class Meta(AccountFilters.Meta):
        fields = ("partner", "account", "on")


class AccountEntryTable(tables.Table):
    audience = ""
    posted = MomentColumn(verbose_name=_("Posted"), accessor="transaction__posted_at")
    cause = CauseColumn(verbose_name=_("What happened"), accessor="transaction__cause")
    document = DocumentColumn(
        verbose_name=_("Document"),
        accessor="transaction__subject",
        linkify=lambda record, table: document_url(record.transaction.subject, prefix=table.audience),
    )
    statement = DocumentColumn(
        verbose_name=_("Statement"),
        linkify=lambda record, table: document_url(record.statement, prefix=table.audience),
        default="",
    )
    debit = SideColumn(verbose_name=_("Debit"), debit=True)
    credit = SideColumn(verbose_name=_("Credit"), debit=False)
    running = MoneyColumn(verbose_name=_("Balance"), orderable=False)
    key = tables.Column(verbose_name=_("Key"), accessor="transaction__key", visible=False)

    class Meta:
        caption = _("Entries")
        order_by = "posted"


class StaffAccountEntryTable(AccountEntryTable):
    audience = "staff_"


class AccountEntryFilters(ListFilters):
    search_fields = ("statement", "reference", "transaction__subject")
    from_date = DayFilter(label=_("From"), method="since")
    through = DayFilter(label=_("Up to and including"), method="until")
    cause = django_filters.ChoiceFilter(
        label=_("What happened"),
        field_name="transaction__cause",
        choices=JournalTransaction.Cause,
        empty_label=_("All"),
    )

    class Meta:
        model = Entry
        fields = ("from_date", "through", "cause")

    def since(self, queryset: QuerySet, _name: str, day) -> QuerySet:
        return queryset.filter(transaction__posted_at__gte=start_of(day))

    def until(self, queryset: QuerySet, _name: str, day) -> QuerySet:
        return queryset.filter(transaction__posted_at__lt=end_of(day))
