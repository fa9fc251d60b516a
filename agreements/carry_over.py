"""What a version says beside money, over into a draft that begins as its copy."""

from agreements.contributions import tariff_document
from agreements.exclusivity import holders_document
from agreements.models import Clause, Obligation, Version
from agreements.obligations.owners import owner_of, owners_of, people_of_party
from agreements.operations import operations_document


def carry_over(source: Version, target: Version) -> None:
    """In place of what it has; nobody answers for an obligation whose owner left.

    Where the terms were copied before, rights stay whose they were.
    """
    holders = holders_document.document(source)
    own = set(target.grants.values_list("code", flat=True))
    holders_document.write(target, {code: holder for code, holder in holders.items() if code in own})
    operations_document.write(target, operations_document.document(source))
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
