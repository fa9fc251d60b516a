"""What is approved, in one number."""

import hashlib
from collections.abc import Iterable

from settlements.engine.exact import plain
from settlements.engine.json_text import canonical_json
from settlements.payouts.models import Payout, PayoutBatch, PayoutItem


def fingerprint_of(*, payout: Payout, items: Iterable[PayoutItem]) -> str:
    """SHA-256, hex: number, partner, currency, both accounts, every item with its statement's digest."""
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
    if payout.account_id is not None:
        document |= {"to_account": payout.account_id, "from_account": payout.from_account_id}
    return hashlib.sha256(canonical_json(document)).hexdigest()


def batch_fingerprint(batch: PayoutBatch, payouts: Iterable[Payout]) -> str:
    """SHA-256, hex, over number, day, number of approvals, the bank file's digest and each payout's own."""
    document = {
        "batch": batch.number,
        "pay_date": batch.pay_date.isoformat(),
        "approvals_needed": batch.approvals_needed,
        "bank_file": batch.file_sha256,
        "payouts": {payout.number: payout.fingerprint for payout in payouts},
    }
    return hashlib.sha256(canonical_json(document)).hexdigest()
