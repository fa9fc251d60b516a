"""Propose how a dispute ends."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.lifecycle import move, require_reason
from settlements.disputes.models import Dispute, Side
from settlements.disputes.outcome_of import keep_agreed, outcome_of
from settlements.disputes.sandbox.changes import Change
from settlements.disputes.sandbox.keep_basis import keep_basis
from settlements.disputes.sandbox.recompute import recompute
from settlements.disputes.second_level import why_not_decide
from settlements.disputes.sides import STAFF
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def propose_outcome(
    *,
    by: User,
    dispute: Dispute,
    version: int,
    agreed: Mapping[int, Decimal],
    text: str,
    basis: Sequence[Change] = (),
) -> Dispute:
    """What each disputed line comes to; the partner's signatory accepts or refuses. Posts nothing.

    `agreed`: id of each disputed line → amount. `basis`: the facts it was recomputed with; the partner reads
    them and their figures. Staff of the disputes role; a proposal takes the place of the one before. At the
    second level somebody who proposed nothing before. Raises Refused: `no_reason`, `same_person`, those of
    `outcome_of` and `recompute`, `wrong_state`, `stale`.
    """
    require_staff(by, *STAFF)
    text = require_reason(text, _("Say why this is the right outcome; the partner reads it."))
    if why := why_not_decide(dispute, by):
        raise Refused("same_person", why)
    outcome = outcome_of(dispute, agreed)
    recomputed = recompute(dispute.statement, basis) if basis else None
    row = move(
        dispute=dispute,
        version=version,
        to_state=Dispute.State.PROPOSED,
        by=by,
        reason=text,
        proposal=text,
        proposed_by=by,
        agreed_effect=outcome.effect,
    )
    keep_agreed(outcome)
    kept = keep_basis(dispute=row, recomputed=recomputed) if recomputed and recomputed.changes else None
    tell_other_side(kind="outcome_proposed", thread=row, side=Side.LICENSOR, by=by, signing=True)
    record_event(
        event="outcome.proposed",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "agreed": outcome.as_agreed(),
            "adjustment": f"{outcome.adjustment:f}",
            "effect": f"{outcome.effect:f}",
            "currency": row.currency,
            "recomputed_with": kept.in_short() if kept else [],
        },
    )
    return row
