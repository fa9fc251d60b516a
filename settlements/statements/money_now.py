"""Where the money of a statement is now, as the journal says, and what came of it since it was issued."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from settlements.adjustments.models import Adjustment
from settlements.balances.documents import document_url
from settlements.balances.models import Account, ContingentClaim, Entry
from settlements.balances.read import claims_on
from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement

# In the order the money goes.
PAYABLE = {
    Account.PAYABLE: gettext_lazy("Not paid yet"),
    Account.HELD: gettext_lazy("Held until the dispute is decided"),
    Account.IN_TRANSIT: gettext_lazy("Approved for payment"),
    Account.PAID: gettext_lazy("Paid"),
    Account.NETTED: gettext_lazy("Netted with what was owed"),
}
RECEIVABLE = {
    Account.RECEIVABLE: gettext_lazy("Still owed"),
    Account.HELD: gettext_lazy("Left out until the dispute is decided"),
    Account.RECEIVED: gettext_lazy("Received"),
    Account.NETTED: gettext_lazy("Netted with a payout"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """`document`: the dispute or payment it belongs to, or empty; `url` is empty where it has no page."""

    text: str
    document: str
    url: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """An adjustment of this statement; `settled_in` is empty while it waits for the next run."""

    reference: str
    url: str
    amount: Decimal
    settled_in: str
    settled_url: str


@dataclass(frozen=True, slots=True)
class MoneyNow:
    """`badge`: kind and words of the state as a whole; empty words where nothing is due."""

    badge: tuple[str, str]
    parts: list[Part]
    claims: list[tuple[ContingentClaim, str]]
    corrections: list[Correction]


def money_now(statement: Statement, *, prefix: str) -> MoneyNow:
    """For whoever was let in to the statement; `prefix` is the audience's."""
    words = PAYABLE if statement.direction == Statement.Direction.PAYABLE else RECEIVABLE
    rows = Entry.objects.filter(statement=statement.number, account__in=words).order_by()
    open_side = next(iter(words))
    # Holding and paying take from the open side: there the document does not matter.
    totals: dict[tuple[str, str], Decimal] = {}
    with exact_arithmetic():
        sums = rows.values_list("account", "reference").annotate(total=Sum("amount"))
        for account, reference, total in sums:
            key = (account, "" if account == open_side else reference)
            totals[key] = totals.get(key, Decimal(0)) + total
    parts = [
        Part(str(text), reference, document_url(reference, prefix=prefix) or "", total.copy_abs())
        for account, text in words.items()
        for (where, reference), total in sorted(totals.items())
        if where == account and total
    ]
    claims = [
        (claim, document_url(claim.reference, prefix=prefix) or "") for claim in claims_on(statement.number)
    ]
    standing = {account for (account, _reference), total in totals.items() if total}
    return MoneyNow(_badge(statement, standing), parts, claims, _corrections(statement, prefix))


def _badge(statement: Statement, standing: set[str]) -> tuple[str, str]:
    if not _due_as_issued(statement):
        return ("neutral", "")
    payable = statement.direction == Statement.Direction.PAYABLE
    done = Account.PAID if payable else Account.RECEIVED
    if standing and standing <= {done, Account.NETTED}:
        return ("good", _("Paid") if payable else _("Received"))
    if Account.IN_TRANSIT in standing:
        return ("info", _("In payment"))
    if standing & {done, Account.NETTED}:
        return ("info", _("Paid in part") if payable else _("Received in part"))
    if standing == {Account.HELD}:
        return ("warn", _("Held") if payable else _("Disputed"))
    if Account.HELD in standing:
        return ("warn", _("Unpaid, a part is held") if payable else _("Owed, a part is disputed"))
    return ("neutral", _("Unpaid") if payable else _("Owed"))


def _due_as_issued(statement: Statement) -> Decimal:
    """What was posted: a restated version is for reading."""
    first = Statement.objects.filter(number=statement.number, version=1)
    return statement.due_now if statement.version == 1 else first.values_list("due_now", flat=True).get()


def _corrections(statement: Statement, prefix: str) -> list[Correction]:
    rows = Adjustment.objects.filter(statement=statement.number, agreement=statement.agreement)
    return [
        Correction(
            row.reference,
            document_url(row.reference, prefix=prefix) or "",
            row.amount,
            row.settled_in,
            document_url(row.settled_in, prefix=prefix) or "",
        )
        for row in rows.order_by("pk")
    ]
