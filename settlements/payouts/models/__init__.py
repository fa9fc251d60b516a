"""Payouts in their batches, what came of them, and remittance requests the other way."""

from settlements.payouts.models.batch import BatchApproval, PayoutBatch, TwoApproversFrom
from settlements.payouts.models.outcome import PayoutOutcome
from settlements.payouts.models.payout import Payout, PayoutItem
from settlements.payouts.models.receipt import RemittanceReceipt
from settlements.payouts.models.reminder import RemittanceReminder
from settlements.payouts.models.remittance import Remittance, RemittanceItem

__all__ = [
    "BatchApproval",
    "Payout",
    "PayoutBatch",
    "PayoutItem",
    "PayoutOutcome",
    "Remittance",
    "RemittanceItem",
    "RemittanceReceipt",
    "RemittanceReminder",
    "TwoApproversFrom",
]
