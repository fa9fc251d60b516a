"""The door to what proposals were recomputed with: through their dispute, which has its own."""

from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.models import DisputeProposalBasis


def standing_basis(dispute: Dispute) -> DisputeProposalBasis | None:
    """Of the newest proposal; None where it was made without recomputing, or none was made."""
    newest = dispute.changes.filter(to_state=Dispute.State.PROPOSED).order_by("-pk").first()
    return DisputeProposalBasis.objects.filter(change=newest).first() if newest else None
