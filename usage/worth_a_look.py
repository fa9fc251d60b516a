"""What is unusual in a report beside the period before: it rejects no row, but somebody should look."""

from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.operations.operations_on import operations_on
from portal.web import formats
from usage.models import Report
from usage.report_totals import TotalRow, Totals

USUAL = Decimal("0.5")
"""Where the terms set no variance to be explained."""


def worth_a_look(*, report: Report, totals: Totals) -> list[str]:
    """Sentences: revenue far from that of the period before, and currencies it did not have."""
    if not totals.previous:
        return []
    agreed = operations_on(report.agreement, report.period.from_date).variance_threshold
    most = USUAL if agreed is None else agreed
    rows = [(each, "") for each in totals.by_currency]
    rows += [(each, each.name) for each in totals.by_application]
    found = [_varies(row, name, totals.previous) for row, name in rows if _is_far(row, most)]
    return found + [_new(row, totals.previous) for row in totals.by_currency if row.before is None]


def _is_far(row: TotalRow, most: Decimal) -> bool:
    return row.change is not None and abs(row.change) > most


def _varies(row: TotalRow, name: str, previous: str) -> str:
    change = row.change or Decimal()
    names = {
        "what": name or row.currency,
        "currency": row.currency,
        "percent": formats.percent(abs(change)),
        "period": formats.period(previous),
    }
    if name:
        above = _("%(what)s: net revenue in %(currency)s is %(percent)s above that of %(period)s.")
        below = _("%(what)s: net revenue in %(currency)s is %(percent)s below that of %(period)s.")
    else:
        above = _("Net revenue in %(currency)s is %(percent)s above that of %(period)s.")
        below = _("Net revenue in %(currency)s is %(percent)s below that of %(period)s.")
    return (above if change > 0 else below) % names


def _new(row: TotalRow, previous: str) -> str:
    sentence = _("%(currency)s is new: %(period)s had no revenue in it.")
    return sentence % {"currency": row.currency, "period": formats.period(previous)}
