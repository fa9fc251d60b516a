"""Gathers the tasks of the rooms, for Celery to find."""

from settlements.balances.tasks import (
    verify_books,
    verify_books_after_run,
    verify_books_asked,
    verify_books_before_run,
)
from settlements.disputes.tasks import remind_of_disputes
from settlements.payouts.bank_statements.tasks import read_bank_statement, resume_bank_statements
from settlements.payouts.tasks import remind_remittances, void_batches
from settlements.runs.tasks import (
    compute_restatement,
    estimate_after_rates,
    estimate_after_run,
    estimate_agreement,
    estimate_report,
    issue,
    judge_goals,
    refresh_estimates,
    resume_runs,
    settle,
    settle_run,
)
from settlements.statements.archive.tasks import make_statement_archive, resume_statement_archives
from settlements.statements.pdf.tasks import make_pdf, resume_pdfs
from settlements.tax.tasks import remind_of_treaties

__all__ = [
    "compute_restatement",
    "estimate_after_rates",
    "estimate_after_run",
    "estimate_agreement",
    "estimate_report",
    "issue",
    "judge_goals",
    "make_pdf",
    "make_statement_archive",
    "read_bank_statement",
    "refresh_estimates",
    "remind_of_disputes",
    "remind_of_treaties",
    "remind_remittances",
    "resume_bank_statements",
    "resume_pdfs",
    "resume_runs",
    "resume_statement_archives",
    "settle",
    "settle_run",
    "verify_books",
    "verify_books_after_run",
    "verify_books_asked",
    "verify_books_before_run",
    "void_batches",
]
