"""Usage of a period inside the exclusive scope of another agreement."""

from datetime import date
from typing import Any

from agreements.exclusivity.in_force import SCOPE, Holding
from portal.periods import DateRange
from settlements.runs.models import Settlement
from usage.archive.source_rows import LineOfRows
from usage.source_rows import rows_behind
from usage.usage_of_period import counting_reports

Bucket = dict[str, Any]


def exclusive_usage(
    *, settlement: Settlement, document: dict[str, Any], held: list[Holding]
) -> list[dict[str, Any]]:
    """By right and what of it was used, with the first and the last day's end of the right in the period.

    `held`: the rights of other agreements in the period.
    Buckets are not cut where other agreements' rights begin and end, so where one lies partly outside, the
    rows it sums are asked for their days.
    """
    found = []
    for holding in held:
        buckets = [bucket for bucket in document["usage"] if _covers(holding, bucket)]
        used = {
            tuple(bucket[name] for name in SCOPE) for bucket in buckets if _used(settlement, holding, bucket)
        }
        found += [_row(holding, scope) for scope in sorted(used)]
    return found


def _covers(holding: Holding, bucket: Bucket) -> bool:
    entries = (getattr(holding.row, name) for name in SCOPE)
    return all(
        entry is None or entry.code == bucket[name] for entry, name in zip(entries, SCOPE, strict=True)
    )


def _used(settlement: Settlement, holding: Holding, bucket: Bucket) -> bool:
    days = DateRange(date.fromisoformat(bucket["from"]), date.fromisoformat(bucket["to"]))
    common = days.clip(holding.days)
    if common is None or common == days:
        return common is not None
    reports = counting_reports(period=settlement.period).select_related("file")
    rows = rows_behind(
        reports=list(reports),
        line=LineOfRows(
            **{name: bucket[name] for name in (*SCOPE, "unit", "currency")},
            date_ranges=[(common.start, common.end)],
        ),
        limit=0,
    )
    # Nobody can ask erased rows for their days: a bucket that lies partly in the right stands for them.
    return rows.total > 0 or bool(rows.erased)


def _row(holding: Holding, scope: tuple[str, ...]) -> dict[str, Any]:
    return {
        **dict(zip(SCOPE, scope, strict=True)),
        "right": holding.code,
        "agreement": holding.agreement.number,
        "partner": holding.agreement.partner.name,
        "from": holding.days.start.isoformat(),
        "to": holding.days.end.isoformat(),
    }
