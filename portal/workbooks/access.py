"""The doors to workbooks: staff of contracts."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.workbooks.models import Workbook


def workbooks(user: User) -> QuerySet[Workbook]:
    """Newest first. Raises Http404 for others."""
    if not is_staff(user, StaffRole.CONTRACTS):
        raise Http404
    return Workbook.objects.select_related("stored_by", "imported_by").order_by("-pk")


def workbook_of(user: User, workbook_id: int) -> Workbook:
    return get_object_or_404(workbooks(user), pk=workbook_id)
