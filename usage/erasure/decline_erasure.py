"""Staff decline to erase what a partner asked for."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from usage.models import Erasure, Report


@transaction.atomic
def decline_erasure(*, report: Report, by: User, answer: str) -> Erasure:
    """With a sentence the partner reads on the report's page.

    Raises Http404, PermissionDenied; Refused `no_answer`, `not_asked`.
    """
    require_staff(by, StaffRole.OPERATIONS)
    if not answer.strip():
        raise Refused("no_answer", _("Say why the rows are kept; the partner reads it."))
    asked = Erasure.objects.select_for_update(of=("self",)).select_related("partner")
    row = asked.filter(report=report, state=Erasure.State.ASKED).first()
    if row is None:
        raise Refused("not_asked", _("Nobody asks for this erasure any more. Load the report's page again."))
    row.state, row.answer, row.decided_by = Erasure.State.DECLINED, answer.strip(), by
    row.decided_at = timezone.now()
    row.save()
    record_event(
        event="report.erasure_declined",
        subject=f"report {report.pk}",
        actor=by,
        partner=row.partner,
        details={"answer": row.answer},
    )
    return row
