"""What a proposed outcome was recomputed with."""

from django.db import models

from portal.accounts.models import Partner
from portal.append_only import append_only
from settlements.disputes.models import DisputeChange


class DisputeProposalBasis(models.Model):
    """Of one proposal, the facts that were changed and what the statement comes to with them.

    `changes`: each fact with what was issued and what it is about; `figures`: the lines that change and what
    is due, as issued and recomputed. Kept as they were when it was proposed.
    """

    change = models.OneToOneField(DisputeChange, on_delete=models.PROTECT, related_name="basis")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField()
    figures = models.JSONField()

    class Meta:
        ordering = ["change"]
        triggers = append_only("proposal_basis", "what a proposal was recomputed with is never edited")

    def __str__(self) -> str:
        return f"basis of {self.change}"

    def in_short(self) -> list[str]:
        """For the audit trail: `quantity b1: 1200 → 1250`."""
        return [
            f"{each['fact']} {' '.join(each['of'])}: {each['issued']} → {each['to']}" for each in self.changes
        ]
