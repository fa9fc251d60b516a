"""What ties a statement to the one issued to the partner before it. Pure; standard library.

A seal is the digest of what was issued and of the seal before: who keeps one of them sees later whether a
statement before it was changed, taken out or slipped in. `verify.pyz` computes it from the same code.
"""

import hashlib
from typing import Any

from settlements.engine.json_text import canonical_json

FORMAT = "statement-seal/1"
NOTHING = "0" * 64
"""The seal before a partner's first."""


def sha256_of(document: Any) -> str:
    """SHA-256, hex, of a document's canonical JSON: of its file in a bundle, too."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def seal_document(
    *,
    place: int,
    number: str,
    version: int,
    agreement: str,
    period: str,
    issued_at: str,
    input_sha256: str,
    result_digest: str,
    previous: str,
) -> dict[str, Any]:
    """`place` counts the partner's statements and versions from 1; `issued_at` is ISO 8601 in UTC."""
    facts = {
        "format": FORMAT,
        "place": place,
        "number": number,
        "version": version,
        "agreement": agreement,
        "period": period,
        "issued_at": issued_at,
        "input_sha256": input_sha256,
        "result_digest": result_digest,
        "previous_seal": previous,
    }
    return {**facts, "seal": sha256_of(facts)}


def seal_holds(document: dict[str, Any]) -> bool:
    """Whether a seal document's own digest is right."""
    facts = {name: value for name, value in document.items() if name != "seal"}
    return document.get("seal") == sha256_of(facts)
