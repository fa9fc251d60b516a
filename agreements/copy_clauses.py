"""The words of one version into a draft."""

from agreements.models import Clause, Version
from agreements.standard_clauses import write_standard_clauses


def copy_clauses(version: Version, source: Version) -> None:
    """Let the draft have the clauses of `source` and no others."""
    copies = [
        Clause(
            version=version,
            partner_id=version.partner_id,
            number=each.number,
            position=each.position,
            kind=each.kind,
            title=each.title,
            text=each.text,
        )
        for each in source.clauses.all()
    ]
    version.clauses.all().delete()
    Clause.objects.bulk_create(copies)


def begin_clauses(version: Version) -> None:
    """Those of the newest version in force, else the standard ones."""
    others = Version.objects.filter(agreement=version.agreement, clauses__isnull=False).exclude(pk=version.pk)
    newest = others.filter(state=Version.State.IN_FORCE).order_by("from_date", "number").last()
    if newest is not None:
        copy_clauses(version, newest)
    write_standard_clauses(version)
