"""Bank accounts as pages show them: never more of the numbers than the mask."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from agreements.words.figures import isolated as apart
from portal.accounts.access import licensor
from portal.accounts.models import User
from portal.web import formats
from portal.web.act import Act
from portal.web.templatetags.display import isolated, moment
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.owner_pages import OwnerPages
from settlements.bank_accounts.why_not import enders, proposers, why_not_decide, why_not_hold

State = BankAccount.State
KINDS = {State.PROPOSED: "warn", State.CONFIRMED: "good", State.REFUSED: "bad"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One account: `told`: sentences of who did what when; `acts`: URL name → (address, act)."""

    account: BankAccount
    badge: str
    kind: str
    facts: list[tuple[str, Any]]
    told: list[str]
    acts: dict[str, tuple[str, Act]]


@dataclass(frozen=True, slots=True)
class Place:
    """A currency: what is in use, what waits. `may_enter`: neither of them hinders another one."""

    currency: str
    used: Shown | None
    waiting: Shown | None

    @property
    def may_enter(self) -> bool:
        return self.waiting is None


def places(accounts: list[BankAccount], currencies: list[str], user: User, pages: OwnerPages) -> list[Place]:
    """One for each currency that is needed or has an account."""
    live = {(each.currency, each.state): each for each in accounts if each.closed_at is None}
    names = sorted({*currencies, *(currency for currency, _state in live)})

    def found(currency: str, state: str) -> Shown | None:
        row = live.get((currency, state))
        return shown(row, user, pages) if row else None

    return [Place(each, found(each, State.CONFIRMED), found(each, State.PROPOSED)) for each in names]


def shown(account: BankAccount, user: User, pages: OwnerPages) -> Shown:
    now = timezone.now()
    waits = account.state == State.CONFIRMED and account.usable_from > now
    badge, kind = account.get_state_display(), KINDS.get(account.state, "neutral")
    if account.state == State.CONFIRMED:
        badge, kind = (_("Confirmed, not usable yet"), "info") if waits else (_("In use"), "good")
    return Shown(
        account=account,
        badge=badge,
        kind=kind,
        facts=facts_of(account, now),
        told=told_of(account, pages),
        acts=_acts(account, user, pages),
    )


def facts_of(account: BankAccount, now: datetime | None = None) -> list[tuple[str, Any]]:
    facts = [
        (account.get_kind_display(), mask_of(account)),
        (_("Bank"), isolated(f"{account.bank_name} ({formats.country(account.bank_country)})")),
        (_("Account holder"), isolated(account.holder)),
        (_("Address"), isolated(address_of(account))),
    ]
    if account.usable_from and now and account.usable_from > now:
        facts.append((_("Usable from"), moment(account.usable_from, licensor().time_zone)))
    return facts


def mask_of(account: BankAccount) -> str:
    spoken = _("ends in %(digits)s") % {"digits": account.last_four}
    return format_html(
        '<bdi class="code" dir="ltr" aria-hidden="true">{}</bdi><span class="visually-hidden">{}</span>',
        account.mask,
        spoken,
    )


def address_of(account: BankAccount) -> str:
    street = " ".join(filter(None, (account.street, account.building)))
    town = " ".join(filter(None, (account.postal_code, account.town)))
    return ", ".join(filter(None, (street, town, formats.country(account.country))))


def told_of(account: BankAccount, pages: OwnerPages) -> list[str]:
    """A partner reads which side acted, not who of staff did."""
    zone = licensor().time_zone
    closed = {
        State.REPLACED: _("Replaced by %(name)s, %(at)s."),
        State.REFUSED: _("Refused by %(name)s, %(at)s."),
        State.WITHDRAWN: _("Taken back by %(name)s, %(at)s."),
        State.ENDED: _("Ended by %(name)s, %(at)s."),
    }
    acts = (
        (_("Entered by %(name)s, %(at)s."), account.proposed_by, account.proposed_at),
        (_("Confirmed by %(name)s, %(at)s."), account.confirmed_by, account.confirmed_at),
        (closed.get(account.state, ""), account.closed_by, account.closed_at),
    )
    return [
        sentence % {"name": apart(_name(person, pages)), "at": apart(formats.instant(at, zone))}
        for sentence, person, at in acts
        if person
    ]


def _name(person: User, pages: OwnerPages) -> str:
    hidden = not pages.is_staff and person.staff_roles
    return licensor().legal_name if hidden else person.name


def _acts(account: BankAccount, user: User, pages: OwnerPages) -> dict[str, tuple[str, Act]]:
    """What the pages of this owner have: staff neither enter nor take back a partner's account."""
    waits, used = account.state == State.PROPOSED, account.state == State.CONFIRMED
    decide = why_not_decide(account, user) if waits else ""
    acts = {
        "confirm_account": Act(waits, decide),
        "refuse_account": Act(waits, decide),
        "end_account": Act(used, why_not_hold(user, pages.owner, enders(pages.owner))),
    }
    if pages.owner is None or not pages.is_staff:
        acts["withdraw_account"] = Act(waits, why_not_hold(user, pages.owner, proposers(pages.owner)))
    return {name: (pages.url(name, account.pk), act) for name, act in acts.items()}
