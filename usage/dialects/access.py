"""The doors to dialects: members read; uploaders, administrators of the organisation, operations write."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import is_staff, may, needed_roles, partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from usage.models import Dialect, DialectSample

EDITORS = (PartnerRole.UPLOADER, PartnerRole.ADMIN)
WITH = ("partner", "made_by")


def dialects_of(user: User, partner: Partner) -> QuerySet[Dialect]:
    """The partner's dialects; none for outsiders."""
    return Dialect.objects.filter(partner=partner, partner_id__in=partner_ids(user)).select_related(*WITH)


def partner_dialect(user: User, dialect_id: int) -> Dialect:
    """Outsiders: Http404."""
    rows = Dialect.objects.filter(partner_id__in=partner_ids(user)).select_related(*WITH)
    return get_object_or_404(rows, pk=dialect_id)


def staff_dialects(user: User) -> QuerySet[Dialect]:
    """Every partner's. Outsiders: Http404."""
    require_staff(user)
    return Dialect.objects.select_related(*WITH)


def staff_dialect(user: User, dialect_id: int) -> Dialect:
    return get_object_or_404(staff_dialects(user), pk=dialect_id)


def sample_of(user: User, sample_id: int) -> DialectSample:
    """A sample shows rows of a file: only to those who may make a dialect of it. Outsiders: Http404."""
    row = get_object_or_404(DialectSample.objects.select_related("partner", "file", "dialect"), pk=sample_id)
    require_editor(user, row.partner)
    return row


def may_edit(user: User, partner: Partner | None) -> bool:
    """partner None: of any, so only staff's operations may."""
    if is_staff(user, StaffRole.OPERATIONS):
        return True
    return partner is not None and may(user, partner, *EDITORS)


def require_editor(user: User, partner: Partner | None) -> None:
    """Raises Http404 for outsiders, PermissionDenied for those without the role."""
    if may_edit(user, partner):
        return
    if is_staff(user):
        raise PermissionDenied(needed_roles([StaffRole.OPERATIONS]))
    if partner is None or partner.pk not in partner_ids(user):
        raise Http404
    raise PermissionDenied(needed_roles(EDITORS))


def why_not_edit(user: User, partner: Partner | None) -> str:
    """The sentence for a reader who may not; empty for one who may."""
    if may_edit(user, partner):
        return ""
    return needed_roles([StaffRole.OPERATIONS] if is_staff(user) else EDITORS)
