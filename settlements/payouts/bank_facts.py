"""What a bank says of a payment: the day and the reference."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web import formats
from settlements.payouts.dates import today
from settlements.statements.models import Statement

LONGEST_REFERENCE = 140


def required_reference(reference: str) -> str:
    """Trimmed. Raises Refused: `no_reference`, `long_reference`."""
    found = " ".join(reference.split())
    if not found:
        raise Refused("no_reference", _("Give the bank's reference, so that the payment can be found."))
    if len(found) > LONGEST_REFERENCE:
        raise Refused("long_reference", _("A bank reference has at most 140 characters."))
    return found


def require_past(day: date) -> None:
    """Raises Refused (`bad_date`) for a day that has not come where the licensor lives."""
    if day > today():
        sentence = _("%(day)s has not come yet. Give the day on the bank statement.")
        raise Refused("bad_date", sentence % {"day": formats.day(day)})


def require_after_period(day: date, statements: Iterable[Statement]) -> None:
    """Raises Refused (`bad_date`) for a payment of a period that was not over."""
    last = max(statement.period.to_date for statement in statements)
    if day < last:
        sentence = _("The payout pays a period up to %(day)s. It cannot have been paid before its end.")
        raise Refused("bad_date", sentence % {"day": formats.day(last - timedelta(days=1))})
