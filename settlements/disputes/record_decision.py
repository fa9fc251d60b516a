"""Enter what was decided outside; a second person confirms it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.clock_of import day_there
from settlements.disputes.lifecycle import move, require_reason, wrong_state
from settlements.disputes.models import Dispute, Side
from settlements.disputes.outcome_of import keep_agreed, outcome_of
from settlements.disputes.sides import STAFF
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message


@transaction.atomic
def record_decision(
    *,
    by: User,
    dispute: Dispute,
    version: int,
    agreed: Mapping[int, Decimal],
    text: str,
    on_date: date,
    file: File | None,
) -> Dispute:
    """What each disputed line comes to by the decision of `on_date`, with its evidence. Posts nothing.

    Staff of the disputes role, where the dispute is with the agreement's next step. Raises Refused:
    `no_reason`, `no_evidence`, `no_day`, those of `outcome_of` and `write_message`, `wrong_state`, `stale`.
    """
    require_staff(by, *STAFF)
    dispute = Dispute.objects.select_related("partner", "agreement", "statement__period").get(pk=dispute.pk)
    if dispute.level != Dispute.Level.OUTSIDE:
        raise wrong_state(dispute)
    text = require_reason(text, _("Say who decided, and what; the partner reads it."))
    if file is None:
        raise Refused(
            "no_evidence", _("Attach the decision: a second person compares it with what you enter.")
        )
    if not dispute.opened_at.date() <= on_date <= day_there(dispute):
        raise Refused("no_day", _("That day is before the dispute was opened, or has not come yet."))
    outcome = outcome_of(dispute, agreed)
    row = move(
        dispute=dispute,
        version=version,
        to_state=Dispute.State.DECIDED,
        by=by,
        reason=text,
        on_date=on_date,
        proposal=text,
        proposed_by=by,
        agreed_effect=outcome.effect,
    )
    keep_agreed(outcome)
    message = write_message(thread=row, side=Side.LICENSOR, by=by, text=text, file=file)
    tell_other_side(kind="decision_recorded", thread=row, side=Side.LICENSOR, by=by, signing=True)
    record_event(
        event="decision.recorded",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "agreed": outcome.as_agreed(),
            "effect": f"{outcome.effect:f}",
            "currency": row.currency,
            "day": on_date.isoformat(),
            "message": message.pk,
        },
    )
    return row
