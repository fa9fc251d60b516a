"""Ask the partner for what is needed to decide; the licensor's clock stands still meanwhile."""

from django.core.files import File
from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.disputes.lifecycle import move, wrong_state
from settlements.disputes.models import Dispute, Side
from settlements.disputes.sides import STAFF
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message


@transaction.atomic
def ask_information(
    *, by: User, dispute: Dispute, version: int, text: str, file: File | None = None
) -> Dispute:
    """The question is a message of the thread. Staff of the disputes role, before a proposal.

    Raises Refused: those of `write_message`, `wrong_state`, `stale`.
    """
    require_staff(by, *STAFF)
    if dispute.level == Dispute.Level.OUTSIDE:
        raise wrong_state(dispute)
    row = move(dispute=dispute, version=version, to_state=Dispute.State.ASKED, by=by, reason="")
    message = write_message(thread=row, side=Side.LICENSOR, by=by, text=text, file=file)
    tell_other_side(kind="information_asked", thread=row, side=Side.LICENSOR, by=by, signing=True)
    record_event(
        event="information.asked",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"message": message.pk, "due": row.due_date.isoformat() if row.due_date else ""},
    )
    return row
