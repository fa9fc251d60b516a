"""Agree to what the other side offers: the contribution counts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.contributions.counter_contribution import require_turn
from agreements.contributions.file_contribution import worth_details
from agreements.contributions.lifecycle import State, locked, move
from agreements.contributions.offer import checked, offer_of
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused


@transaction.atomic
def accept_contribution(*, by: User, contribution: Contribution, version: int) -> Contribution:
    """From its first day on settlements take it in; usage is cut on its days (FORMULA section 2).

    Those who decide for the side that did not make the standing offer: nobody approves their own. Raises
    Refused: `not_your_turn`, `tariff_changed`, `wrong_state`, `stale`, those of `checked`.
    """
    party = side_of(by, contribution.partner, deciding=True)
    row = locked(contribution)
    require_turn(row, party)
    stands = offer_of(row)
    now = checked(row.agreement, stands, party=row.party, method=row.method, tariff_code=row.tariff_code)
    if now != stands:
        sentence = _(
            "The tariff in force on the first day says something else by now than what was filed. "
            "Counter with the same days to take its worth over, or refuse."
        )
        raise Refused("tariff_changed", sentence)
    row = move(
        row=row,
        version=version,
        to_state=State.ACCEPTED,
        party=party,
        by=by,
        approved_by=by,
        approved_at=timezone.now(),
    )
    tell_other_side(kind="contribution_accepted", contribution=row, party=party, by=by)
    put_event(event="contribution.accepted", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="contribution.accepted",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, **worth_details(row)},
    )
    return row
