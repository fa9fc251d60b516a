"""Balances and entries: a partner's own, and the whole journal for staff."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.roles import READERS
from portal.web.listing import list_page
from settlements.balances.access import claims_of, entries_of, staff_entries
from settlements.balances.standing import standing
from settlements.balances.summary import balances_of
from settlements.balances.tables import (
    BalanceFilters,
    BalanceTable,
    EntryFilters,
    EntryTable,
    JournalFilters,
    JournalTable,
)


@require_safe
@partner_page
def balance(request) -> HttpResponse:
    """What is payable, held, paid, owed, received and carried, and every entry behind it."""
    entries = entries_of(request.user, request.partner)
    extra = {"balances": balances_of(entries), "claims": claims_of(request.user, request.partner)}
    return list_page(
        request,
        queryset=entries,
        table_class=EntryTable,
        filter_class=EntryFilters,
        template="settlements/balances/balance.html",
        name="entries",
        extra=extra,
    )


@require_safe
@staff_page(*READERS)
def staff_balances(request) -> HttpResponse:
    return list_page(
        request,
        queryset=standing(staff_entries(request.user)),
        table_class=BalanceTable,
        filter_class=BalanceFilters,
        template="settlements/balances/staff_balances.html",
        name="balances",
    )


@require_safe
@staff_page(*READERS)
def journal(request) -> HttpResponse:
    return list_page(
        request,
        queryset=staff_entries(request.user),
        table_class=JournalTable,
        filter_class=JournalFilters,
        template="settlements/balances/journal.html",
        name="journal",
    )
