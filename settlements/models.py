"""Gathers the models of the rooms; each lives in its own."""

from settlements.adjustments.models import Adjustment
from settlements.balances.models import ContingentClaim, Entry, JournalTransaction
from settlements.disputes.models import Dispute, DisputeChange, DisputedLine, Message, Question
from settlements.fx.models import FxRate
from settlements.openings.models import AgreementOpening
from settlements.payouts.models import Payout, PayoutItem, Remittance, RemittanceItem
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.statements.models import Line, Statement, StatementReport

__all__ = [
    "Adjustment",
    "AgreementOpening",
    "Blocker",
    "ContingentClaim",
    "Dispute",
    "DisputeChange",
    "DisputedLine",
    "Entry",
    "FxRate",
    "JournalTransaction",
    "Line",
    "Message",
    "Payout",
    "PayoutItem",
    "Question",
    "Remittance",
    "RemittanceItem",
    "RestatedPeriod",
    "Restatement",
    "Settlement",
    "SettlementRun",
    "Statement",
    "StatementReport",
]
