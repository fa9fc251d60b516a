"""Enter a sub-processor of the partner's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Subprocessor
from agreements.registers.sides import PARTNERS
from agreements.registers.tell import tell_other_side
from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def add_subprocessor(
    *, agreement: Agreement, by: User, name: str, country: str, purpose: str, from_date: date
) -> Subprocessor:
    """By the partner's administrator or signatory; the licensor is told. Raises Refused: `listed_already`."""
    require_role(by, agreement.partner, *PARTNERS)
    agreement = lock_agreement(agreement)
    name = name.strip()
    if agreement.subprocessors.filter(name__iexact=name, purpose=purpose.strip(), to_date=None).exists():
        sentence = _("“%(name)s” is on the list for this purpose already.")
        raise Refused("listed_already", sentence % {"name": name})
    row = Subprocessor.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        name=name,
        country=country,
        purpose=purpose.strip(),
        from_date=from_date,
        entered_by=by,
    )
    tell_other_side(
        kind="subprocessor_added", agreement=agreement, side=Agreement.Party.PARTNER, by=by, name=name
    )
    record_event(
        event="subprocessor.added",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"name": name, "country": country, "from": from_date.isoformat()},
    )
    return row
