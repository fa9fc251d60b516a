"""The doors to exchange rates: staff only."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import require_staff
from portal.accounts.models import User
from settlements.fx.models import FxRate


def staff_rates(user: User) -> QuerySet[FxRate]:
    """Every rate, newest day first, withdrawn ones included. Outsiders: Http404."""
    require_staff(user)
    return FxRate.objects.select_related("entered_by", "withdrawn_by")


def staff_rate(user: User, rate_id: int) -> FxRate:
    return get_object_or_404(staff_rates(user), pk=rate_id)
