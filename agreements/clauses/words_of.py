"""What a version's fragment shows beside money: where its clauses are found, what it obliges to."""

from typing import Any

from agreements.models import Version
from agreements.obligations.overdue import suspended_grants
from agreements.obligations.today import today_of
from agreements.terms_on_page import scope_words


def words_of(version: Version, when: str) -> dict[str, Any]:
    """`anchor` begins the address of each clause: `#clause-4.1` in the terms that hold now and in a draft.

    Where several versions stand on one page, the others name themselves.
    """
    alone = when == "now" or version.state != Version.State.IN_FORCE
    return {
        "anchor": "clause-" if alone else f"version-{version.number}-clause-",
        "clause_numbers": {clause.number for clause in version.clauses.all()},
        "resting": _resting(version) if when == "now" else set(),
        "obligations": [(row, scope_words(row)) for row in version.obligations.all()],
    }


def _resting(version: Version) -> set[int]:
    """Ids of exclusive rights that rest today."""
    if not version.grants.all():
        return set()
    agreement = version.agreement
    return {grant.pk for grant in suspended_grants(agreement, today_of(agreement))}
