"""Keep what a proposal was recomputed with."""

from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.brings import brings_to
from settlements.disputes.sandbox.changes import Document
from settlements.disputes.sandbox.models import DisputeProposalBasis
from settlements.disputes.sandbox.recompute import Recomputed, RecomputedLine
from settlements.disputes.sandbox.told import told_change

LINE = ("key", "kind", "application", "model", "market", "rule")


def keep_basis(*, dispute: Dispute, recomputed: Recomputed) -> DisputeProposalBasis:
    """With the move that proposed just now; inside its transaction."""
    input_document = dispute.statement.input_document
    return DisputeProposalBasis.objects.create(
        change=dispute.changes.filter(to_state=Dispute.State.PROPOSED).latest("pk"),
        partner=dispute.partner,
        changes=[told_change(input_document, change) for change in recomputed.changes],
        figures=_figures(dispute, recomputed),
    )


def _figures(dispute: Dispute, recomputed: Recomputed) -> Document:
    brings, due = brings_to(dispute, recomputed), recomputed.due
    disputed = [each.line for each in brings.disputed if each.line]
    return {
        "disputed": [_line(line) for line in disputed],
        "others": [_line(line) for line in brings.others],
        "rungs": {
            each.name: {"issued": f"{each.old:f}", "now": f"{each.new:f}"} for each in (*brings.limits, due)
        },
    }


def _line(line: RecomputedLine) -> Document:
    named = {name: line.line.get(name) or "" for name in LINE}
    amounts = {"issued": f"{line.amounts.old:f}", "now": f"{line.amounts.new:f}"}
    return {"position": line.position, **named, **amounts}
