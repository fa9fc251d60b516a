"""Which account may be paid to now, and why there is none."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from portal.accounts.models import Partner
from portal.web import formats
from settlements.bank_accounts.models import BankAccount

State = BankAccount.State


def usable_account(*, partner: Partner, currency: str, at: datetime) -> BankAccount | None:
    """The partner's confirmed one, once its 48 hours are over. While a change waits there is none."""
    return _usable(partner, currency, at)


def why_unusable(*, partner: Partner, currency: str, at: datetime) -> str:
    """A sentence for both sides; empty where there is a usable one."""
    return _why_not(partner, currency, at)


def licensor_account(*, currency: str, at: datetime | None = None) -> BankAccount | None:
    """What the licensor pays from, and partners that owe pay to; by the same rules."""
    return _usable(None, currency, at or timezone.now())


def why_no_licensor_account(*, currency: str, at: datetime | None = None) -> str:
    return _why_not(None, currency, at or timezone.now())


def live_account(partner: Partner | None, currency: str) -> BankAccount | None:
    """The confirmed one, usable yet or not."""
    return _rows(partner, currency).filter(state=State.CONFIRMED).first()


def _usable(partner: Partner | None, currency: str, at: datetime) -> BankAccount | None:
    row = live_account(partner, currency)
    return row if row is not None and row.usable_from <= at else None


def _why_not(partner: Partner | None, currency: str, at: datetime) -> str:
    row, names = live_account(partner, currency), {"currency": currency}
    if row is not None:
        if row.usable_from <= at:
            return ""
        sentence = _("The bank account for %(currency)s was confirmed and can be used from %(moment)s.")
        return sentence % {**names, "moment": formats.instant(row.usable_from, licensor().time_zone)}
    if _rows(partner, currency).filter(state=State.PROPOSED).exists():
        return _("The bank account for %(currency)s waits for a second person to confirm it.") % names
    return _("No bank account for %(currency)s is entered yet.") % names


def _rows(partner: Partner | None, currency: str):
    return BankAccount.objects.filter(partner=partner, currency=currency)
