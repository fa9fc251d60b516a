"""A dispute ends because what was asked for was never given; only the clock does it."""

from django.db import transaction

from portal.audit.record_event import record_event
from settlements.balances.lock_books import lock_books
from settlements.disputes.clock_of import is_missed
from settlements.disputes.end_without_outcome import end_without_outcome
from settlements.disputes.lifecycle import move
from settlements.disputes.models import Dispute, Side
from settlements.disputes.tell import tell_of

State = Dispute.State


def expires(dispute: Dispute) -> bool:
    """Whether silence ends it: the partner opened it and does not say what it was asked.

    What the licensor doubts never ends because the partner is silent.
    """
    return dispute.state == State.ASKED and dispute.side == Side.PARTNER


@transaction.atomic
def expire_dispute(*, dispute: Dispute) -> Dispute | None:
    """The statement stands as it was issued, and what was held is free, as when it is withdrawn.

    None where it is not time, or somebody acted meanwhile.
    """
    lock_books(partner=dispute.partner)
    rows = Dispute.objects.select_related("partner", "agreement", "statement__period")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=dispute.pk)
    if not expires(row) or not is_missed(row):
        return None
    row = move(dispute=row, version=row.version, to_state=State.EXPIRED, by=None, reason="")
    released = end_without_outcome(dispute=row, key="expired", by=None)
    for side in Side:
        tell_of(kind="dispute_expired", thread=row, receiver=side, signing=True)
    record_event(
        event="dispute.expired",
        subject=row.number,
        partner=row.partner,
        details={"released": f"{released:f}", "currency": row.currency},
    )
    return row
