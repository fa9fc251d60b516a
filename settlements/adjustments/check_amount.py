"""Whether an amount can stand in a correction."""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.money.currencies import exponent
from portal.refused import Refused
from settlements.engine.exact import exact_arithmetic

DIGITS = 28
"""The engine takes 30, and the difference to a line may need one more."""


def check_amount(amount: Decimal, currency: str) -> None:
    """Whole minor units of the currency, and not endless. Raises Refused (`bad_amount`)."""
    decimals = exponent(currency)
    with exact_arithmetic():
        fits = amount.is_finite() and abs(amount) < Decimal(10) ** (DIGITS - 4)
        if fits and not amount.scaleb(decimals) % 1:
            return
    sentence = _("An amount in %(currency)s has at most %(decimals)s decimals, for example %(example)s.")
    example = f"{Decimal(1250).scaleb(-decimals) if decimals else Decimal(12):f}"
    raise Refused("bad_amount", sentence % {"currency": currency, "decimals": decimals, "example": example})
