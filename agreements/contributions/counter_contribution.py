"""Offer something else for a contribution: other worth, days or scope."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.file_contribution import worth_details
from agreements.contributions.lifecycle import State, locked, move, require_reason
from agreements.contributions.offer import Offer, checked, offer_of
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.sides import other
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def counter_contribution(
    *, by: User, contribution: Contribution, version: int, offer: Offer, reason: str
) -> Contribution:
    """The other side now accepts this offer, counters it, or ends it.

    The partner's administrator, or staff of the contracts role, of the side whose turn it is. By the tariff
    only days and scope are open. Raises Refused: `not_your_turn`, `no_reason`, `too_long`, `same`,
    `wrong_state`, `stale`, those of `checked`.
    """
    party = side_of(by, contribution.partner)
    reason = require_reason(reason, _("Say why you offer something else; the other side reads it."))
    row = locked(contribution)
    require_turn(row, party)
    offer = checked(row.agreement, offer, party=row.party, method=row.method, tariff_code=row.tariff_code)
    if offer == offer_of(row):
        raise Refused("same", _("This is what is offered already. Accept it, or offer something else."))
    row = move(
        row=row,
        version=version,
        to_state=State.COUNTERED,
        party=party,
        by=by,
        reason=reason,
        offered_by=party,
        **offer.columns(),
    )
    tell_other_side(kind="contribution_countered", contribution=row, party=party, by=by)
    record_event(
        event="contribution.countered",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, **worth_details(row)},
    )
    return row


def require_turn(row: Contribution, party: str) -> None:
    """Raises Refused (`not_your_turn`) for the side whose own offer stands."""
    if party != other(row.offered_by):
        raise Refused("not_your_turn", _("Your side's offer stands. The other side answers it."))
