"""Name a person to turn to."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.audit.changes import changes
from portal.audit.record_event import record_event
from portal.partners.checked_contact import checked_contact
from portal.partners.models import Contact
from portal.partners.organisation_access import require_contact_editor
from portal.refused import Refused

MOST = 20


@transaction.atomic
def add_contact(
    *, by: User, partner: Partner, side: str, topic: str, name: str, email: str, phone: str = ""
) -> Contact:
    """`side` and `topic` of Contact. Raises Refused: `bad_contact`, `too_many`, `unseen_character`."""
    if side not in Contact.Side.values:
        raise Refused("bad_contact", _("Choose whose contact it is."))
    require_contact_editor(by, partner, side)
    Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if Contact.objects.filter(partner=partner, side=side).count() >= MOST:
        raise Refused("too_many", _("There are 20 contacts already. Remove those that no longer hold."))
    given = checked_contact(topic=topic, name=name, email=email, phone=phone)
    row = Contact.objects.create(partner=partner, side=side, **given)
    record_event(
        event="contact.added",
        subject=partner.code,
        actor=by,
        partner=partner,
        details={"contact": row.pk, "side": side, "changed": changes(Contact(), given)},
    )
    return row
