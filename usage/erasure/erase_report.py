"""Erase the file and the rows of one report, because somebody asked for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from usage.erasure.begin_erasure import begin_erasure
from usage.erasure.still_needed import require_erasable
from usage.models import Erasure, Period, Report


@transaction.atomic
def erase_report(*, report: Report, by: User, reason: str) -> Erasure:
    """From now on nobody reads its file and rows; the bytes go in the background, within minutes.

    By staff of operations; carries out what the partner asked for, if it did. Twice changes nothing.
    Raises Http404, PermissionDenied; Refused `no_reason`, `rows_needed`.
    """
    require_staff(by, StaffRole.OPERATIONS)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the rows are to be erased."))
    Period.objects.select_for_update().get(pk=report.period_id)
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("partner", "period", "agreement", "file").get(pk=report.pk)
    asked = row.erasures.select_for_update().exclude(state=Erasure.State.DECLINED).first()
    if asked is not None and asked.state != Erasure.State.ASKED:
        return asked
    require_erasable(row)
    erasure = asked or Erasure(report=row, partner=row.partner, asked_by=by)
    erasure.reason = "\n".join(filter(None, [erasure.reason, reason.strip()]))
    begin_erasure(report=row, erasure=erasure, by=by)
    return erasure
