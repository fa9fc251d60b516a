"""Say no to what the other side proposes a deployment is, or take one's own proposal back."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.lifecycle import State
from agreements.deployments.locked import lock_deployment, move, open_classification
from agreements.deployments.tell import note_step
from agreements.models import Classification, Deployment, DeploymentChange
from agreements.registers.sides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused

Act = DeploymentChange.Act


@transaction.atomic
def refuse_deployment(*, deployment: Deployment, by: User, reason: str) -> Deployment:
    """By either side. A deployment that was to be entered stays on record as refused.

    Raises Refused: `not_open`, `no_reason`.
    """
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    row = open_classification(deployment)
    if not reason.strip():
        raise Refused("no_reason", _("Say why; the other side reads it."))
    row.state = Classification.State.REFUSED
    row.save(update_fields=["state"])
    entering = deployment.state == State.PROPOSED
    if entering:
        move(deployment, State.REFUSED)
    act = Act.TAKEN_BACK if row.side == side else Act.REFUSED if entering else Act.KEPT
    details = note_step(deployment, act, side=side, by=by, classification=row, reason=reason.strip())
    record_event(
        event="deployment.refused",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return deployment
