"""Whether each partner's statements make one chain, recomputed from what is stored."""

from collections.abc import Iterator

from settlements.balances.verify_books import Discrepancy, row
from settlements.statements.models import Seal, Statement
from settlements.statements.seal import NOTHING, sha256_of
from settlements.statements.seal_statements import document_of

CHUNK = 20


def check_seals() -> Iterator[Discrepancy]:
    """A statement changed, taken out or slipped in by hand breaks the chain, and its place is named."""
    for pk, number in Statement.objects.filter(seal=None).order_by("pk").values_list("pk", "number"):
        yield Discrepancy("statement seals", f"{row('statement', pk)} ({number})", "it has no seal")
    last: Seal | None = None
    for seal in _seals().iterator(chunk_size=CHUNK):
        before = last if last is not None and last.partner_id == seal.partner_id else None
        where = f"{row('statement', seal.statement_id)} ({seal.statement.number})"
        for sentence in _faults(seal, before):
            yield Discrepancy("statement seals", where, sentence)
        last = seal


def _seals():
    rows = Seal.objects.order_by("partner_id", "place")
    return rows.select_related("statement__agreement", "statement__period").defer(
        "statement__result_document"
    )


def _faults(seal: Seal, before: Seal | None) -> Iterator[str]:
    if seal.place != (before.place + 1 if before else 1):
        yield f"its seal is at place {seal.place}; one before it was taken out"
    elif seal.previous != (before.digest if before else NOTHING):
        yield "its seal does not continue the one before it"
    if seal.input_sha256 != sha256_of(seal.statement.input_document):
        yield "its input document is not the one that was sealed"
    if seal.digest != document_of(seal)["seal"]:
        yield "its seal is not that of what was issued"
