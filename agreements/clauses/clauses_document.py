"""The clauses of a version as a member of `agreement-terms/1`."""

from typing import Any

from agreements.clauses.numbers import LONGEST, NUMBER
from agreements.clauses.put_in_order import put_in_order
from agreements.models import Clause, Version
from agreements.read_members import Row, read_rows

MEMBER = "clauses"
MEMBERS = ("number", "kind", "title", "text")


def document(version: Version) -> list[dict[str, Any]]:
    """In their order: `[{"number": "4.1", "kind": "privacy", "title": …, "text": …}]`."""
    return [{name: getattr(clause, name) for name in MEMBERS} for clause in version.clauses.all()]


def write(version: Version, value: Any) -> None:
    """Replace the clauses of a draft. The caller holds its lock. Raises InvalidInput."""
    rows = read_rows(value, path=MEMBER, known=MEMBERS, key="number", read=_read)
    version.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(version=version, partner_id=version.partner_id, position=position, **row)
        for position, row in enumerate(rows, start=1)
    )
    put_in_order(version)


def _read(row: Row) -> dict[str, str]:
    number = row.text("number", LONGEST)
    if number and not NUMBER.fullmatch(number):
        row.wrong("number", "bad_number", "Clauses are numbered with digits and points, like 4 or 4.1.")
    return {
        "number": number,
        "kind": row.choice("kind", Clause.Kind.values),
        "title": row.text("title", 200),
        "text": row.text("text", 20_000, lines=True),
    }
