"""The digest of a result, as the engine makes it."""

import hashlib
from typing import Any

from settlements.engine.json_text import canonical_json


def result_digest(result: dict[str, Any]) -> str:
    """SHA-256, hex, of a result without its `digest` (FORMULA section 10)."""
    body = {name: value for name, value in result.items() if name != "digest"}
    return hashlib.sha256(canonical_json(body)).hexdigest()
