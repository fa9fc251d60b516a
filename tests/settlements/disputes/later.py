"""Time that passes in a test."""

from datetime import datetime, timedelta

from django.utils import timezone

NOW = timezone.now


def clock_set(monkeypatch, at: datetime) -> None:
    """From now on it is that time, wherever it is asked for."""
    monkeypatch.setattr(timezone, "now", lambda: at)


def days_later(monkeypatch, days: float) -> None:
    """So many days after the test began."""
    clock_set(monkeypatch, NOW() + timedelta(days=days))
