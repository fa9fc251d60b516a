"""What a version says beside money, over into a draft that begins as its copy."""

from agreements.contributions import tariff_document
from agreements.models import Clause, Obligation, Version
from agreements.obligations.owners import owner_of, owners_of, people_of_party


def carry_over(source: Version, target: Version) -> None:
    """Clauses, obligations, tariff, in place of those it has; nobody answers for one whose owner left."""
    tariff_document.write(target, tariff_document.document(source))
    target.clauses.all().delete()
    target.obligations.all().delete()
    Clause.objects.bulk_create(
        _copy(row, target) for row in Clause.objects.filter(version=source).order_by("position")
    )
    named, obligations = owners_of(source.agreement), []
    rows = Obligation.objects.filter(version=source)
    for row in rows.select_related("owner", "version", "partner").order_by("code"):
        owner = owner_of(row, named)
        copied = _copy(row, target)
        copied.owner = owner if owner in people_of_party(row.partner, row.party) else None
        obligations.append(copied)
    Obligation.objects.bulk_create(obligations)


def _copy(row: Clause | Obligation, target: Version):
    row.pk, row.version = None, target
    row._state.adding = True
    return row
