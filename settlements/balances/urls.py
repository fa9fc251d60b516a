"""Balances, for partners and staff."""

from django.urls import path

from settlements.balances import views
from settlements.balances.accounts import views as accounts
from settlements.balances.accounts.audience import PARTNER, STAFF, Audience
from settlements.balances.general_ledger import views as ledger
from settlements.balances.soundness import views as soundness


def _accounts(audience: Audience, root: str) -> list:
    pages = [
        (f"{root}accounts/", accounts.ledger_accounts),
        (f"{root}accounts/<str:number>/<str:currency>/<str:account>/", accounts.ledger_account),
    ]
    return [
        path(route, audience.page(view), name=f"{audience.prefix}{view.__name__}") for route, view in pages
    ]


urlpatterns = [
    *_accounts(PARTNER, "balance/"),
    *_accounts(STAFF, "staff/balances/"),
    path("balance/", views.balance, name="balance"),
    path("staff/balances/", views.staff_balances, name="staff_balances"),
    path("staff/journal/", views.journal, name="journal"),
    path("staff/general-ledger/", ledger.general_ledger, name="general_ledger"),
    path("staff/general-ledger/file/", ledger.general_ledger_file, name="general_ledger_file"),
    path("staff/general-ledger/account/", ledger.map_account, name="map_account"),
    path("staff/books/", soundness.books, name="books"),
    path("staff/books/check/", soundness.check_books, name="check_books"),
]
