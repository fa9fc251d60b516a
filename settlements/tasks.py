"""Gathers the tasks of the rooms, for Celery to find."""

from settlements.balances.tasks import verify_books
from settlements.runs.tasks import issue, judge_goals, resume_runs, settle, settle_run
from settlements.statements.pdf.tasks import make_pdf

__all__ = ["issue", "judge_goals", "make_pdf", "resume_runs", "settle", "settle_run", "verify_books"]
