"""Gathers the tasks of the rooms, for Celery to find."""

from settlements.balances.tasks import verify_books
from settlements.runs.tasks import compute_restatement, issue, judge_goals, resume_runs, settle, settle_run

__all__ = [
    "compute_restatement",
    "issue",
    "judge_goals",
    "resume_runs",
    "settle",
    "settle_run",
    "verify_books",
]
