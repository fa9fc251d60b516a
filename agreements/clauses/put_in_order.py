"""Let the clauses of a version stand in the order of their numbers."""

from agreements.clauses.numbers import in_order
from agreements.models import Clause, Version


def put_in_order(version: Version) -> None:
    """Inside the act's transaction; the caller has locked the draft."""
    rows = sorted(Clause.objects.filter(version=version), key=lambda clause: in_order(clause.number))
    moved = []
    for position, clause in enumerate(rows, start=1):
        if clause.position != position:
            clause.position = position
            moved.append(clause)
    Clause.objects.bulk_update(moved, ["position"])
