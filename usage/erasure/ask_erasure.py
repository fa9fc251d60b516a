"""A partner asks that the file and the rows of a report be erased."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import require_role, staff_with_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from usage.erasure.still_needed import require_erasable
from usage.models import Erasure, Report


@transaction.atomic
def ask_erasure(*, report: Report, by: User, reason: str) -> Erasure:
    """By an administrator of the partner; the licensor's operations are told, and carry it out or decline it.

    Asking again changes nothing. Raises Http404, PermissionDenied; Refused `no_reason`, `rows_needed`.
    """
    require_role(by, report.partner, PartnerRole.ADMIN)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the rows are to be erased."))
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("partner", "period", "agreement", "file").get(pk=report.pk)
    open_one = row.erasures.exclude(state=Erasure.State.DECLINED).first()
    if open_one is not None:
        return open_one
    require_erasable(row)
    erasure = Erasure.objects.create(
        report=row, partner=row.partner, state=Erasure.State.ASKED, reason=reason.strip(), asked_by=by
    )
    notify(
        people=staff_with_role(StaffRole.OPERATIONS),
        kind="erasure_asked",
        context={"partner": row.partner.name, "writer": by.name, "file": row.file.name, "reason": reason},
        link=reverse("staff_report", args=[row.pk]),
        partner=row.partner,
    )
    record_event(
        event="report.erasure_asked",
        subject=f"report {row.pk}",
        actor=by,
        partner=row.partner,
        details={"reason": erasure.reason},
    )
    return erasure
