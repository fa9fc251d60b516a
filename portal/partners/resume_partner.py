"""Let a suspended partner's people in again."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.partners.organisation_access import GATEKEEPERS
from portal.refused import Refused


@transaction.atomic
def resume_partner(*, by: User, partner: Partner, reason: str) -> Partner:
    """Members who were suspended themselves stay so. Raises Refused: `no_reason`, `not_suspended`."""
    require_staff(by, *GATEKEEPERS)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the partner is let in again; the reason stays on record."))
    row = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if row.suspended_at is None:
        raise Refused("not_suspended", _("This partner is not suspended."))
    row.suspended_at = None
    row.save(update_fields=["suspended_at"])
    record_event(
        event="partner.resumed", subject=row.code, actor=by, partner=row, details={"reason": reason.strip()}
    )
    return row
