"""Gathers the models of the rooms; each lives in its own."""

from settlements.adjustments.models import Adjustment
from settlements.balances.models import ContingentClaim, Entry, JournalTransaction
from settlements.bank_accounts.models import BankAccount
from settlements.corrections.models import Correction
from settlements.disputes.models import Dispute, DisputeChange, DisputedLine, Message, Question
from settlements.fx.models import FxRate
from settlements.openings.models import AgreementOpening
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.models import (
    BatchApproval,
    Payout,
    PayoutBatch,
    PayoutItem,
    PayoutOutcome,
    Remittance,
    RemittanceItem,
    TwoApproversFrom,
)
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.statements.archive.models import StatementArchive
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Acceptance, Line, Seal, Statement, StatementReport
from settlements.statements.pdf.models import PdfRequest, StatementPdf

__all__ = [
    "Acceptance",
    "Adjustment",
    "AgreementOpening",
    "BankAccount",
    "BankLine",
    "BankStatementFile",
    "BatchApproval",
    "Blocker",
    "ContingentClaim",
    "Correction",
    "Dispute",
    "DisputeChange",
    "DisputedLine",
    "Entry",
    "Estimate",
    "FxRate",
    "JournalTransaction",
    "Line",
    "Message",
    "Payout",
    "PayoutBatch",
    "PayoutItem",
    "PayoutOutcome",
    "PdfRequest",
    "Question",
    "Remittance",
    "RemittanceItem",
    "RestatedPeriod",
    "Restatement",
    "Seal",
    "Settlement",
    "SettlementRun",
    "Statement",
    "StatementArchive",
    "StatementPdf",
    "StatementReport",
    "TwoApproversFrom",
]
