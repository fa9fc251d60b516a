"""A report's customers beside those of the period before, counted once, in the check."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import ngettext

from portal.web import formats
from usage.archive.new_customers import new_customers
from usage.check.verdict import Verdict
from usage.models import Report
from usage.report_totals import period_before
from usage.storage import local_paths
from usage.usage_of_period import counting_reports

log = logging.getLogger(__name__)


def with_customers(
    *,
    report: Report,
    verdict: Verdict,
    folder: Path,
    fetch: Callable[[Path], object] = lambda path: None,
) -> Verdict:
    """The verdict with what its rows say of customers. fetch: called with each file before it is read."""
    if "customer_ref" not in verdict.columns or not verdict.rows_paths:
        return verdict
    found = customers_beside(report=report, rows=verdict.rows_paths, folder=folder, fetch=fetch)
    return replace(verdict, customers=found)


def customers_beside(
    *,
    report: Report,
    rows: Sequence[Path],
    folder: Path,
    fetch: Callable[[Path], object] = lambda path: None,
) -> dict[str, Any] | None:
    """`{"period": label, "now", "before", "new"}` as the verdict keeps it.

    None where there is nothing to compare with: no figures before, no customer_ref on either side, rows that
    were erased or cannot be read. A warning is not worth a check that fails.
    """
    earlier = period_before(report)
    reports = list(counting_reports(period=earlier)) if earlier is not None else []
    if earlier is None or not reports or any(each.erased_at for each in reports):
        return None
    try:
        for path in rows:
            fetch(path)
        archives = local_paths(names=[name for each in reports for name in each.archives], folder=folder)
        found = new_customers(rows=rows, earlier=archives, folder=folder)
    except (OSError, duckdb.Error):
        log.exception("customers cannot be compared", extra={"report": report.pk})
        return None
    if found is None:
        return None
    return {"period": earlier.label, "now": found.now, "before": found.before, "new": found.new}


def customers_sentence(found: dict[str, Any]) -> str:
    """That some are new; empty where none is."""
    if not found["new"]:
        return ""
    sentence = ngettext(
        "%(new)s of %(now)s customers is new: %(period)s had %(before)s.",
        "%(new)s of %(now)s customers are new: %(period)s had %(before)s.",
        found["new"],
    )
    numbers = {name: formats.exact(found[name]) for name in ("new", "now", "before")}
    return sentence % {**numbers, "period": formats.period(found["period"])}
