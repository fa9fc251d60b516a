"""Say that what was contested is agreed on again: the deployment stays what it is."""

from django.core.exceptions import PermissionDenied
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
def settle_contest(*, deployment: Deployment, by: User, reason: str) -> Deployment:
    """By the side that contested; the other proposes a reclassification instead.

    Raises PermissionDenied for the other side; Refused: `not_contested`, `no_reason`.
    """
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    if deployment.state != State.CONTESTED:
        raise Refused("not_contested", _("It is not contested any more. Load the page again."))
    if deployment.contested_by != side:
        raise PermissionDenied(_("The side that contested it says when that is settled."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why; the other side reads it."))
    move(deployment, State.APPROVED, contested_by="")
    act = DeploymentChange.Act.SETTLED
    details = note_step(deployment, act, side=side, by=by, reason=reason.strip())
    record_event(
        event="deployment.contest_settled",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return deployment
