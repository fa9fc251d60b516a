"""The one writer of the journal."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from agreements.models import Agreement
from portal.accounts.models import Partner, User
from settlements.balances.digest_of import digest_of
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.engine.exact import exact_arithmetic, plain

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be: debit positive, credit negative, in the licensor's books."""

    account: Account
    amount: Decimal
    agreement: Agreement
    statement: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A transaction to be, as `post` has it."""

    partner: Partner
    cause: JournalTransaction.Cause
    subject: str
    key: str
    currency: str
    entries: list[Posting]
    by: User | None


def post(
    *,
    partner: Partner,
    cause: JournalTransaction.Cause,
    subject: str,
    key: str,
    currency: str,
    entries: list[Posting],
    by: User | None,
) -> JournalTransaction | None:
    """Write one balanced transaction; None where every entry is zero.

    `key` says what was posted: the same key again gives the row that stands. Inside the act's transaction.
    Raises ValueError for what does not balance, and RuntimeError for a key that stands for something else.
    """
    lock_books(partner=partner)
    booking = Booking(
        partner=partner, cause=cause, subject=subject, key=key, currency=currency, entries=entries, by=by
    )
    return post_all(bookings=[booking])[key]


def post_all(*, bookings: list[Booking]) -> dict[str, JournalTransaction | None]:
    """As `post` of each, by key, written at once. Inside the transaction that has locked the books."""
    found: dict[str, JournalTransaction | None] = {}
    keys = [each.key for each in bookings]
    standing = {row.key: row for row in JournalTransaction.objects.filter(key__in=keys)}
    headers, entries = [], []
    for booking in bookings:
        wanted = [each for each in booking.entries if each.amount]
        _check(booking.partner, wanted)
        header = _header(booking)
        if booking.key in standing:
            found[booking.key] = _same(standing[booking.key], header, wanted)
        elif not wanted:
            found[booking.key] = None
        else:
            header.digest = digest_of(header, wanted)
            found[booking.key] = header
            headers.append(header)
            entries += [(header, each) for each in wanted]
    JournalTransaction.objects.bulk_create(headers)
    Entry.objects.bulk_create(_entry(header, posting) for header, posting in entries)
    return found


def _header(booking: Booking) -> JournalTransaction:
    return JournalTransaction(
        partner=booking.partner,
        cause=booking.cause,
        subject=booking.subject,
        key=booking.key,
        currency=booking.currency,
        posted_at=timezone.now(),
        posted_by=booking.by,
    )


def _same(
    standing: JournalTransaction, header: JournalTransaction, wanted: list[Posting]
) -> JournalTransaction:
    # Who posts it again, and when, makes no difference.
    header.posted_at, header.posted_by_id = standing.posted_at, standing.posted_by_id
    if digest_of(header, wanted) != standing.digest:
        raise RuntimeError(f"“{header.key}” is posted already, and says something else.")
    return standing


def _check(partner: Partner, wanted: list[Posting]) -> None:
    with exact_arithmetic():
        for each in wanted:
            if not each.amount.is_finite() or len(plain(each.amount).partition(".")[2]) > DECIMALS:
                raise ValueError(f"{each.amount} is no amount with {DECIMALS} decimals")
            if each.agreement.partner_id != partner.pk:
                raise ValueError(f"{each.agreement} is not of {partner}")
        if total := sum(each.amount for each in wanted):
            raise ValueError(f"the entries sum to {total}, not to zero")


def _entry(header: JournalTransaction, posting: Posting) -> Entry:
    return Entry(
        transaction=header,
        partner_id=header.partner_id,
        currency=header.currency,
        account=posting.account,
        amount=posting.amount,
        agreement=posting.agreement,
        statement=posting.statement,
        reference=posting.reference,
    )
