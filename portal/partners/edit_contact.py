"""Change a person to turn to."""

from django.db import transaction

from portal.accounts.models import User
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.partners.checked_contact import checked_contact
from portal.partners.models import Contact
from portal.partners.organisation_access import require_contact_editor


@transaction.atomic
def edit_contact(
    *, by: User, contact: Contact, topic: str, name: str, email: str, phone: str = ""
) -> Contact:
    """The contact with these. Raises Refused: `bad_contact`, `unseen_character`."""
    require_contact_editor(by, contact.partner, contact.side)
    row = Contact.objects.select_for_update(of=("self",)).select_related("partner").get(pk=contact.pk)
    given = checked_contact(topic=topic, name=name, email=email, phone=phone)
    changed = changes(row, given)
    if not changed:
        return row
    for field, value in given.items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
    record_event(
        event="contact.edited",
        subject=row.partner.code,
        actor=by,
        partner=row.partner,
        details={"contact": row.pk, "side": row.side, "changed": changed},
    )
    return row
