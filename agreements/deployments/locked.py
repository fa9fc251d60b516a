"""A deployment as an act finds it: its agreement locked, then the row."""

from django.utils.translation import gettext as _

from agreements.deployments.lifecycle import DEPLOYMENT
from agreements.lock_draft import lock_agreement
from agreements.models import Classification, Deployment
from portal.lifecycle import RefusedMove
from portal.refused import Refused


def lock_deployment(deployment: Deployment) -> Deployment:
    """Until the transaction ends. Raises Http404 once the agreement was discarded."""
    agreement = lock_agreement(deployment.agreement)
    row = Deployment.objects.select_for_update(of=("self",), no_key=True).get(pk=deployment.pk)
    row.agreement, row.partner = agreement, agreement.partner
    return row


def move(deployment: Deployment, to_state: str, **columns) -> None:
    """The row is locked. Raises Refused: `wrong_state`."""
    try:
        DEPLOYMENT.check(deployment.state, to_state)
    except RefusedMove:
        sentence = _("This deployment is “%(state)s”, which does not allow this. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": deployment.get_state_display()}) from None
    for name, value in {"state": to_state, **columns}.items():
        setattr(deployment, name, value)
    deployment.save(update_fields=["state", *columns])


def open_classification(deployment: Deployment) -> Classification:
    """The proposal that waits for an answer. Raises Refused: `not_open`."""
    rows = deployment.classifications.filter(state=Classification.State.PROPOSED)
    row = rows.select_related("application", "model", "market").first()
    if row is None:
        raise Refused("not_open", _("Nothing about it waits for an answer any more. Load the page again."))
    row.deployment = deployment
    return row
