"""What a proposal begins with: what one side says, or what other facts come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.refused import Refused
from settlements.disputes.models import Dispute, DisputedLine
from settlements.disputes.sandbox.brings import brings_to
from settlements.disputes.sandbox.changes import Document, changes_text, read_changes
from settlements.disputes.sandbox.recompute import recompute
from settlements.disputes.sandbox.told import told_change


@dataclass(frozen=True, slots=True)
class Beginning:
    """`amounts`: id of a disputed line → what it comes to. `whole`: chosen for every line, so it is computed
    at once. `basis`: the changed facts as text, if it comes from them.
    """

    amounts: dict[int, Decimal]
    whole: bool = False
    basis: str = ""


def begin(dispute: Dispute, lines: Sequence[DisputedLine], asked: Mapping[str, str]) -> Beginning:
    """`start=claimed` upholds in full, `start=stated` rejects; `recomputed` has facts as `changes_text`
    writes them, with `rest` what is no line takes the rest; else the proposal before, if any.

    Raises Refused as `recompute` does.
    """
    start = asked.get("start")
    if start == "claimed":
        return Beginning({line.pk: line.claimed_amount for line in lines}, whole=True)
    if start == "stated":
        return Beginning({line.pk: line.line_amount for line in lines}, whole=True)
    if text := asked.get("recomputed"):
        recomputed = recompute(dispute.statement, read_changes(text))
        amounts = brings_to(dispute, recomputed).amounts(with_rest="rest" in asked)
        return Beginning(amounts, whole=True, basis=changes_text(recomputed.changes))
    return Beginning({line.pk: line.agreed_amount for line in lines if line.agreed_amount is not None})


def told_of(dispute: Dispute, text: str) -> list[Document]:
    """For the page that proposes; nothing for what cannot be read, which the act refuses by itself."""
    try:
        changes = read_changes(text)
        # The input is large: not read where nothing needs it.
        return [told_change(dispute.statement.input_document, each) for each in changes]
    except Refused:
        return []
