"""The doors to the journal, and to what its checks found."""

from django.db.models import Case, QuerySet, Value, When

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import READERS
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


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("transaction__posted_by", "partner", "agreement")
