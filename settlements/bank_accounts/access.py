"""The doors to bank accounts: the partner's members, and staff whose work needs them."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from agreements.models import Agreement
from portal.accounts.access import is_staff, needed_roles, partner_ids, require_staff
from portal.accounts.deputies import deputy_roles
from portal.accounts.models import Partner, User
from portal.accounts.roles import BANK_READERS, StaffRole
from portal.audit.record_event import record_event
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.moves import PEOPLE

READERS = (StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.AUDITOR)
"""Of staff, of partners' accounts."""
OWN_READERS = BANK_READERS
"""Of staff, of the licensor's."""


def accounts_of(user: User, owner: Partner | None) -> QuerySet[BankAccount]:
    """Newest first. Raises Http404 for outsiders, PermissionDenied for staff without need.

    To view as the partner is no way round the role.
    """
    if owner is None:
        require_staff(user, *OWN_READERS)
    elif not may_read(user, owner):
        if user.viewing_as == owner:
            raise PermissionDenied(needed_roles(READERS))
        require_staff(user, *READERS)
    return BankAccount.objects.filter(partner=owner).select_related(*PEOPLE)


def may_read(user: User, owner: Partner) -> bool:
    if user.viewing_as:
        held = {*user.staff_roles, *deputy_roles(user)}
        return user.viewing_as == owner and bool(held & set(READERS))
    return is_staff(user, *READERS) or owner.pk in partner_ids(user)


def account_of(user: User, owner: Partner | None, account_id: int) -> BankAccount:
    """Raises Http404 where it is somebody else's."""
    return get_object_or_404(accounts_of(user, owner), pk=account_id)


def waiting_accounts(user: User) -> QuerySet[BankAccount]:
    """Entered, of whomever, not confirmed yet; oldest first. For staff."""
    if not is_staff(user, *OWN_READERS):
        raise Http404
    rows = BankAccount.objects.filter(state=BankAccount.State.PROPOSED)
    if not is_staff(user, *READERS):
        rows = rows.filter(partner=None)
    return rows.select_related(*PEOPLE).order_by("pk")


def currencies_of(owner: Partner | None) -> list[str]:
    """Those its agreements settle in (of the licensor: all agreements): an account of each will be needed."""
    rows = Agreement.objects.all() if owner is None else Agreement.objects.filter(partner=owner)
    return sorted(set(rows.order_by().values_list("settlement_currency", flat=True)))


def record_look(user: User, owner: Partner | None, page: str) -> None:
    """A look by staff, in the partner's trail. Inside a transaction."""
    if owner is not None and is_staff(user):
        record_event(
            event="bank_accounts.viewed",
            subject=owner.code,
            actor=user,
            partner=owner,
            details={"page": page},
        )


def missing_currencies(owner: Partner) -> list[str]:
    """Those the licensor pays the partner in, without an account entered or confirmed."""
    State = BankAccount.State
    live = BankAccount.objects.filter(partner=owner, state__in=[State.PROPOSED, State.CONFIRMED])
    paid = Agreement.objects.filter(
        partner=owner, collected_by=Agreement.Party.LICENSOR, state=Agreement.State.ACTIVE
    )
    wanted = paid.order_by().values_list("settlement_currency", flat=True).distinct()
    return sorted(set(wanted) - set(live.values_list("currency", flat=True)))
