"""The operational terms that hold on a day."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from agreements.models import Agreement, OperationalTerms, Version
from agreements.operations.operations_document import operations_of

_STANDING = "standing_versions"


def with_operations(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements with what `operations_on` looks at, in one query more."""
    return agreements.prefetch_related(Prefetch("versions", _in_force(), to_attr=_STANDING))


def operations_on(agreement: Agreement, day: date) -> OperationalTerms:
    """Those of the version in force on the day; the defaults, unsaved, where none is."""
    return of_day(standing_versions(agreement), day)


def standing_versions(agreement: Agreement) -> list[Version]:
    """The versions in force in the order of their first day, for `of_day`; none of one not written yet."""
    if agreement.pk is None:
        return []
    found = getattr(agreement, _STANDING, None)
    return list(_in_force().filter(agreement=agreement)) if found is None else found


def keep_standing(agreement: Agreement, versions: list[Version]) -> None:
    """`versions` are those in force, in order, with their operations: nobody reads them again."""
    setattr(agreement, _STANDING, versions)


def standing_with(version: Version) -> list[Version]:
    """Those in force as they would stand with the version."""
    others = [each for each in standing_versions(version.agreement) if each.pk != version.pk]
    return sorted([*others, version], key=lambda each: (each.from_date, each.number))


def of_day(standing: list[Version], day: date) -> OperationalTerms:
    found = [version for version in standing if version.from_date <= day]
    return operations_of(found[-1]) if found else OperationalTerms()


def _in_force() -> QuerySet[Version]:
    return (
        Version.objects.filter(state=Version.State.IN_FORCE)
        .select_related("operations")
        .order_by("from_date", "number")
    )
