"""Say yes to what the other side proposes a deployment is: entered, or from a day on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.first_open_day import require_open_day
from agreements.deployments.lifecycle import State
from agreements.deployments.locked import lock_deployment, move, open_classification
from agreements.deployments.refuse_taken import refuse_taken
from agreements.deployments.tell import note_step
from agreements.exclusivity.in_force import claim_of_classification
from agreements.models import Classification, Deployment, DeploymentChange
from agreements.registers.sides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event

Act = DeploymentChange.Act


@transaction.atomic
def approve_deployment(*, deployment: Deployment, by: User) -> Deployment:
    """By the side that did not propose it. A reclassification also settles what was contested.

    Raises PermissionDenied for its own; Refused: `not_open`, `not_available`, `settled`, `too_late`.
    """
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    row = open_classification(deployment)
    if row.side == side:
        raise PermissionDenied(_("Your side proposed it; the other side answers."))
    entering = deployment.state == State.PROPOSED
    if not entering:
        require_open_day(deployment, row.from_date)
    refuse_taken(deployment.agreement, claim_of_classification(row), side=side)
    _make_room(row)
    row.state = Classification.State.APPROVED
    row.save(update_fields=["state"])
    if deployment.state != State.APPROVED:
        move(deployment, State.APPROVED, contested_by="")
    details = note_step(
        deployment,
        Act.APPROVED if entering else Act.RECLASSIFIED,
        side=side,
        by=by,
        classification=row,
        effective_date=row.from_date,
    )
    record_event(
        event="deployment.approved" if entering else "deployment.reclassified",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return deployment


def _make_room(row: Classification) -> None:
    """What it was ends where it becomes something else; what was agreed for later days is replaced."""
    approved = row.deployment.classifications.filter(state=Classification.State.APPROVED)
    for other in approved:
        end = max(row.from_date, other.from_date)
        if other.to_date is None or other.to_date > end:
            other.to_date = end
            other.save(update_fields=["to_date"])
