"""A member of staff goes back to their own pages."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event


@transaction.atomic
def stop_viewing(*, by: User, partner: Partner) -> None:
    require_staff(by)
    record_event(event="partner.view_stopped", subject=partner.code, actor=by, partner=partner)
