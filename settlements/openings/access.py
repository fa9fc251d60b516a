"""The doors to openings: a partner sees what was confirmed, staff who need amounts see all."""

from django.http import Http404

from agreements.access import partner_agreement, require_rates, staff_agreement
from agreements.models import Agreement
from agreements.view_terms import view_terms
from portal.accounts.access import is_staff
from portal.accounts.models import User
from settlements.openings.models import AgreementOpening


def openings_of(agreement: Agreement, *, staff: bool) -> list[AgreementOpening]:
    """Newest first; discarded ones for staff only, as are those nobody confirmed yet."""
    rows = AgreementOpening.objects.filter(agreement=agreement).select_related(
        "entered_by", "confirmed_by", "discarded_by", "agreement__partner"
    )
    if not staff:
        rows = rows.filter(state=AgreementOpening.State.CONFIRMED)
    return list(rows.order_by("-pk"))


def agreement_for_staff(user: User, number: str, page: str = "") -> Agreement:
    """`page`: a look to record. Raises Http404 for outsiders, PermissionDenied without a role for rates."""
    found = staff_agreement(user, number)
    require_rates(user)
    if page:
        view_terms(agreement=found, by=user, page=page)
    return found


def agreement_for_partner(user: User, number: str) -> Agreement:
    return partner_agreement(user, number)


def waiting_openings(user: User) -> list[AgreementOpening]:
    """Those nobody confirmed yet, oldest first. Raises Http404 for people not of staff."""
    if not is_staff(user):
        raise Http404
    rows = AgreementOpening.objects.filter(state=AgreementOpening.State.ENTERED)
    return list(rows.select_related("agreement__partner", "entered_by").order_by("pk"))


def staff_opening(agreement: Agreement, opening_id: int) -> AgreementOpening:
    """Raises Http404 where it is of another agreement."""
    found = next((row for row in openings_of(agreement, staff=True) if row.pk == opening_id), None)
    if found is None:
        raise Http404
    return found
