"""The books as both sides see them: accounts, one account, the general ledger, and what a check found."""

import pytest

from settlements.balances.general_ledger.map_account import map_account
from settlements.balances.models import Entry
from settlements.balances.tasks import verify_books
from settlements.statements.models import Statement
from tests.browser.test_payments import look
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.balances.changed_by_hand import triggers_off
from tests.settlements.payouts.steps import approve, hold, paid, prepared
from tests.settlements.runs.steps import issued_run

LOOKS = [("en", "light"), ("ar", "dark")]


@pytest.fixture
def books(live_server, hosta, fiona, april) -> str:
    """August is paid; of September some is held; an advance is being recouped. The agreement's number."""
    usable_accounts(hosta)
    terms = make_terms("2026-08-01", share("0.20"), advance={"amount": "50000.00", "recoup_rate": "0.25"})
    hosted = make_agreement(
        hosta, reporter="partner", starts="2026-08-01", title="Chat in Europe", terms=[terms]
    )
    for month, revenue in (("2026-08", "98765.43"), ("2026-09", "123456.78")):
        submitted_report(hosted, month, [{"usage_date": f"{month}-05", "gross_revenue": revenue}])
        issued_run(month, fiona, april, hosted)
        if month == "2026-08":
            paid(approve(prepared(fiona), april), fiona)
    hold(Statement.objects.get(period__label="2026-09"), "1234.50")
    map_account(account="payable", currency="", code="2100-10", name="Payables, partners", by=fiona)
    map_account(account="payable", currency="EUR", code="2100-20", name="Payables, euro", by=fiona)
    return hosted.number


@pytest.mark.parametrize("language,theme", LOOKS)
def test_the_partner_s_pages(books, visit, check_page, finn, language, theme):
    pages = {
        "balance": "/balance/",
        "accounts": "/balance/accounts/?on=2026-09-30",
        "account": f"/balance/accounts/{books}/USD/payable/?from_date=2026-01-01",
    }
    for name, path in pages.items():
        page = visit(path, finn, language=language, theme=theme)
        look(page, f"partner-{name}-{language}-{theme}")
        check_page(page)


@pytest.mark.parametrize("language,theme", LOOKS)
def test_the_staff_s_pages(books, visit, check_page, fiona, language, theme):
    verify_books()
    with triggers_off() as execute:
        execute("UPDATE settlements_entry SET amount = amount + 1 WHERE id = %s", [Entry.objects.first().pk])
    verify_books()
    pages = {
        "accounts": "/staff/balances/accounts/",
        "account": f"/staff/balances/accounts/{books}/USD/payable/",
        "balances": "/staff/balances/",
        "ledger": "/staff/general-ledger/?from_date=2026-08-01",
        "map": "/staff/general-ledger/account/?account=payable&currency=EUR",
        "books": "/staff/books/",
        "payouts": "/staff/payouts/",
    }
    for name, path in pages.items():
        page = visit(path, fiona, language=language, theme=theme)
        look(page, f"staff-{name}-{language}-{theme}")
        check_page(page)
