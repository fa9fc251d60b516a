"""Acts on one bank account: confirm, refuse, take back, end."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from portal.web.act_page import ReasonForm, act_page
from settlements.bank_accounts import access
from settlements.bank_accounts import confirm_account as confirming
from settlements.bank_accounts import end_account as ending
from settlements.bank_accounts import refuse_account as refusing
from settlements.bank_accounts import withdraw_account as withdrawing
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.owner_pages import OwnerPages
from settlements.bank_accounts.shown import facts_of, told_of
from settlements.bank_accounts.why_not import Role, deciders, enders, proposers, require

asks = require_http_methods(["GET", "HEAD", "POST"])


@asks
def confirm_account(request, pages: OwnerPages, account_id: int) -> HttpResponse:
    row = _row(request, pages, account_id, deciders(pages.owner))
    return act_page(
        request,
        title=_("Confirm a bank account"),
        text=_(
            "Ask for the account by a way you know already, not by the one this came on, and compare holder, "
            "bank and last digits. It can be used in 48 hours; until then nothing is paid in this currency."
        ),
        action=pgettext("bank account", "Confirm"),
        act=lambda: confirming.confirm_account(account=row, by=request.user),
        done=_("Confirmed. It can be used in 48 hours; everybody concerned was told."),
        **_around(pages, row),
    )


@asks
def refuse_account(request, pages: OwnerPages, account_id: int) -> HttpResponse:
    row = _row(request, pages, account_id, deciders(pages.owner))
    return act_page(
        request,
        title=_("Refuse a bank account"),
        text=_("The account in use stays in use. Both sides read the reason."),
        action=_("Refuse"),
        act=lambda reason: refusing.refuse_account(account=row, by=request.user, reason=reason),
        done=_("Refused. Everybody concerned was told."),
        form=_reason(request),
        danger=True,
        **_around(pages, row),
    )


@asks
def withdraw_account(request, pages: OwnerPages, account_id: int) -> HttpResponse:
    row = _row(request, pages, account_id, proposers(pages.owner))
    return act_page(
        request,
        title=_("Take back a bank account"),
        text=_("The account in use stays in use. Another one may be entered afterwards."),
        action=_("Take back"),
        act=lambda: withdrawing.withdraw_account(account=row, by=request.user),
        done=_("Taken back."),
        **_around(pages, row),
    )


@asks
def end_account(request, pages: OwnerPages, account_id: int) -> HttpResponse:
    row = _row(request, pages, account_id, enders(pages.owner))
    return act_page(
        request,
        title=_("End a bank account"),
        text=_(
            "Nothing is paid in its currency until another account is entered, confirmed, and 48 hours have "
            "passed. To change it, enter the other account instead."
        ),
        action=pgettext("bank account", "End"),
        act=lambda reason: ending.end_account(account=row, by=request.user, reason=reason),
        done=_("Ended. Everybody concerned was told."),
        form=_reason(request),
        danger=True,
        **_around(pages, row),
    )


@transaction.atomic
def _row(request, pages: OwnerPages, account_id: int, roles: tuple[Role, ...]) -> BankAccount:
    """For those who may act on it; a look by staff at a partner's is recorded."""
    found = access.account_of(request.user, pages.owner, account_id)
    require(request.user, pages.owner, roles)
    if request.method != "POST":
        access.record_look(request.user, pages.owner, request.resolver_match.url_name)
    return found


def _reason(request) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None)


def _around(pages: OwnerPages, row: BankAccount) -> dict:
    return {
        "back": pages.url("bank_accounts"),
        "crumbs": pages.crumbs(),
        "template": "settlements/bank_accounts/act.html",
        "extra": {
            "base": pages.base,
            "facts": [(_("Currency"), row.currency), *facts_of(row)],
            "told": told_of(row, pages),
        },
    }
