"""Keep a settlement's blockers and warnings true."""

from collections.abc import Iterable

from settlements.runs.find_blockers import Found
from settlements.runs.models import Blocker, Settlement, SettlementWarning


def rewrite_found(*, settlement: Settlement, blockers: Iterable[Found], warnings: Iterable[Found]) -> None:
    """What is no longer found goes; who waived or acknowledged it stays only where its details are the same
    to the letter.
    """
    _rewrite(Blocker, settlement, settlement.blockers.all(), blockers)
    _rewrite(SettlementWarning, settlement, settlement.warnings.all(), warnings)


def _rewrite(
    rows: type[Blocker] | type[SettlementWarning],
    settlement: Settlement,
    before: Iterable[Blocker | SettlementWarning],
    found: Iterable[Found],
) -> None:
    now = {each.kind: each.details for each in found}
    for row in before:
        if now.get(row.kind) != row.details:
            row.delete()
        else:
            now.pop(row.kind)
    rows.objects.bulk_create(
        rows(settlement=settlement, partner_id=settlement.partner_id, kind=kind, details=details)
        for kind, details in now.items()
    )
