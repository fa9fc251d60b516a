"""Bank accounts of the hosts and of the licensor: entered, and confirmed when the first agreements began."""

from datetime import UTC, datetime, time

from portal.accounts.models import Partner
from portal.demo import bank_accounts
from portal.demo.host import Host
from portal.demo.hosts import HOSTS
from portal.demo.people import member, staff
from portal.demo.terms import STARTS
from settlements.bank_accounts.check_account import Given
from settlements.bank_accounts.confirm_account import confirm_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.propose_account import propose_account

THEN = datetime.combine(STARTS, time(9), UTC)


def make_bank_accounts() -> None:
    """Where they are missing; a broken-off start is gone on with."""
    for currency, iban in bank_accounts.OWN.items():
        given = Given(currency=currency, kind="iban", iban=iban, **bank_accounts.HOLDER)
        _make(None, given, staff("finance"), staff("approver"))
    for host in HOSTS:
        partner = Partner.objects.get(code=host.code)
        second = None if host.code == bank_accounts.UNCONFIRMED else member(host.code, "admin")
        _make(partner, _given(host), member(host.code, "finance"), second)


def _given(host: Host) -> Given:
    address = {name: getattr(host, name) for name in ("street", "postal_code", "town", "country")}
    return Given(**address | bank_accounts.HOSTS[host.code])


def _make(owner: Partner | None, given: Given, first, second) -> None:
    found = BankAccount.objects.filter(partner=owner, currency=given.currency).first()
    at = THEN if second else None
    row = found or propose_account(owner=owner, given=given, by=first, at=at)
    if second and row.state == row.State.PROPOSED:
        confirm_account(account=row, by=second, at=at)
