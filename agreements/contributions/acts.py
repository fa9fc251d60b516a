"""What may be done with a contribution now, by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import CONTRIBUTION, LIVE, State
from agreements.models import Contribution
from agreements.sides import other
from agreements.who_decides import PARTY, why_not_speak
from portal.accounts.models import User
from portal.web.act import Act


def contribution_acts(row: Contribution, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb, for a reader of the licensor's (`staff`) or the partner's side."""
    party = PARTY.LICENSOR if staff else PARTY.PARTNER
    speaks = why_not_speak(user, row.partner)
    decides = why_not_speak(user, row.partner, deciding=True)
    own, live, draft = row.party == party, row.state in LIVE, row.state == State.DRAFT
    theirs = "" if own else _("Only the side that made the contribution may do this.")
    turn = "" if row.offered_by == other(party) else _("Your side's offer stands. The other side answers it.")
    ending, answers = row.ending_date is not None, row.ending_party == other(party)
    proposed = "" if answers else _("Your side proposed this end. The other side answers.")
    accepted = row.state == State.ACCEPTED
    return {
        "edit": Act(draft, theirs or speaks),
        "file": Act(draft, theirs or speaks),
        "add_evidence": Act((draft and own) or live, speaks),
        "accept": Act(live, turn or decides),
        "counter": Act(live, turn or speaks),
        "refuse": Act(live, decides if not own else _("Your own side's contribution is withdrawn.")),
        "withdraw": Act(State.WITHDRAWN in CONTRIBUTION.allowed(row.state), theirs or speaks),
        "propose_end": Act(accepted and not ending, speaks),
        "accept_end": Act(accepted and ending, proposed or decides),
        "drop_end": Act(accepted and ending, decides),
    }
