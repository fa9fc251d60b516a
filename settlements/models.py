"""Gathers the models of the rooms; each lives in its own."""

from settlements.adjustments.models import Adjustment
from settlements.balances.general_ledger.models import LedgerAccount
from settlements.balances.models import ContingentClaim, Entry, JournalTransaction
from settlements.balances.soundness.models import BooksCheck
from settlements.bank_accounts.models import BankAccount
from settlements.corrections.models import Correction
from settlements.disputes.models import DayOff, Dispute, DisputeChange, DisputedLine, Message, Question
from settlements.disputes.reminder_model import DisputeReminder
from settlements.disputes.sandbox.models import DisputeProposalBasis
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
    RemittanceReceipt,
    RemittanceReminder,
    TwoApproversFrom,
)
from settlements.payouts.proofs.models import RemittanceProof
from settlements.payouts.surplus.models import SurplusUse
from settlements.runs.models import Blocker, Settlement, SettlementRun, SettlementWarning
from settlements.runs.restate.models import ContainedOutcome, RestatedPeriod, Restatement
from settlements.statements.archive.models import StatementArchive
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Acceptance, Line, Seal, Statement, StatementReport
from settlements.statements.pdf.models import PdfRequest, StatementPdf
from settlements.tax.models import TreatyReminder, WithholdingRate

__all__ = [
    "Acceptance",
    "Adjustment",
    "AgreementOpening",
    "BankAccount",
    "BankLine",
    "BankStatementFile",
    "BatchApproval",
    "Blocker",
    "BooksCheck",
    "ContainedOutcome",
    "ContingentClaim",
    "Correction",
    "DayOff",
    "Dispute",
    "DisputeChange",
    "DisputeProposalBasis",
    "DisputeReminder",
    "DisputedLine",
    "Entry",
    "Estimate",
    "FxRate",
    "JournalTransaction",
    "LedgerAccount",
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
    "RemittanceProof",
    "RemittanceReceipt",
    "RemittanceReminder",
    "RestatedPeriod",
    "Restatement",
    "Seal",
    "Settlement",
    "SettlementRun",
    "SettlementWarning",
    "Statement",
    "StatementArchive",
    "StatementPdf",
    "StatementReport",
    "SurplusUse",
    "TreatyReminder",
    "TwoApproversFrom",
    "WithholdingRate",
]
