"""Bank accounts that wait for a second person, or that nobody entered yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from settlements.bank_accounts.access import accounts_of, may_read, missing_currencies, waiting_accounts
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.why_not import holds, proposers, why_not_decide


def bank_account_sections(user: User) -> list[Section]:
    """For staff who may see them; none where nothing waits. Outsiders: Http404."""
    items = [_waiting(each, user, _page_of(each)) for each in waiting_accounts(user)[: SHOWN + 1]]
    if not items:
        return []
    title, all_of_them = _("Bank accounts to confirm"), reverse("staff_bank_accounts")
    return [section_of(title, items, "", all_of_them, _("The licensor's bank accounts"))]


def partner_bank_accounts(user: User, partner: Partner) -> list[ToDo]:
    """What waits for this person to confirm it; for finance, the currencies that have no account."""
    if not may_read(user, partner):
        return []
    url = reverse("bank_accounts")
    rows = accounts_of(user, partner).filter(state=BankAccount.State.PROPOSED)
    waiting = [_waiting(each, user, url) for each in rows if not why_not_decide(each, user)]
    if not holds(user, partner, proposers(partner)):
        return waiting
    return [*waiting, *(_missing(currency) for currency in missing_currencies(partner))]


def _page_of(account: BankAccount) -> str:
    if account.partner is None:
        return reverse("staff_bank_accounts")
    return reverse("staff_partner_bank_accounts", args=[account.partner.code])


def _waiting(account: BankAccount, user: User, url: str) -> ToDo:
    why_not = why_not_decide(account, user)
    entered = _("entered by %(name)s") % {"name": account.proposed_by}
    owner = account.partner.name if account.partner else _("The licensor")
    return ToDo(
        text=_("Bank account for %(currency)s") % {"currency": account.currency},
        sub=" · ".join([owner, account.mask, entered]),
        url=url,
        badge=account.get_state_display(),
        kind="warn",
        act=_("Open") if why_not else _("Compare and confirm"),
        why_not=why_not,
    )


def _missing(currency: str) -> ToDo:
    return ToDo(
        text=_("Bank account for %(currency)s") % {"currency": currency},
        sub=_("Until there is one, nothing can be paid to you in this currency."),
        url=f"{reverse('propose_account')}?currency={currency}",
        badge=_("Missing"),
        kind="warn",
        act=_("Enter an account"),
    )
