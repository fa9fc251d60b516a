"""The versions of a statement: the first is what was posted, the newest is what counts on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement
from settlements.statements.post_statements import OF_THE_SHARE

VERSIONS = "/versions/"


def newest_versions() -> QuerySet[Statement]:
    """Of each number the newest one."""
    versions = Statement.objects.filter(number=OuterRef("number")).order_by("-version")
    return Statement.objects.filter(pk=Subquery(versions.values("pk")[:1]))


def with_due_as_issued(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Each with `due_as_issued` and `carried_as_issued`: what later versions say of it is for reading."""
    first = Statement.objects.filter(number=OuterRef("number"), version=1)
    return rows.annotate(
        due_as_issued=Subquery(first.values("due_now")[:1]),
        carried_as_issued=Subquery(first.values("carried_forward")[:1]),
    )


def address_of(statement: Statement) -> str:
    """What stands for this very version in a URL: the number alone where it is the newest."""
    if Statement.objects.filter(number=statement.number, version__gt=statement.version).exists():
        return f"{statement.number}{VERSIONS}{statement.version}"
    return statement.number


def file_stem(statement: Statement) -> str:
    """What a statement's files are called: `STM-2026-000001`, of a later version `STM-2026-000001-v2`."""
    return statement.number if statement.version == 1 else f"{statement.number}-v{statement.version}"


def reference_of(number: str, version: int) -> str:
    """How an adjustment names the version it comes from."""
    return f"{number} v{version}"


def share_of(ladder: Mapping[str, Any]) -> Decimal:
    """Σ rungs 1 to 5."""
    with exact_arithmetic():
        return sum((Decimal(ladder[rung]) for rung in OF_THE_SHARE), start=Decimal(0))


def delta_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> Decimal:
    """Σ rungs 1 to 5 of the new ladder, less those of the old one (FORMULA section 7)."""
    with exact_arithmetic():
        return share_of(new) - share_of(old)
