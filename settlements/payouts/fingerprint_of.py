"""What the approver of a payout approves, in one number."""

import hashlib
from collections.abc import Iterable

from settlements.engine.exact import plain
from settlements.engine.json_text import canonical_json
from settlements.payouts.models import Payout, PayoutItem


def fingerprint_of(*, payout: Payout, items: Iterable[PayoutItem]) -> str:
    """SHA-256, hex, over number, partner, currency and every item with its statement's digest."""
    document = {
        "payout": payout.number,
        "partner": payout.partner.code,
        "currency": payout.currency,
        "items": [
            {
                "statement": item.statement.number,
                "version": item.statement.version,
                "digest": item.statement.digest,
                "amount": plain(item.amount),
            }
            for item in sorted(items, key=lambda item: item.statement.number)
        ],
    }
    return hashlib.sha256(canonical_json(document)).hexdigest()
