"""Who holds a role now: whom to tell, whom to name."""

from django.db.models import Q, QuerySet

from portal.accounts.deputies import in_force
from portal.accounts.models import Deputy, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole


def people_with_role(partner: Partner, *roles: PartnerRole) -> list[User]:
    """Active members who hold one of the roles (none named: any), deputies included, by name."""
    members = Membership.objects.filter(
        partner=partner, suspended_at=None, partner__suspended_at=None, user__is_active=True
    )
    if roles:
        holds = Q(roles__overlap=list(roles))
        ever = Deputy.objects.filter(partner=partner, role__in=roles, ended_at=None)
        # Asked for every statement issued, and most partners have no deputies: that is one small query.
        if ever.exists():
            holds |= Q(user__in=in_force(ever).values("deputy"))
        members = members.filter(holds)
    return [each.user for each in members.select_related("user").order_by("user__name", "user_id")]


def staff_with_role(*roles: StaffRole) -> list[User]:
    """Active staff who hold one of the roles (none named: any), deputies included, by name."""
    staff = User.objects.filter(is_active=True).exclude(staff_roles=[])
    if not roles:
        return _by_name(staff)
    deputies = in_force(Deputy.objects.filter(partner=None, role__in=roles)).values("deputy")
    return _by_name(staff.filter(Q(staff_roles__overlap=list(roles)) | Q(pk__in=deputies)))


def _by_name(people: QuerySet[User]) -> list[User]:
    return list(people.distinct().order_by("name", "pk"))
