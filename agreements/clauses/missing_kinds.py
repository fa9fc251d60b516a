"""Which of the clauses that every agreement needs a version does not have yet."""

from agreements.models import Clause, Version


def missing_kinds(version: Version) -> list[Clause.Kind]:
    """In the order of Clause.NEEDED; empty where it may come into force."""
    found = {clause.kind for clause in version.clauses.all()}
    return [kind for kind in Clause.NEEDED if kind not in found]
