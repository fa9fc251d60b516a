"""Who may bring a version into force, and the sentence for those who may not."""

from django.utils.translation import gettext as _

from agreements.models import Version
from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole

APPROVERS = (StaffRole.CONTRACTS, StaffRole.APPROVER)


def why_not_approve(version: Version, user: User) -> str:
    """Empty where the person may approve the draft, else why not."""
    if not is_staff(user, *APPROVERS):
        return needed_roles(APPROVERS)
    if user.pk == version.prepared_by_id or user.pk in version.editor_ids:
        return _("You worked on this version. Somebody else must approve it.")
    return ""
