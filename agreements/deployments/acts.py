"""What may be done with a deployment now, by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from agreements.deployments.lifecycle import RUNNING, State
from agreements.models import Agreement, Classification, Deployment
from agreements.registers.sides import why_not_keep
from portal.accounts.models import User
from portal.web.act import Act


def deployment_acts(deployment: Deployment, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb, for a reader of the licensor's (`staff`) or the partner's side."""
    side = Agreement.Party.LICENSOR if staff else Agreement.Party.PARTNER
    keeps = why_not_keep(user, deployment.partner)
    proposed = proposal_of(deployment)
    own = proposed is not None and proposed.side == side
    running = deployment.state in RUNNING
    answers = _("Your side proposed it; the other side answers.") if own else keeps
    settles = keeps
    if deployment.contested_by and deployment.contested_by != side:
        settles = _("The side that contested it says when that is settled.")
    return {
        "approve": Act(proposed is not None, answers),
        "refuse": Act(proposed is not None, keeps),
        "reclassify": Act(running and proposed is None, keeps),
        "contest": Act(deployment.state == State.APPROVED, keeps),
        "settle": Act(deployment.state == State.CONTESTED, settles),
        "end": Act(running and proposed is None, keeps),
    }


def proposal_of(deployment: Deployment) -> Classification | None:
    """What waits for an answer, as `deployments_of` read it."""
    rows = deployment.classifications.all()
    return next((row for row in rows if row.state == Classification.State.PROPOSED), None)
