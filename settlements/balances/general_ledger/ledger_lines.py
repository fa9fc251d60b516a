"""The journal as the licensor's own ledger takes it in: a line for each entry."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.money.currencies import exponent
from portal.refused import Refused
from settlements.balances.accounts.days import posted_within, zone
from settlements.balances.general_ledger.models import LedgerAccount
from settlements.balances.models import Account, Entry

HEADER = (
    "posting_date",
    "document",
    "cause",
    "partner",
    "agreement",
    "currency",
    "ledger_account",
    "ledger_account_name",
    "debit",
    "credit",
    "reference",
    "key",
)
CHUNK = 2000
Mapping = dict[tuple[str, str], LedgerAccount]


def ledger_lines(*, entries: QuerySet[Entry], from_date: date, through: date) -> Iterator[Iterable[object]]:
    """Header and lines of the days, both included; the same days give the same lines, in any language.

    `reference` is the statement that the document is about, `key` that of the transaction, whose lines sum to
    zero. Raises Refused: `bad_days`, `unmapped` (naming the accounts).
    """
    if from_date > through:
        raise Refused("bad_days", _("The last day comes before the first. Choose them anew."))
    if through >= timezone.now().astimezone(zone()).date():
        sentence = _("Choose a last day that is over: what is still posted on it would be missing.")
        raise Refused("bad_days", sentence)
    found = posted_within(entries, from_date, through)
    mapping: Mapping = {(row.account, row.currency): row for row in LedgerAccount.objects.all()}
    _require_mapped(found, mapping)
    return _lines(found, mapping)


def _require_mapped(entries: QuerySet[Entry], mapping: Mapping) -> None:
    used = entries.order_by().values_list("account", "currency").distinct()
    missing = sorted(each for each in used if _mapped(mapping, *each) is None)
    if missing:
        named = ", ".join(f"{Account(account).label} ({currency})" for account, currency in missing)
        sentence = _("Say first which accounts of your ledger these are: %(accounts)s.")
        raise Refused("unmapped", sentence % {"accounts": named})


def _mapped(mapping: Mapping, account: str, currency: str) -> LedgerAccount | None:
    return mapping.get((account, currency)) or mapping.get((account, ""))


def _lines(entries: QuerySet[Entry], mapping: Mapping) -> Iterator[Iterable[object]]:
    yield HEADER
    here = zone()
    rows = entries.select_related("transaction", "partner", "agreement")
    for entry in rows.order_by("transaction__posted_at", "transaction_id", "pk").iterator(CHUNK):
        header, stands_for = entry.transaction, _mapped(mapping, entry.account, entry.currency)
        amount = _plain(entry.amount.copy_abs(), entry.currency)
        yield (
            header.posted_at.astimezone(here).date(),
            header.subject,
            header.cause,
            entry.partner.code,
            entry.agreement.number,
            entry.currency,
            stands_for.code,
            stands_for.name,
            amount if entry.amount > 0 else "",
            amount if entry.amount < 0 else "",
            entry.statement,
            header.key,
        )


def _plain(amount: Decimal, currency: str) -> str:
    """With the currency's decimals, or all of the amount's own."""
    whole, _point, decimals = f"{amount:f}".partition(".")
    least = exponent(currency)
    kept = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}.{kept}" if kept else whole
