"""Seal an issued statement: tie it to the partner's one before it."""

from datetime import UTC
from typing import Any

from settlements.statements.models import Seal, Statement
from settlements.statements.seal import NOTHING, seal_document, sha256_of


def seal_statement(*, statement: Statement) -> Seal:
    """The statement's place in its partner's chain. Inside the transaction that issues it, which has locked
    the partner's books, so that nobody else continues the chain.
    """
    last = Seal.objects.filter(partner=statement.partner_id).order_by("place").last()
    seal = Seal(
        statement=statement,
        partner_id=statement.partner_id,
        place=last.place + 1 if last else 1,
        input_sha256=sha256_of(statement.input_document),
        previous=last.digest if last else NOTHING,
    )
    seal.digest = document_of(seal)["seal"]
    seal.save()
    return seal


def document_of(seal: Seal) -> dict[str, Any]:
    """What a bundle holds as `seal.json`."""
    statement = seal.statement
    return seal_document(
        place=seal.place,
        number=statement.number,
        version=statement.version,
        agreement=statement.agreement.number,
        period=statement.period.label,
        issued_at=statement.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
        input_sha256=seal.input_sha256,
        result_digest=statement.digest,
        previous=seal.previous,
    )
