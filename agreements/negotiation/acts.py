"""What may be done with a version now, by whom, and why the reader may not."""

from agreements.models import Version
from agreements.negotiation.propose_version import STANDING
from agreements.negotiation.sides import COMMENTS, SIGNS, STAFF_COMMENTS, why_not_act
from agreements.negotiation.who_edits import of_licensor
from agreements.who_approves import why_not_approve
from portal.accounts.models import User
from portal.web.act import Act

State = Version.State
SIGNED = (State.APPROVED, State.IN_FORCE)


def version_acts(version: Version, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb."""
    partner = version.agreement.partner
    own = staff == of_licensor(version)
    standing = version.state in STANDING
    drafts = why_not_act(user, partner)
    signs = why_not_act(user, partner, roles=SIGNS)
    draft = Act(version.state == State.DRAFT and own, drafts)
    return {
        "edit": draft,
        "propose": draft,
        "discard": draft,
        "take_back": Act(version.state == State.PROPOSED and own, drafts),
        "comment": Act(standing, why_not_act(user, partner, roles=COMMENTS, staff=STAFF_COMMENTS)),
        "counter": Act(standing and not own, drafts),
        "approve": Act(
            staff and version.state == State.PROPOSED, why_not_approve(version, user) if staff else ""
        ),
        "accept": Act(not staff and version.state == State.APPROVED, signs),
        "decline": Act(standing, signs),
        "attach": Act(version.state in SIGNED, drafts),
    }
