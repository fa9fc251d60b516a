"""Propose that a deployment is something else from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.first_open_day import require_open_day
from agreements.deployments.lifecycle import RUNNING
from agreements.deployments.locked import lock_deployment
from agreements.deployments.refuse_taken import refuse_taken
from agreements.deployments.tell import note_step
from agreements.exclusivity.in_force import claim_of_classification
from agreements.models import AiModel, Application, Classification, Deployment, DeploymentChange, Market
from agreements.registers.sides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def reclassify_deployment(
    *,
    deployment: Deployment,
    by: User,
    application: Application,
    model: AiModel,
    market: Market,
    from_date: date,
) -> Classification:
    """By either side; it takes effect on its day once the other side approves, never on settled days.

    Raises Refused: `not_running`, `answer_first`, `settled`, `too_early`, `too_late`, `not_available`.
    """
    side = side_of(by, deployment.partner)
    deployment = lock_deployment(deployment)
    if deployment.state not in RUNNING:
        raise Refused("not_running", _("Only a deployment that is approved and not ended is reclassified."))
    if deployment.classifications.filter(state=Classification.State.PROPOSED).exists():
        raise Refused("answer_first", _("A proposal waits for an answer. Answer it or take it back first."))
    require_open_day(deployment, from_date)
    row = Classification.objects.create(
        deployment=deployment,
        partner=deployment.partner,
        application=application,
        model=model,
        market=market,
        from_date=from_date,
        side=side,
        proposed_by=by,
    )
    refuse_taken(deployment.agreement, claim_of_classification(row), side=side)
    act = DeploymentChange.Act.RECLASSIFY
    details = note_step(deployment, act, side=side, by=by, classification=row, effective_date=from_date)
    record_event(
        event="deployment.reclassification_proposed",
        subject=deployment.agreement.number,
        actor=by,
        partner=deployment.partner,
        details=details,
    )
    return row
