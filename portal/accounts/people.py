"""Who holds a role now: whom to tell, whom to name."""

from django.db.models import Q, QuerySet

from portal.accounts.deputies import in_force
from portal.accounts.models import Deputy, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole


def people_with_role(partner: Partner, *roles: PartnerRole) -> list[User]:
    """Active members who hold one of the roles (none named: any), deputies included, by name."""
    own = {
        "memberships__partner": partner,
        "memberships__suspended_at": None,
        "memberships__partner__suspended_at": None,
    }
    members = User.objects.filter(is_active=True, **own)
    if not roles:
        return _by_name(members)
    holders = members.filter(**own, memberships__roles__overlap=list(roles))
    deputies = in_force(Deputy.objects.filter(partner=partner, role__in=roles)).values("deputy")
    return _by_name(members.filter(Q(pk__in=holders.values("pk")) | Q(pk__in=deputies)))


def staff_with_role(*roles: StaffRole) -> list[User]:
    """Active staff who hold one of the roles (none named: any), deputies included, by name."""
    staff = User.objects.filter(is_active=True).exclude(staff_roles=[])
    if not roles:
        return _by_name(staff)
    deputies = in_force(Deputy.objects.filter(partner=None, role__in=roles)).values("deputy")
    return _by_name(staff.filter(Q(staff_roles__overlap=list(roles)) | Q(pk__in=deputies)))


def _by_name(people: QuerySet[User]) -> list[User]:
    return list(people.distinct().order_by("name", "pk"))
