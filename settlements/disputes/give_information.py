"""Give what was asked for; the licensor's clock goes on."""

from django.core.files import File
from django.db import transaction

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.disputes.lifecycle import move, wrong_state
from settlements.disputes.models import Dispute, Message, Side
from settlements.disputes.sides import PARTNERS
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message

State = Dispute.State


@transaction.atomic
def give_information(*, by: User, dispute: Dispute, text: str, file: File | None = None) -> Message:
    """The partner's finance. It answers whatever was asked last, so no version is asked for.

    Raises Refused: those of `write_message`, `wrong_state`.
    """
    require_role(by, dispute.partner, *PARTNERS)
    row = Dispute.objects.select_for_update(of=("self",), no_key=True).get(pk=dispute.pk)
    if row.state != State.ASKED:
        raise wrong_state(row)
    back = State.REVIEW if row.level == Dispute.Level.FIRST else State.ESCALATED
    row = move(dispute=row, version=row.version, to_state=back, by=by, reason="")
    message = write_message(thread=row, side=Side.PARTNER, by=by, text=text, file=file)
    tell_other_side(kind="information_given", thread=row, side=Side.PARTNER, by=by)
    record_event(
        event="information.given",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"message": message.pk},
    )
    return message
