"""Say whether an organisation's people need a second factor to work here."""

from django.db import transaction

from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.partners.organisation_access import require_factor_decider


@transaction.atomic
def require_second_factor(*, by: User, partner: Partner, required: bool) -> Partner:
    """For staff who let partners in, and for the organisation's own administrators. Safe to run twice."""
    require_factor_decider(by, partner)
    row = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if row.requires_second_factor == required:
        return row
    row.requires_second_factor = required
    row.save(update_fields=["requires_second_factor"])
    record_event(
        event="second_factor.required",
        subject=row.code,
        actor=by,
        partner=row,
        details={"required": required},
    )
    return row
