"""Who may say who belongs to an organisation, or, where no partner is named, to the licensor's staff."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, may, needed_roles, require_role, require_staff
from portal.accounts.models import Licensor, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.partners.models import Invitation
from portal.refused import Refused

RoleKind = type[PartnerRole] | type[StaffRole]


def roles_of_kind(partner: Partner | None) -> RoleKind:
    return PartnerRole if partner else StaffRole


def deciding_role(user: User, partner: Partner | None) -> PartnerRole | StaffRole:
    """The role that decides here, on the side the person is of."""
    if partner is None:
        return StaffRole.ADMINISTRATOR
    return StaffRole.OPERATIONS if is_staff(user) else PartnerRole.ADMIN


def decides(user: User, partner: Partner | None) -> bool:
    role = deciding_role(user, partner)
    return is_staff(user, role) if isinstance(role, StaffRole) else may(user, partner, role)


def why_not(user: User, partner: Partner | None) -> str:
    """The sentence for those who only read; empty for those who decide."""
    return "" if decides(user, partner) else needed_roles([deciding_role(user, partner)])


def require_decider(user: User, partner: Partner | None) -> None:
    """Administrators in their organisation, operations in any, administrators of the portal among staff.

    Raises Http404 for outsiders, PermissionDenied for others of the same side.
    """
    role = deciding_role(user, partner)
    if isinstance(role, StaffRole):
        require_staff(user, role)
    else:
        require_role(user, partner, role)


def lock_team(partner: Partner | None) -> None:
    """One change of a team at a time: of two that would take each other's rights away, only one does."""
    if partner:
        Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    else:
        Licensor.objects.select_for_update(no_key=True).first()


def begin_change(by: User, partner: Partner | None) -> None:
    """Of a team: one at a time, by who decides about it still when it is their turn.

    Raises like `require_decider`.
    """
    require_decider(by, partner)
    lock_team(partner)
    require_decider(User.objects.get(pk=by.pk), partner)


def checked_roles(partner: Partner | None, roles: Iterable[str]) -> list[str]:
    """Known roles, each once, in their order. Raises Refused: `no_role`."""
    kind, asked = roles_of_kind(partner), {str(role) for role in roles}
    if not asked or not asked <= set(kind.values):
        raise Refused("no_role", _("Choose at least one of the roles offered."))
    return [role for role in kind.values if role in asked]


def forbid_own(by: User, person: User) -> None:
    """Raises PermissionDenied: nobody decides about oneself."""
    if by.pk == person.pk:
        raise PermissionDenied(
            _("Nobody changes their own roles or suspends oneself. Ask another administrator.")
        )


def keep_an_admin(membership: Membership) -> None:
    """Raises Refused: `last_admin`, if nobody else could administer the organisation any more."""
    others = Membership.objects.filter(
        partner=membership.partner,
        suspended_at=None,
        user__is_active=True,
        roles__contains=[PartnerRole.ADMIN],
    ).exclude(pk=membership.pk)
    if PartnerRole.ADMIN in membership.roles and not membership.suspended_at and not others.exists():
        raise Refused(
            "last_admin",
            _("%(name)s is the last administrator here. Make somebody else an administrator first.")
            % {"name": membership.user},
        )


def keep_an_administrator(person: User) -> None:
    """Raises Refused: `last_admin`, if nobody else of staff could administer the portal any more."""
    others = User.objects.filter(is_active=True, staff_roles__contains=[StaffRole.ADMINISTRATOR])
    if (
        StaffRole.ADMINISTRATOR in person.staff_roles
        and person.is_active
        and not others.exclude(pk=person.pk).exists()
    ):
        raise Refused(
            "last_admin",
            _("%(name)s is the last administrator here. Make somebody else an administrator first.")
            % {"name": person},
        )


def withdraw_sent_by(person: User, *, by: User, **where: object) -> list[int]:
    """Who may invite no longer has nobody on the way in. Returns the ids of what was withdrawn."""
    rows = Invitation.objects.filter(invited_by=person, accepted_at=None, withdrawn_at=None, **where)
    ids = sorted(rows.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=ids, accepted_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )
    return ids
