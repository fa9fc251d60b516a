"""Put a contribution before the other side."""

from django.db import transaction
from django.utils import timezone

from agreements.contributions.edit_contribution import require_own
from agreements.contributions.lifecycle import State, locked, move
from agreements.contributions.offer import checked, offer_of
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def file_contribution(*, by: User, contribution: Contribution, version: int) -> Contribution:
    """The other side now accepts, counters or refuses it.

    The partner's administrator, or staff of the contracts role, of its own side. Raises Refused: `not_yours`,
    `wrong_state`, `stale`, those of `checked`.
    """
    party = side_of(by, contribution.partner)
    row = locked(contribution)
    require_own(row, party)
    offer = checked(row.agreement, offer_of(row), party=party, method=row.method, tariff_code=row.tariff_code)
    row = move(
        row=row,
        version=version,
        to_state=State.FILED,
        party=party,
        by=by,
        filed_at=timezone.now(),
        **offer.columns(),
    )
    tell_other_side(kind="contribution_filed", contribution=row, party=party, by=by)
    record_event(
        event="contribution.filed",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, "kind": row.kind, **worth_details(row)},
    )
    return row


def worth_details(row: Contribution) -> dict[str, str | None]:
    """What stands offered, for the audit trail."""
    return {
        "from": row.from_date.isoformat(),
        "to": row.to_date.isoformat() if row.to_date else None,
        "points": None if row.points is None else f"{row.points:f}",
        "amount": None if row.amount is None else f"{row.amount:f}",
    }
