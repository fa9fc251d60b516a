"""Note a look by staff at an organisation's rates (INTERFACE, "People")."""

from django.db import transaction

from agreements.models import Agreement
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def view_terms(*, agreement: Agreement, by: User, page: str) -> None:
    """Record `terms.viewed` in the partner's chain; `page` is the URL name that showed them."""
    record_event(
        event="terms.viewed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"page": page},
    )
