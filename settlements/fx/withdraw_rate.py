"""Take a wrong manual rate out of use; it stays on record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.fx.models import FxRate


@transaction.atomic
def withdraw_rate(*, rate: FxRate, by: User, reason: str) -> FxRate:
    """Statements already issued keep the rate they used. Staff of the finance role only.

    Raises Refused: `not_manual`, `withdrawn_already`, `no_reason`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = FxRate.objects.select_for_update().get(pk=rate.pk)
    if row.source != FxRate.Source.MANUAL:
        raise Refused("not_manual", _("A rate of the ECB stays. Enter a manual rate: it goes before it."))
    if row.withdrawn_at:
        raise Refused("withdrawn_already", _("This rate was withdrawn already."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why the rate is withdrawn."))
    row.withdrawn_by, row.withdrawn_at = by, timezone.now()
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    put_event(event="fx_rate.withdrawn", args=[[row.base, row.quote], row.date, row.date])
    record_event(
        event="fx_rate.withdrawn",
        subject=f"{row.base}/{row.quote} {row.date}",
        actor=by,
        details={"rate": format(row.rate, "f"), "reason": reason.strip()},
    )
    return row
