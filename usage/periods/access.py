"""The doors to periods."""

from django.db.models import QuerySet

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from usage.models import Period


def periods_of(user: User, partner: Partner) -> QuerySet[Period]:
    """The partner's periods, oldest first; none for outsiders."""
    rows = Period.objects.filter(partner=partner, partner_id__in=partner_ids(user))
    return rows.select_related("agreement__partner").order_by("from_date", "agreement")


def staff_periods(user: User) -> QuerySet[Period]:
    """Every partner's periods. Outsiders: Http404."""
    require_staff(user)
    return Period.objects.select_related("agreement__partner").order_by("from_date", "agreement")
