"""The doors to withholding rates and to what was withheld."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.balances.access import entries_of, staff_entries
from settlements.balances.models import Entry
from settlements.tax.models import WithholdingRate

READERS = (StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.AUDITOR)
PEOPLE = ("proposed_by", "decided_by", "certificate", "partner")


def rates_of(user: User, partner: Partner) -> QuerySet[WithholdingRate]:
    """The confirmed ones, for members and for who views as the partner; none for outsiders."""
    rows = WithholdingRate.objects.filter(partner=partner, partner_id__in=partner_ids(user))
    return rows.filter(state=WithholdingRate.State.CONFIRMED).select_related(*PEOPLE)


def staff_rates(user: User, partner: Partner) -> QuerySet[WithholdingRate]:
    """All of them, for staff whose work needs them. Outsiders: Http404."""
    require_staff(user, *READERS)
    return WithholdingRate.objects.filter(partner=partner).select_related(*PEOPLE)


def staff_partner_of_tax(user: User, code: str, *, looked_at: str = "") -> Partner:
    """Outsiders: Http404. The look is recorded in the partner's chain."""
    require_staff(user, *READERS)
    partner = get_object_or_404(Partner, code=code)
    if looked_at:
        with transaction.atomic():
            record_event(
                event="withholding_rate.viewed",
                subject=partner.code,
                actor=user,
                partner=partner,
                details={"page": looked_at},
            )
    return partner


def entries_for(user: User, partner: Partner | None) -> QuerySet[Entry]:
    """The journal entries that the reader may see: of one's own organisation, or, for staff, of all."""
    if partner is not None:
        return entries_of(user, partner)
    require_staff(user, *READERS)
    return staff_entries(user)
