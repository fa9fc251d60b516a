"""What a member of staff looked at as a partner."""

from django.db import transaction

from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event


@transaction.atomic
def record_look(*, by: User, partner: Partner, path: str) -> None:
    """One event per page, in the partner's chain: the partner may see it."""
    record_event(
        event="partner.viewed_as", subject=partner.code, actor=by, partner=partner, details={"path": path}
    )
