"""Keep a partner's people out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.partners.organisation_access import GATEKEEPERS
from portal.refused import Refused


@transaction.atomic
def suspend_partner(*, by: User, partner: Partner, reason: str) -> Partner:
    """All its members lose access at their next request; agreements and money stay as they are.

    Raises Refused: `no_reason`, `suspended_already`.
    """
    require_staff(by, *GATEKEEPERS)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the partner is suspended; the reason stays on record."))
    row = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if row.suspended_at:
        raise Refused("suspended_already", _("This partner is suspended already."))
    row.suspended_at = timezone.now()
    row.save(update_fields=["suspended_at"])
    record_event(
        event="partner.suspended", subject=row.code, actor=by, partner=row, details={"reason": reason.strip()}
    )
    return row
