"""Who may do what with bank accounts, and the sentences why somebody may not."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, is_staff, may, needed_roles, roles_in
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.bank_accounts.models import BankAccount

Role = PartnerRole | StaffRole


def proposers(owner: Partner | None) -> tuple[Role, ...]:
    """They enter an account, take it back, and end one. `owner` None: the licensor."""
    return (PartnerRole.FINANCE,) if owner else (StaffRole.FINANCE,)


def deciders(owner: Partner | None) -> tuple[Role, ...]:
    """Of them, somebody other than who entered it confirms or refuses it."""
    if owner:
        return (PartnerRole.FINANCE, PartnerRole.ADMIN, StaffRole.FINANCE)
    return (StaffRole.APPROVER, StaffRole.ADMINISTRATOR)


def enders(owner: Partner | None) -> tuple[Role, ...]:
    """Nobody is paid to an ended account: whoever has a doubt may end it alone."""
    return deciders(owner) if owner else (*proposers(owner), *deciders(owner))


def holds(user: User, owner: Partner | None, roles: tuple[Role, ...]) -> bool:
    ours = [role for role in roles if isinstance(role, StaffRole)]
    theirs = [role for role in roles if isinstance(role, PartnerRole)]
    return bool((ours and is_staff(user, *ours)) or (owner and theirs and may(user, owner, *theirs)))


def require(user: User, owner: Partner | None, roles: tuple[Role, ...]) -> None:
    """Raises Http404 for outsiders, PermissionDenied for those of either side without the role."""
    if holds(user, owner, roles):
        return
    if is_staff(user) or (owner and roles_in(user, owner)):
        raise PermissionDenied(needed_roles(roles))
    raise Http404


def why_not_hold(user: User, owner: Partner | None, roles: tuple[Role, ...]) -> str:
    return "" if holds(user, owner, roles) else needed_roles(roles)


def why_not_decide(account: BankAccount, user: User) -> str:
    """Empty where the person may confirm or refuse it."""
    roles = deciders(account.partner)
    if why := why_not_hold(user, account.partner, roles):
        return why
    if account.proposed_by_id == user.pk:
        return _("You entered this account, so somebody else has to confirm it.")
    if account.proposed_by_id in own_ids(user, account.partner):
        sentence = _(
            "%(name)s, for whom you stand in, entered this account: somebody else has to confirm it."
        )
        return sentence % {"name": account.proposed_by}
    return ""


def own_ids(user: User, owner: Partner | None) -> set[int]:
    """The person, and those whose deputy the person is in any of the roles that enter or decide."""
    return acting_ids(user, *enders(owner))
