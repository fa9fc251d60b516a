"""The door to what proposals were recomputed with: through their dispute, which has its own."""

from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.models import DisputeProposalBasis


def standing_basis(dispute: Dispute) -> DisputeProposalBasis | None:
    """Of the newest proposal; None where it was made without recomputing, or none was made.

    Nor where anything but its answer came after: what then ends the dispute has another ground.
    """
    newest = dispute.changes.filter(to_state=Dispute.State.PROPOSED).order_by("-pk").first()
    if newest is None:
        return None
    answers = (Dispute.State.REFUSED, Dispute.State.RESOLVED)
    if dispute.changes.filter(pk__gt=newest.pk).exclude(to_state__in=answers).exists():
        return None
    return DisputeProposalBasis.objects.filter(change=newest).first()
