"""What a journal transaction says, as one number."""

import hashlib
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from settlements.balances.models import JournalTransaction
from settlements.engine.exact import plain
from settlements.engine.json_text import canonical_json


def digest_of(header: JournalTransaction, entries: Iterable[Any]) -> str:
    """SHA-256, hex, of the header and its entries, whatever their order.

    `entries` are rows of Entry, or Postings: theirs are the transaction's partner and currency.
    """
    document = {
        "partner": header.partner_id,
        "cause": str(header.cause),
        "subject": header.subject,
        "key": header.key,
        "currency": header.currency,
        "posted_at": header.posted_at.astimezone(UTC).isoformat(),
        "posted_by": header.posted_by_id,
        "entries": sorted(_entry(each) for each in entries),
    }
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _entry(each: Any) -> list[str]:
    agreement = getattr(each, "agreement_id", None) or each.agreement.pk
    return [str(agreement), each.statement, each.reference, str(each.account), plain(each.amount)]
