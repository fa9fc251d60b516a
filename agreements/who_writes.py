"""Who may write in a draft: the one question every editor of terms asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from portal.accounts.access import require_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole

STAFF = (StaffRole.CONTRACTS,)
PARTNERS = (PartnerRole.SIGNATORY, PartnerRole.ADMIN)


def require_writer(version: Version, user: User) -> None:
    """The side that drafts it writes it. Outsiders: Http404; without the role, or of the other side: 403."""
    if version.party == Agreement.Party.LICENSOR:
        require_staff(user, *STAFF)
        return
    if user.is_of_staff:
        raise PermissionDenied(_("The partner drafts this version. Answer with a version of your own."))
    require_role(user, version.partner, *PARTNERS)
