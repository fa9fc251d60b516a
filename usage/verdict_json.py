"""A verdict as JSON. The bucket sums are left out: they become rows of Bucket."""

from collections.abc import Iterable
from typing import Any

from usage.check.verdict import Total, Verdict


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Decimals as plain text."""
    return {
        "format": verdict.format,
        "columns": list(verdict.columns),
        "file_problems": [
            {"code": each.code, "line": each.line, "details": dict(each.details)}
            for each in verdict.file_problems
        ],
        "problems": verdict.problems,
        "groups": [
            {
                "code": group.code,
                "column": group.column,
                "count": group.count,
                "examples": [
                    {"line": each.line, "found": each.found, "expected": dict(each.expected)}
                    for each in group.examples
                ],
            }
            for group in verdict.groups
        ],
        "by_currency": _totals(verdict.by_currency),
        "by_application": _totals(verdict.by_application),
        "by_model": _totals(verdict.by_model),
        "customers": verdict.customers,
        "warnings": [
            {"code": each.code, "count": each.count, "lines": list(each.lines)} for each in verdict.warnings
        ],
    }


def _totals(totals: Iterable[Total]) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "currency": each.currency,
            "rows": each.rows,
            "gross_revenue": format(each.gross_revenue, "f"),
            "deductions": format(each.deductions, "f"),
        }
        for each in totals
    ]
