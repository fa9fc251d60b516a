"""The doors to audit events."""

from django.db.models import QuerySet
from django.http import Http404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.audit.words import LOOKS

READERS = (StaffRole.AUDITOR, StaffRole.ADMINISTRATOR)


def all_events(user: User) -> QuerySet[AuditEvent]:
    """Every event of every chain. Outsiders: Http404; other staff: PermissionDenied."""
    require_staff(user, *READERS)
    return AuditEvent.objects.select_related("actor", "partner")


def looks_at(user: User, partner: Partner) -> QuerySet[AuditEvent]:
    """What the licensor's people opened of the partner's. For its members; others: Http404."""
    if partner.pk not in partner_ids(user):
        raise Http404
    return AuditEvent.objects.filter(partner=partner, event__in=LOOKS).select_related("actor", "partner")
