"""Who may approve a version for the licensor, and the sentence for those who may not."""

from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from portal.accounts.access import acting_ids, is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole

APPROVERS = (StaffRole.CONTRACTS, StaffRole.APPROVER)


def why_not_approve(version: Version, user: User) -> str:
    """Empty where the person may approve the version once it is proposed, else why not.

    A partner's version changes what was proposed to it: who wrote that does not approve this one either.
    """
    if not is_staff(user, *APPROVERS):
        return needed_roles(APPROVERS)
    editors = {version.prepared_by_id, *version.editor_ids}
    if version.answers is not None:
        editors |= {version.answers.prepared_by_id, *version.answers.editor_ids}
    if version.agreement.state == Agreement.State.DRAFT:
        # The frame comes into force with the first version, whoever wrote that one.
        editors |= {version.agreement.created_by_id, *version.agreement.editor_ids}
    if user.pk in editors:
        return _("You worked on this version. Somebody else must approve it.")
    if acting_ids(user, *APPROVERS) & editors:
        return _("You stand in for somebody who worked on this version. Somebody else must approve it.")
    return ""
