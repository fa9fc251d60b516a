"""An account's amounts as its words say them, whoever pays.

In the licensor's books what it pays stands as a credit. What is told is positive where there is what the
account is named after: payable, held, paid, withheld; and where it came from: share, adjustments, advance.
"""

from decimal import Decimal

from django.db.models import Case, DecimalField, F, Q, Value, When
from django.db.models.expressions import Combinable

from agreements.models import Agreement
from settlements.balances.models import AMOUNT, Account

LICENSOR, PARTNER = Agreement.Party.LICENSOR, Agreement.Party.PARTNER
MONEY = DecimalField(**AMOUNT)
# A debit where the licensor pays; every other account is a credit then.
COSTS = (Account.SHARE, Account.ADJUSTMENTS, Account.FORMER, Account.ADVANCE)


def told(amount: str | Combinable) -> Case:
    """The amount of an entry's account, to be summed by the database or compared."""
    amount = F(amount) if isinstance(amount, str) else amount
    as_it_stands = Q(account__in=COSTS, agreement__collected_by=LICENSOR)
    as_it_stands |= ~Q(account__in=COSTS) & Q(agreement__collected_by=PARTNER)
    turned = Value(Decimal(0), MONEY) - amount
    return Case(When(as_it_stands, then=amount), default=turned, output_field=MONEY)


def told_of(account: str, collected_by: str, total: Decimal) -> Decimal:
    """As `told`, of a sum; to the last digit: `-total` rounds to 28."""
    as_it_stands = (account in COSTS) == (collected_by == LICENSOR)
    return total if as_it_stands or not total else total.copy_negate()
