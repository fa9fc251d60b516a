"""Say that a deployment is not what the register says; it goes on meanwhile."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.lifecycle import State
from agreements.deployments.locked import lock_deployment, move
from agreements.deployments.tell import note_step
from agreements.models import Deployment, DeploymentChange
from agreements.registers.sides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def contest_deployment(*, deployment: Deployment, by: User, reason: str) -> Deployment:
    """By either side. Raises Refused: `wrong_state`, `no_reason`."""
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    if not reason.strip():
        raise Refused("no_reason", _("Say why; the other side reads it."))
    move(deployment, State.CONTESTED, contested_by=side)
    act = DeploymentChange.Act.CONTESTED
    details = note_step(deployment, act, side=side, by=by, reason=reason.strip())
    record_event(
        event="deployment.contested",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return deployment
