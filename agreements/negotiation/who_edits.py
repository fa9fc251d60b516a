"""Who may write in a draft: people of the side that drafted it, and nobody once it was proposed."""

from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from portal.accounts.access import is_staff, may, needed_roles, require_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole

LICENSOR_EDITS = (StaffRole.CONTRACTS,)
PARTNER_EDITS = (PartnerRole.SIGNATORY, PartnerRole.ADMIN)


def require_editor(version: Version, user: User) -> None:
    """Http404 for who does not belong to the side that drafted, PermissionDenied without a role."""
    if of_licensor(version):
        require_staff(user, *LICENSOR_EDITS)
    else:
        require_role(user, version.agreement.partner, *PARTNER_EDITS)


def why_not_edit_version(version: Version, user: User) -> str:
    """Empty where the person may change, propose or discard the draft, else why not."""
    if of_licensor(version):
        if not is_staff(user, *LICENSOR_EDITS):
            return needed_roles(LICENSOR_EDITS)
    elif is_staff(user):
        return _("The partner drafts this version. You may comment on it once it is proposed.")
    elif not may(user, version.agreement.partner, *PARTNER_EDITS):
        return needed_roles(PARTNER_EDITS)
    return why_not_a_draft(version)


def why_not_a_draft(version: Version) -> str:
    """Empty for a draft, else the sentence that says what it is and what to do instead."""
    number = {"number": version.number}
    if version.state == Version.State.IN_FORCE:
        text = _("Version %(number)s is in force and never edited. Draft a new version instead.")
    elif version.state == Version.State.PROPOSED:
        text = _("Version %(number)s is proposed. Take it back to change it, or answer it by a version.")
    elif version.state == Version.State.APPROVED:
        text = _("Version %(number)s is approved and waits to be accepted. It changes no more.")
    elif version.state == Version.State.SET_ASIDE:
        text = _("Version %(number)s is set aside. Draft a new version instead.")
    else:
        return ""
    return text % number


def of_licensor(version: Version) -> bool:
    return version.party == Agreement.Party.LICENSOR
