"""Which of the two lists a partner's navigation leads to."""

from django.http import Http404
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from agreements.access import agreements_in_force_of
from agreements.models import Agreement
from portal.accounts.access import current_membership


def payments(request):
    """`payments_page`: URL name and text. Lazy: a page without a partner's frame asks for nothing."""
    return {"payments_page": SimpleLazyObject(lambda: _payments_page(request))}


def _payments_page(request) -> tuple[str, str]:
    """Remittances where the partner collects under every agreement; else payouts."""
    try:
        partner = current_membership(request).partner
    except Http404:
        return "payouts", _("Payouts")
    sides = set(
        agreements_in_force_of(request.user, partner).order_by().values_list("collected_by", flat=True)
    )
    if sides == {Agreement.Party.PARTNER}:
        return "remittances", _("Remittances")
    return "payouts", _("Payouts")
