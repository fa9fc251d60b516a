"""Set a line aside that is about nothing the portal knows."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.bank_statements.models import BankLine


@transaction.atomic
def set_line_aside(*, line: BankLine, note: str, by: User) -> BankLine:
    """Staff of the finance role, who say why. Raises Refused: `no_note`, `wrong_state`."""
    require_staff(by, StaffRole.FINANCE)
    said = note.strip()
    if not said:
        raise Refused("no_note", _("Write what this booking is, so that nobody has to ask again."))
    row = BankLine.objects.select_for_update().get(pk=line.pk)
    if row.state != BankLine.State.UNMATCHED:
        sentence = _("This booking is “%(state)s” and needs nothing more. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()})
    row.state, row.note, row.set_aside_by = BankLine.State.SET_ASIDE, said, by
    row.set_aside_at = timezone.now()
    row.save(update_fields=["state", "note", "set_aside_by", "set_aside_at"])
    record_event(
        event="bank_line.set_aside",
        subject=f"bank statement {row.file_id}",
        actor=by,
        details={
            "line": row.pk,
            "day": row.day.isoformat(),
            "amount": plain(row.amount),
            "currency": row.currency,
            "note": said,
        },
    )
    return row
