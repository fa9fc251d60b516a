"""Enter a deployment for the licensor to approve."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.deployments.refuse_taken import refuse_taken
from agreements.deployments.tell import note_step
from agreements.exclusivity.in_force import claim_of_classification
from agreements.exclusivity.lock_rights import lock_rights
from agreements.lock_draft import lock_agreement
from agreements.models import (
    Agreement,
    AiModel,
    Application,
    Classification,
    Deployment,
    DeploymentChange,
    Market,
)
from agreements.models.catalogue import CODE
from agreements.registers.sides import PARTNERS
from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused

PARTNER = Agreement.Party.PARTNER


@transaction.atomic
def propose_deployment(
    *,
    agreement: Agreement,
    by: User,
    code: str,
    application: Application,
    model: AiModel,
    market: Market,
    from_date: date,
    to_date: date | None = None,
) -> Deployment:
    """By the partner; live on its days once approved.

    Raises Refused: `not_active`, `bad_code`, `code_taken`, `outside_term`, `no_day`, `not_available`.
    """
    require_role(by, agreement.partner, *PARTNERS)
    agreement = lock_agreement(agreement)
    lock_rights()
    _check(agreement, code, from_date, to_date)
    deployment = Deployment.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        code=code,
        from_date=from_date,
        to_date=to_date,
        proposed_by=by,
    )
    row = Classification.objects.create(
        deployment=deployment,
        partner=agreement.partner,
        application=application,
        model=model,
        market=market,
        from_date=from_date,
        side=PARTNER,
        proposed_by=by,
    )
    refuse_taken(agreement, claim_of_classification(row), side=PARTNER)
    act = DeploymentChange.Act.PROPOSED
    details = note_step(deployment, act, side=PARTNER, by=by, classification=row, effective_date=from_date)
    record_event(
        event="deployment.proposed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details=details,
    )
    return deployment


def _check(agreement: Agreement, code: str, from_date: date, to_date: date | None) -> None:
    if agreement.state != Agreement.State.ACTIVE:
        raise Refused("not_active", _("Deployments are entered while the agreement is in force."))
    if not re.fullmatch(CODE, code) or len(code) > 60:
        sentence = _("Use lower-case letters, digits, dots, hyphens and underscores.")
        raise Refused("bad_code", sentence)
    known = Deployment.objects.filter(partner=agreement.partner, code=code)
    if known.exclude(state=Deployment.State.REFUSED).exists():
        sentence = _("“%(code)s” is in your register already. Choose another code.")
        raise Refused("code_taken", sentence % {"code": code})
    ends = agreement.ends_date
    if from_date < agreement.starts_date or (ends is not None and from_date >= ends):
        raise Refused(
            "outside_term", _("The agreement is not in force on that day. Choose a day of its term.")
        )
    if to_date is not None and to_date <= from_date:
        raise Refused("no_day", _("It would end before it is live. Choose a later end."))
