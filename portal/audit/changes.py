"""What an act changes of a row, before and after, for the audit trail."""

from typing import Any

from django.db.models import Model


def changes(row: Model, given: dict[str, Any]) -> dict[str, dict[str, str | None]]:
    """`{"town": {"from": "Berlin", "to": "Bonn"}}`: what of `given` differs from the row's fields."""
    before = {name: getattr(row, name) for name in given}
    return {
        name: {"from": _plain(before[name]), "to": _plain(value)}
        for name, value in given.items()
        if value != before[name]
    }


def _plain(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)
