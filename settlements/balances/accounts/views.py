"""Accounts per agreement and currency: the list with balances, and one with every entry."""

from django.http import Http404, HttpResponse

from portal.web.listing import list_page
from settlements.balances.accounts import tables
from settlements.balances.accounts.audience import Audience
from settlements.balances.accounts.days import days_asked, zone
from settlements.balances.accounts.read import accounts, roll_forward, with_running_balance
from settlements.balances.summary import account_name


def ledger_accounts(request, audience: Audience) -> HttpResponse:
    """Every account with its balance now and, where a day is chosen, at the end of that day."""
    on = days_asked(request)["on"]
    table = tables.StaffAccountTable if audience.is_staff else tables.AccountTable
    return list_page(
        request,
        queryset=accounts(audience.entries(request), on=on),
        table_class=table if on else without_day(table),
        filter_class=tables.StaffAccountFilters if audience.is_staff else tables.AccountFilters,
        template="settlements/balances/accounts.html",
        name="accounts",
        extra=audience.context(on=on, zone=zone()),
    )


def ledger_account(request, audience: Audience, number: str, currency: str, account: str) -> HttpResponse:
    """What it opened with, what moved it, what it closes with, and every entry with its document."""
    entries = audience.entries(request).filter(agreement__number=number, currency=currency, account=account)
    if (first := entries.first()) is None:
        raise Http404
    audience.saw(request, first)
    asked = days_asked(request)
    from_date, through = asked["from_date"], asked["through"]
    side = first.agreement.collected_by
    extra = audience.context(
        agreement=first.agreement,
        partner=first.partner,
        currency=currency,
        name=account_name(account, side, for_partner=not audience.is_staff),
        sums=roll_forward(entries, from_date=from_date, through=through),
        from_date=from_date,
        through=through,
        zone=zone(),
    )
    return list_page(
        request,
        queryset=with_running_balance(entries),
        table_class=tables.StaffAccountEntryTable if audience.is_staff else tables.AccountEntryTable,
        filter_class=tables.AccountEntryFilters,
        template="settlements/balances/account.html",
        name=f"{number}-{currency}-{account}",
        extra=extra,
    )


def without_day(table: type) -> type:
    """The table without the column of a day that nobody chose."""
    return type(table.__name__, (table,), {"then": None})
