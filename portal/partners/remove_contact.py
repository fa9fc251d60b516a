"""Take away a person who is no longer to be turned to."""

from django.db import transaction

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.partners.models import Contact
from portal.partners.organisation_access import require_contact_editor


@transaction.atomic
def remove_contact(*, by: User, contact: Contact) -> None:
    """The audit trail keeps who it was. Safe to run twice: a contact that is gone stays gone."""
    require_contact_editor(by, contact.partner, contact.side)
    row = (
        Contact.objects.select_for_update(of=("self",))
        .select_related("partner")
        .filter(pk=contact.pk)
        .first()
    )
    if row is None:
        return
    partner, was = row.partner, {name: getattr(row, name) for name in ("topic", "name", "email", "phone")}
    details = {"contact": row.pk, "side": row.side, "was": was}
    row.delete()
    record_event(event="contact.removed", subject=partner.code, actor=by, partner=partner, details=details)
