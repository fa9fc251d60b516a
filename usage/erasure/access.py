"""The door to what partners ask to have erased."""

from django.db.models import QuerySet

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from usage.models import Erasure


def erasures_asked(user: User) -> QuerySet[Erasure]:
    """Those that wait for an answer, oldest first. Http404, PermissionDenied for all but operations."""
    require_staff(user, StaffRole.OPERATIONS)
    rows = Erasure.objects.filter(state=Erasure.State.ASKED).order_by("pk")
    return rows.select_related("partner", "report__file", "report__period")
