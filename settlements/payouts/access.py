"""The doors to payouts and remittance requests. A staff look at one partner's is in its audit trail."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from settlements.balances.models import AMOUNT, Account, Entry
from settlements.payouts.dates import today
from settlements.payouts.models import Payout, PayoutBatch, Remittance, RemittanceItem
from settlements.statements.access import READERS

OVERDUE = "overdue"


def payouts_of(user: User, partner: Partner) -> QuerySet[Payout]:
    """The partner's payouts; none for outsiders."""
    return _payouts().filter(partner=partner, partner_id__in=partner_ids(user))


def partner_payout(user: User, number: str) -> Payout:
    """A payout of an organisation the person belongs to. Outsiders: Http404."""
    return get_object_or_404(_payouts().filter(partner_id__in=partner_ids(user)), number=number)


def staff_payouts(user: User) -> QuerySet[Payout]:
    """Every partner's, for the roles that need amounts. Outsiders: Http404."""
    require_staff(user, *READERS)
    return _payouts()


def staff_payout(user: User, number: str, *, looked_at: str = "") -> Payout:
    """A payout for staff; the look, where `looked_at` says at what, is recorded in the partner's chain."""
    payout = get_object_or_404(staff_payouts(user), number=number)
    _record_look("payout.viewed", payout, user, looked_at)
    return payout


def staff_batches(user: User) -> QuerySet[PayoutBatch]:
    """Batches hold every partner's payouts, so only staff see them. Outsiders: Http404."""
    require_staff(user, *READERS)
    return PayoutBatch.objects.select_related("prepared_by", "exported_by", "cancelled_by")


def staff_batch(user: User, number: str) -> PayoutBatch:
    return get_object_or_404(staff_batches(user), number=number)


def remittances_of(user: User, partner: Partner) -> QuerySet[Remittance]:
    """The partner's remittance requests; none for outsiders."""
    return _remittances().filter(partner=partner, partner_id__in=partner_ids(user))


def partner_remittance(user: User, number: str) -> Remittance:
    """A request to an organisation the person belongs to. Outsiders: Http404."""
    return get_object_or_404(_remittances().filter(partner_id__in=partner_ids(user)), number=number)


def staff_remittances(user: User) -> QuerySet[Remittance]:
    """Every partner's, for the roles that need amounts. Outsiders: Http404."""
    require_staff(user, *READERS)
    return _remittances()


def staff_remittance(user: User, number: str, *, looked_at: str = "") -> Remittance:
    """A request for staff; the look, where `looked_at` says at what, is recorded in the partner's chain."""
    remittance = get_object_or_404(staff_remittances(user), number=number)
    _record_look("remittance.viewed", remittance, user, looked_at)
    return remittance


def _record_look(event: str, row: Payout | Remittance, user: User, looked_at: str) -> None:
    if not looked_at:
        return
    with transaction.atomic():
        record_event(
            event=event, subject=row.number, actor=user, partner=row.partner, details={"page": looked_at}
        )


def _payouts() -> QuerySet[Payout]:
    people = ("prepared_by", "approved_by", "marked_by", "cancelled_by")
    return Payout.objects.select_related("partner", "batch", "account", "from_account", *people)


def _remittances() -> QuerySet[Remittance]:
    """Each with `standing`, its state or `overdue`, and `still_due`, None once it is over."""
    requested = Q(state=Remittance.State.REQUESTED)
    rows = Remittance.objects.select_related("partner", "requested_by", "marked_by", "cancelled_by")
    return rows.annotate(
        standing=Case(When(requested & Q(due_date__lt=today()), then=Value(OVERDUE)), default="state"),
        still_due=Case(When(requested, then=Subquery(_still_due()))),
    )


def _still_due() -> QuerySet:
    """Of each item what its statement owes, at most what was asked for and has not come: as `what_is_due`."""
    nothing = Value(Decimal(0), DecimalField(**AMOUNT))

    def stands(**where) -> Coalesce:
        rows = Entry.objects.filter(statement=OuterRef("statement__number"), **where).order_by()
        sums = rows.values("statement").annotate(total=Sum("amount"))
        return Coalesce(Subquery(sums.values("total")), nothing)

    owed = stands(account=Account.RECEIVABLE)
    received = stands(account=Account.RECEIVED, reference=OuterRef("remittance__number"))
    due = Greatest(Least(F("amount") - received, owed), nothing)
    items = RemittanceItem.objects.filter(remittance=OuterRef("pk")).order_by().values("remittance")
    return items.annotate(total=Sum(due)).values("total")
