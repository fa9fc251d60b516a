"""The doors to corrections. Partners see those approved; a look by staff is in the partner's audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.corrections.models import Correction
from settlements.statements.access import READERS

WITH = ("partner", "agreement", "statement__period", "line", "evidence", "proposed_by", "decided_by")
DOCUMENTS = ("statement__input_document", "statement__result_document")


def partner_correction(user: User, number: str) -> Correction:
    """One that is approved, of an organisation the person belongs to. Outsiders: Http404."""
    own = _rows().filter(partner_id__in=partner_ids(user), state=Correction.State.APPROVED)
    return get_object_or_404(own, number=number)


def staff_corrections(user: User) -> QuerySet[Correction]:
    """Every partner's, newest first, for the staff who need their amounts."""
    require_staff(user, *READERS)
    return _rows()


def staff_correction(user: User, number: str, *, looked_at: str = "correction") -> Correction:
    """Outsiders: Http404. The look is recorded."""
    found = get_object_or_404(staff_corrections(user), number=number)
    with transaction.atomic():
        record_event(
            event="correction.viewed",
            subject=found.number,
            actor=user,
            partner=found.partner,
            details={"page": looked_at},
        )
    return found


def proposed_corrections(user: User) -> QuerySet[Correction]:
    """Those that wait for a second person, oldest first."""
    return staff_corrections(user).filter(state=Correction.State.PROPOSED).order_by("pk")


def _rows() -> QuerySet[Correction]:
    return Correction.objects.select_related(*WITH).defer(*DOCUMENTS)
