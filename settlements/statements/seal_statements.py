"""Seal issued statements: tie each to its partner's one before it."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db.models import OuterRef, Subquery

from portal.accounts.models import Partner
from settlements.statements.models import Seal, Statement
from settlements.statements.seal import NOTHING, seal_document, sha256_of


def seal_statements(*, statements: Iterable[Statement]) -> list[Seal]:
    """Each statement's place in its partner's chain, in their order. Inside the transaction that issues them,
    which has locked the partners' books, so that nobody else continues the chains.
    """
    rows = list(statements)
    last = _last_seals({statement.partner_id for statement in rows})
    seals = []
    for statement in rows:
        before = last.get(statement.partner_id)
        seal = Seal(
            statement=statement,
            partner_id=statement.partner_id,
            place=before.place + 1 if before else 1,
            input_sha256=sha256_of(statement.input_document),
            previous=before.digest if before else NOTHING,
        )
        seal.digest = document_of(seal)["seal"]
        last[statement.partner_id] = seal
        seals.append(seal)
    return Seal.objects.bulk_create(seals)


def _last_seals(partners: set[int]) -> dict[int, Seal]:
    """By partner; read from the chain's end, however long it is."""
    newest = Seal.objects.filter(partner=OuterRef("pk")).order_by("-place").values("pk")[:1]
    ends = Partner.objects.filter(pk__in=partners).values(end=Subquery(newest))
    return {seal.partner_id: seal for seal in Seal.objects.filter(pk__in=ends)}


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
