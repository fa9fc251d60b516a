"""The doors to organisations: what is known of one, for its own people and for staff."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import is_staff, may, needed_roles, partner_ids, require_role, require_staff
from portal.accounts.deputies import deputy_roles
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.files.models import StoredFile
from portal.partners.models import Contact, TaxProfile
from portal.partners.partner_rooms import counts

PARTNER_EDITORS = (PartnerRole.ADMIN, PartnerRole.FINANCE)
STAFF_EDITORS = (StaffRole.OPERATIONS,)
TAX_READERS = (StaffRole.OPERATIONS, StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.AUDITOR)
"""Staff who need partners' tax numbers for their work."""
GATEKEEPERS = (StaffRole.OPERATIONS, StaffRole.ADMINISTRATOR)
"""Staff who let an organisation in and keep it out."""


def staff_partners(user: User) -> QuerySet[Partner]:
    """Every partner, suspended ones too, with what the rooms count of it. Outsiders: Http404."""
    require_staff(user)
    active = Q(memberships__suspended_at=None, memberships__user__is_active=True)
    return Partner.objects.annotate(member_count=Count("memberships", active, distinct=True), **counts())


def staff_partner(user: User, code: str) -> Partner:
    return get_object_or_404(staff_partners(user), code=code)


def editors(user: User) -> tuple:
    """The roles that edit an organisation, on the side the person is of."""
    return STAFF_EDITORS if is_staff(user) else PARTNER_EDITORS


def may_edit(user: User, partner: Partner) -> bool:
    return is_staff(user, *STAFF_EDITORS) or may(user, partner, *PARTNER_EDITORS)


def require_editor(user: User, partner: Partner) -> None:
    """Raises Http404 for outsiders, PermissionDenied for those of either side without the role."""
    if is_staff(user):
        require_staff(user, *STAFF_EDITORS)
    else:
        require_role(user, partner, *PARTNER_EDITORS)


def may_require_second_factor(user: User, partner: Partner) -> bool:
    return is_staff(user, *GATEKEEPERS) or may(user, partner, PartnerRole.ADMIN)


def require_factor_decider(user: User, partner: Partner) -> None:
    """Raises Http404 for outsiders, PermissionDenied for those of either side without the role."""
    if is_staff(user):
        require_staff(user, *GATEKEEPERS)
    else:
        require_role(user, partner, PartnerRole.ADMIN)


def require_contact_editor(user: User, partner: Partner, side: str) -> None:
    """Each side names its own; operations names the partner's too. Raises as `require_editor`."""
    require_editor(user, partner)
    if side == Contact.Side.LICENSOR and not is_staff(user):
        raise PermissionDenied(needed_roles(STAFF_EDITORS))


def may_see_tax(user: User, partner: Partner) -> bool:
    """Members, and staff in the roles that need it: to view as the partner is no way round them."""
    if user.viewing_as:
        held = {*user.staff_roles, *deputy_roles(user)}
        return user.viewing_as == partner and bool(held & set(TAX_READERS))
    return is_staff(user, *TAX_READERS) or partner.pk in partner_ids(user)


def tax_profile_of(user: User, partner: Partner) -> TaxProfile:
    """What was told, or an empty one. Http404 for outsiders, PermissionDenied for staff without need."""
    if not may_see_tax(user, partner):
        require_staff(user, *TAX_READERS)
    found = TaxProfile.objects.filter(partner=partner).select_related("certificate", "partner").first()
    return found or TaxProfile(partner=partner)


def certificate_of(user: User, partner: Partner) -> StoredFile:
    """The tax certificate; a look by staff is in the partner's audit trail. None there: Http404.

    Inside a transaction.
    """
    profile = tax_profile_of(user, partner)
    if profile.certificate is None:
        raise Http404
    if is_staff(user):
        name = profile.certificate.name
        record_event(
            event="certificate.viewed",
            subject=partner.code,
            actor=user,
            partner=partner,
            details={"file": name},
        )
    return profile.certificate


def contacts_of(user: User, partner: Partner) -> QuerySet[Contact]:
    """Both sides', for members and staff; others: Http404."""
    if not is_staff(user) and partner.pk not in partner_ids(user):
        raise Http404
    return Contact.objects.filter(partner=partner)


def contact_of(user: User, partner: Partner, contact_id: int) -> Contact:
    """One of the contacts, for those who may edit it."""
    contact = get_object_or_404(contacts_of(user, partner), pk=contact_id)
    require_contact_editor(user, partner, contact.side)
    return contact
