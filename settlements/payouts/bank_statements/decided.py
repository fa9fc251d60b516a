"""What the acts on a line share: its row under its lock, and the event of what was decided."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.bank_statements.models import BankLine


def locked_line(line: BankLine, state: str) -> BankLine:
    """Read again; a line is locked before any books are. Raises Refused: `wrong_state`."""
    rows = BankLine.objects.select_for_update(of=("self",))
    row = rows.select_related("account", "payout", "batch", "remittance").get(pk=line.pk)
    if row.state != state:
        sentence = _("This booking is “%(state)s” by now, which does not allow this. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()})
    return row


def named_in(line: BankLine) -> str:
    """Number of what it is matched with, or seems to be about; else empty."""
    return str(line.payout or line.batch or line.remittance or "")


def record_decision(*, event: str, line: BankLine, by: User, **more: str) -> None:
    record_event(
        event=event,
        subject=f"bank statement {line.file_id}",
        actor=by,
        details={
            "line": line.pk,
            "day": line.day.isoformat(),
            "amount": plain(line.amount),
            "currency": line.currency,
            **({"with": named_in(line)} if event != "bank_line.set_aside" else {}),
            **more,
        },
    )
