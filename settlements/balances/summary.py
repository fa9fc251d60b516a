"""A partner's own balances in its words: what is to be paid, held, paid, owed, received, carried."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from settlements.balances.models import Account, Entry
from settlements.balances.sides import told_of

ZERO = Decimal(0)
LICENSOR, PARTNER = Agreement.Party.LICENSOR, Agreement.Party.PARTNER
# Who collects the revenue pays the other. Words of an account, and what it means there.
WORDS = {
    (LICENSOR, Account.PAYABLE): (
        gettext_lazy("To be paid"),
        gettext_lazy("Due by issued statements, and in no approved payout yet"),
    ),
    (LICENSOR, Account.HELD): (
        gettext_lazy("Held for disputes"),
        gettext_lazy("Not paid until each dispute is decided"),
    ),
    (LICENSOR, Account.IN_TRANSIT): (
        gettext_lazy("Approved for payment"),
        gettext_lazy("In an approved payout, not yet confirmed by the bank"),
    ),
    (LICENSOR, Account.PAID): (gettext_lazy("Paid so far"), gettext_lazy("All payouts the bank confirmed")),
    (LICENSOR, Account.NETTED): (
        gettext_lazy("Netted"),
        gettext_lazy("Set against what was owed the other way, instead of being paid"),
    ),
    (PARTNER, Account.RECEIVABLE): (
        gettext_lazy("Still owed"),
        gettext_lazy("Due by issued statements, and not received yet"),
    ),
    (PARTNER, Account.HELD): (
        gettext_lazy("Left out while disputed"),
        gettext_lazy("Not asked for until each dispute is decided"),
    ),
    (PARTNER, Account.RECEIVED): (
        gettext_lazy("Received by the licensor"),
        gettext_lazy("All remittances marked as received"),
    ),
    (PARTNER, Account.NETTED): (
        gettext_lazy("Netted"),
        gettext_lazy("Set against what was to be paid the other way"),
    ),
}
CARRIED = (
    gettext_lazy("Carried forward"),
    gettext_lazy("The next statement opens with it; below zero it lowers what is due then"),
)
ADVANCE = (
    gettext_lazy("Advance to be recouped"),
    gettext_lazy("Lowers what later statements come to, until it is used up"),
)


@dataclass(frozen=True, slots=True)
class Balance:
    """One currency in one direction; `payable`: the licensor pays. `rows`: words, what they mean, amount."""

    currency: str
    payable: bool
    rows: list[tuple[str, str, Decimal]]


def balances_of(entries: QuerySet[Entry]) -> list[Balance]:
    """By currency; the direction of an agreement is who collects. Amounts are positive as their words say."""
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    sums = entries.order_by("currency", "agreement__collected_by").values_list(
        "currency", "agreement__collected_by", "account"
    )
    for currency, side, account, total in sums.annotate(total=Sum("amount")):
        found.setdefault((currency, side), {})[account] = total
    return [
        Balance(currency, side == LICENSOR, _rows(side, totals)) for (currency, side), totals in found.items()
    ]


def _rows(side: str, totals: dict[str, Decimal]) -> list[tuple[str, str, Decimal]]:
    words = {account: told for (whose, account), told in WORDS.items() if whose == side}
    words[Account.CARRIED] = CARRIED
    if totals.get(Account.ADVANCE):
        words[Account.ADVANCE] = ADVANCE
    return [
        (str(name), str(meaning), told_of(account, side, totals.get(account, ZERO)))
        for account, (name, meaning) in words.items()
    ]


def account_name(account: str, collected_by: str, *, for_partner: bool) -> str:
    """In the words of the partner's balance, where it has some."""
    if for_partner and account == Account.CARRIED:
        return str(CARRIED[0])
    if for_partner and (collected_by, account) in WORDS:
        return str(WORDS[collected_by, account][0])
    return str(Account(account).label)
