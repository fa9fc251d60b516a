"""Gathers the tasks of the rooms, for Celery to find."""

from settlements.runs.tasks import issue, resume_runs, settle, settle_run

__all__ = ["issue", "resume_runs", "settle", "settle_run"]
