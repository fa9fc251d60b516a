"""Say from which day on a deployment is live no more."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.first_open_day import require_open_day
from agreements.deployments.lifecycle import State
from agreements.deployments.locked import lock_deployment, move
from agreements.deployments.tell import note_step
from agreements.models import Classification, Deployment, DeploymentChange
from agreements.registers.sides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def end_deployment(*, deployment: Deployment, by: User, to_date: date) -> Deployment:
    """By either side; the row stays. Raises Refused: `wrong_state`, `answer_first`, `settled`, `too_late`."""
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    if deployment.classifications.filter(state=Classification.State.PROPOSED).exists():
        raise Refused("answer_first", _("A proposal waits for an answer. Answer it or take it back first."))
    require_open_day(deployment, to_date)
    move(deployment, State.ENDED, to_date=to_date, contested_by="")
    act = DeploymentChange.Act.ENDED
    details = note_step(deployment, act, side=side, by=by, effective_date=to_date)
    record_event(
        event="deployment.ended",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return deployment
