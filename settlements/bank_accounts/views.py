"""Bank accounts: what there is, and entering another one: typed, looked at once more, sent."""

from dataclasses import asdict

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import licensor
from portal.refused import Refused
from settlements.bank_accounts import access
from settlements.bank_accounts import propose_account as proposing
from settlements.bank_accounts.check_account import BadAccount, Checked, Given, check_account
from settlements.bank_accounts.forms import AccountForm, SendForm, initial_of
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.owner_pages import OwnerPages
from settlements.bank_accounts.sealed_form import open_form, seal_form
from settlements.bank_accounts.shown import facts_of, places, shown
from settlements.bank_accounts.why_not import proposers, require, why_not_hold

asks = require_http_methods(["GET", "HEAD", "POST"])
Kind = BankAccount.Kind


@require_safe
@transaction.atomic
def bank_accounts(request, pages: OwnerPages) -> HttpResponse:
    rows = list(access.accounts_of(request.user, pages.owner))
    access.record_look(request.user, pages.owner, "bank_accounts")
    enters = pages.owner is None or not pages.is_staff
    context = {
        "places": places(rows, access.currencies_of(pages.owner), request.user, pages),
        "closed": [shown(row, request.user, pages) for row in rows if row.closed_at],
        "enter_url": pages.url("propose_account") if enters else "",
        "why_not_enter": why_not_hold(request.user, pages.owner, proposers(pages.owner)) if enters else "",
        "crumb_list": pages.crumbs(above=True),
    }
    return render(request, "settlements/bank_accounts/bank_accounts.html", _around(pages) | context)


@asks
@sensitive_post_parameters()
@sensitive_variables()
def propose_account(request, pages: OwnerPages) -> HttpResponse:
    """The form; what is well typed is shown once more, sealed, before it is sent."""
    require(request.user, pages.owner, proposers(pages.owner))
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind") if asked.get("kind") in Kind.values else Kind.IBAN
    if "sealed" in request.POST:
        return _change(request, pages)
    if request.method != "POST":
        start = _from_owner(pages) | {"currency": request.GET.get("currency", "")}
        return _form(request, pages, AccountForm(kind=kind, initial=start))
    form = AccountForm(request.POST, kind=kind)
    if form.is_valid():
        given = form.given()
        try:
            return _preview(request, pages, given, check_account(given))
        except BadAccount as bad:
            form.place_faults(bad.faults)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return _form(request, pages, form)


@asks
@sensitive_post_parameters()
@sensitive_variables()
def send_account(request, pages: OwnerPages) -> HttpResponse:
    require(request.user, pages.owner, proposers(pages.owner))
    form = SendForm(request.POST or None)
    if not form.is_valid():
        return redirect(pages.url("propose_account"))
    try:
        given = open_form(sealed=form.cleaned_data["sealed"], by=request.user, owner=pages.owner)
        proposing.propose_account(owner=pages.owner, given=given, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Entered. Now a second person has to confirm it."))
    return redirect(pages.url("bank_accounts"))


def _change(request, pages: OwnerPages) -> HttpResponse:
    """Back from the look at it: all but the numbers is there again."""
    try:
        given = open_form(sealed=request.POST["sealed"], by=request.user, owner=pages.owner)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(pages.url("propose_account"))
    return _form(request, pages, AccountForm(kind=given.kind, initial=initial_of(asdict(given))))


def _form(request, pages: OwnerPages, form: AccountForm) -> HttpResponse:
    other = Kind.ACCOUNT if form.kind == Kind.IBAN else Kind.IBAN
    context = {
        "form": form,
        "other": other,
        "crumb_list": pages.crumbs(),
        "address": pages.url("propose_account"),
    }
    status = 422 if form.errors else 200
    page = "settlements/bank_accounts/propose.html"
    return render(request, page, _around(pages) | context, status=status)


def _preview(request, pages: OwnerPages, given: Given, checked: Checked) -> HttpResponse:
    account = BankAccount(**checked.columns)
    bic = checked.account.bic
    facts = [(_("Currency"), account.currency), *facts_of(account)]
    facts.insert(3, (_("BIC"), bic or None))
    context = {
        "facts": facts,
        "known": checked.known_bank,
        "differs": bool(checked.derived_bic and bic[:8] != checked.derived_bic[:8]),
        "derived_bic": checked.derived_bic,
        "form": SendForm(initial={"sealed": seal_form(given=given, by=request.user, owner=pages.owner)}),
        "send_url": pages.url("send_account"),
        "change_url": pages.url("propose_account"),
        "crumb_list": pages.crumbs(),
    }
    return render(request, "settlements/bank_accounts/preview.html", _around(pages) | context)


def _from_owner(pages: OwnerPages) -> dict[str, str]:
    """What is known of the owner to begin with."""
    owner = pages.owner or licensor()
    names = ("street", "postal_code", "town", "country")
    return {"holder": owner.legal_name, **{name: getattr(owner, name) for name in names}}


def _around(pages: OwnerPages) -> dict:
    return {"base": pages.base, "pages": pages, "back": pages.url("bank_accounts")}
