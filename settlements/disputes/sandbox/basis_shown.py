"""What a proposal was recomputed with, for the pages of both sides."""

from typing import Any

from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.access import standing_basis
from settlements.disputes.sandbox.changes import Document
from settlements.disputes.sandbox.told import change_words
from settlements.disputes.sandbox.typed import typed_query
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.rung_sentences import rung_name

SHOWN_IN = (Dispute.State.PROPOSED, Dispute.State.REFUSED, Dispute.State.RESOLVED)
MOST_LINES = 50


def basis_shown(dispute: Dispute) -> dict[str, Any] | None:
    """From what was kept when it was proposed; None where nothing was recomputed."""
    basis = standing_basis(dispute) if dispute.state in SHOWN_IN else None
    if basis is None:
        return None
    names, figures = Names(), basis.figures
    lines = [_line(each, True, names) for each in figures["disputed"]]
    lines += [_line(each, False, names) for each in figures["others"][:MOST_LINES]]
    return {
        "words": [change_words(each, dispute.currency, names) for each in basis.changes],
        "query": typed_query(basis.changes),
        "lines": lines,
        "rungs": [{"text": rung_name(name), **amounts} for name, amounts in figures["rungs"].items()],
    }


def _line(kept: Document, disputed: bool, names: Names) -> dict[str, Any]:
    return {**kept, "row": LineRow(kept["position"] or 0, kept, names), "disputed": disputed}
