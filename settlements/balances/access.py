"""The doors to the journal, and to what its checks found."""

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import READERS
from portal.audit.record_event import record_event
from settlements.balances.general_ledger.models import LedgerAccount
from settlements.balances.models import ContingentClaim, Entry
from settlements.balances.soundness.models import BooksCheck


def entries_of(user: User, partner: Partner) -> QuerySet[Entry]:
    """The partner's entries, newest first; none for outsiders."""
    return _entries().filter(partner=partner, partner_id__in=partner_ids(user))


def claims_of(user: User, partner: Partner) -> QuerySet[ContingentClaim]:
    """The partner's undecided claims beyond its statements; none for outsiders."""
    standing = ContingentClaim.objects.filter(ended_at=None, partner_id__in=partner_ids(user))
    return standing.filter(partner=partner).order_by("pk")


def staff_entries(user: User) -> QuerySet[Entry]:
    """Every partner's entries, for the roles that need them."""
    require_staff(user, *READERS)
    return _entries()


def staff_checks(user: User) -> QuerySet[BooksCheck]:
    """Every check of the books, newest first, with its `result`; for the roles that need amounts."""
    require_staff(user, *READERS)
    result = Case(When(found=0, then=Value("agree")), default=Value("disagree"))
    return BooksCheck.objects.select_related("asked_by").defer("discrepancies").annotate(result=result)


def staff_ledger_accounts(user: User) -> QuerySet[LedgerAccount]:
    """What stands for our accounts in the licensor's ledger; for the roles that need amounts."""
    require_staff(user, *READERS)
    return LedgerAccount.objects.all()


def record_look(entry: Entry, user: User) -> None:
    """Staff looked at an account of the partner's."""
    with transaction.atomic():
        record_event(
            event="account.viewed",
            subject=entry.agreement.number,
            actor=user,
            partner=entry.partner,
            details={"account": str(entry.account), "currency": entry.currency},
        )


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("transaction__posted_by", "partner", "agreement")
