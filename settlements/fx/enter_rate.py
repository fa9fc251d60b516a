"""Enter a rate the ECB does not publish, or one that goes before it."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.money.currencies import is_currency
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.fx.models import FxRate

DECIMALS, WHOLE_DIGITS = 15, 15


@transaction.atomic
def enter_rate(*, by: User, base: str, quote: str, date: date, rate: Decimal, reason: str) -> FxRate:
    """One `base` costs `rate` of `quote` on `date`, for a stated reason. Staff of the finance role only.

    Raises Refused: `bad_currency`, `bad_rate`, `bad_date`, `no_reason`, `rate_exists`.
    """
    require_staff(by, StaffRole.FINANCE)
    _check(base, quote, date, rate, reason)
    try:
        with transaction.atomic():
            row = FxRate.objects.create(
                base=base,
                quote=quote,
                date=date,
                rate=rate,
                source=FxRate.Source.MANUAL,
                entered_by=by,
                reason=reason.strip(),
            )
    except IntegrityError:
        sentence = _("%(base)s in %(quote)s has a manual rate of that day. Withdraw it first if it is wrong.")
        raise Refused("rate_exists", sentence % {"base": base, "quote": quote}) from None
    put_event(event="fx_rate.entered", args=[[row.base, row.quote], row.date, row.date])
    record_event(
        event="fx_rate.entered",
        subject=f"{base}/{quote} {date}",
        actor=by,
        details={"rate": format(rate, "f"), "reason": row.reason},
    )
    return row


def _check(base: str, quote: str, day: date, rate: Decimal, reason: str) -> None:
    for code in (base, quote):
        if not is_currency(code):
            sentence = _("“%(code)s” is no currency. Use its ISO 4217 code, such as USD.")
            raise Refused("bad_currency", sentence % {"code": code[:20]})
    if base == quote:
        raise Refused("bad_currency", _("A currency needs no rate to itself. Choose two currencies."))
    if not rate.is_finite() or rate <= 0 or rate >= 10**WHOLE_DIGITS:
        raise Refused("bad_rate", _("The rate must be a number above zero, in digits."))
    if -rate.as_tuple().exponent > DECIMALS:
        raise Refused("bad_rate", _("The rate has more than 15 decimals. Round it to 15."))
    if not date_has_come(day):
        raise Refused("bad_date", _("That day has not come yet. Enter a rate once it is known."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why the rate is entered and where it comes from."))


def date_has_come(day: date) -> bool:
    """Whether the day has begun somewhere on earth."""
    return day <= (timezone.now() + timedelta(hours=14)).date()
