"""What a prepared batch comes to: how many approve it, its bank file's digest, its fingerprint."""

from settlements.payouts.bank_file import bank_file_sha256
from settlements.payouts.fingerprint_of import batch_fingerprint
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.two_approvers import approvals_needed


def seal_batch(batch: PayoutBatch, payouts: list[Payout]) -> None:
    """Writes them; within the act that put payouts in or took one out."""
    batch.approvals_needed = approvals_needed(payouts)
    batch.file_sha256 = bank_file_sha256(batch, payouts)
    batch.fingerprint = batch_fingerprint(batch, payouts)
    batch.save(update_fields=["approvals_needed", "file_sha256", "fingerprint", "version"])
