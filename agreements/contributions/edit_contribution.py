"""Change a contribution nobody of the other side has seen yet."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.draft_contribution import Work, require_words, work_columns
from agreements.contributions.lifecycle import State, locked
from agreements.contributions.offer import Offer, checked
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def edit_contribution(
    *, by: User, contribution: Contribution, version: int, work: Work, offer: Offer
) -> Contribution:
    """The draft says this now.

    Those who may draft, of its own side. Raises Refused: `not_yours`, `wrong_state`, `stale`, and those of
    `draft_contribution`.
    """
    party = side_of(by, contribution.partner)
    row = locked(contribution)
    require_own(row, party)
    if row.state != State.DRAFT:
        raise Refused("wrong_state", _("Only a draft can be edited. What is filed is changed by an offer."))
    require_words(work)
    offer = checked(row.agreement, offer, party=party, method=work.method, tariff_code=work.tariff_code)
    won = Contribution.objects.filter(pk=row.pk, state=State.DRAFT, version=version).update(
        version=version + 1, **work_columns(work), **offer.columns()
    )
    if not won:
        sentence = _("Contribution %(code)s changed since you looked at it. Load the page again.")
        raise Refused("stale", sentence % {"code": row.code})
    row = locked(contribution)
    record_event(
        event="contribution.edited",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row


def require_own(row: Contribution, party: str) -> None:
    """Raises Refused (`not_yours`) for the side that did not make it."""
    if row.party != party:
        raise Refused("not_yours", _("Only the side that made the contribution may do this."))
