"""A report with its verdict, as the API says it: the same sentences as on its page."""

from decimal import Decimal, localcontext
from typing import Any

from portal.api.money import money
from usage.api.shapes import ReportRow, ReportShape
from usage.file_sentences import file_sentence
from usage.forms import SubmitForm
from usage.models import Report
from usage.report_page import progress_of
from usage.report_totals import EXACT
from usage.row_sentences import warning_sentence
from usage.verdict_text import file_sentences, problem_groups


def report_body(report: Report) -> dict[str, Any]:
    """JSON of ReportShape."""
    row = ReportRow(report).data
    told = {
        "format": report.verdict.get("format") or None,
        "progress": _progress(report),
        "totals": [_total(each) for each in report.verdict.get("by_currency", [])],
        "file_problems": [
            {"code": each["code"], "line": each.get("line"), "sentence": _of_file(report, each)}
            for each in report.verdict.get("file_problems", [])
        ],
        "problems": problem_groups(report),
        "warnings": [
            {"code": each["code"], "sentence": warning_sentence(**each)}
            for each in report.verdict.get("warnings", [])
        ],
        "to_confirm": _to_confirm(report),
    }
    rest = ReportShape(told, partial=True)
    return row | {
        name: rest.fields[name].to_representation(value) if value is not None else None
        for name, value in told.items()
    }


def _of_file(report: Report, problem: dict[str, Any]) -> str:
    """Of an erased report, whose found values are gone, the one sentence of its page."""
    return file_sentences(report)[0] if report.erased_at else file_sentence(**problem)


def _progress(report: Report) -> dict[str, Any] | None:
    if report.state != Report.State.CHECKING:
        return None
    percent = progress_of(report).get("percent")
    return {"rows_seen": report.rows_seen, "bytes_seen": report.bytes_seen, "percent": percent}


def _total(sums: dict[str, Any]) -> dict[str, Any]:
    gross, less, currency = Decimal(sums["gross_revenue"]), Decimal(sums["deductions"]), sums["currency"]
    with localcontext(prec=EXACT):
        net = gross - less
    return {
        "rows": sums["rows"],
        "gross_revenue": money(gross, currency),
        "deductions": money(less, currency),
        "net_revenue": money(net, currency),
    }


def _to_confirm(report: Report) -> dict[str, Any] | None:
    if report.state != Report.State.CHECKED or not report.accepted:
        return None
    fields = SubmitForm(report=report).fields
    names = ("confirm", "completes_period", "leave_out_rejected", "despite_control_totals")
    return {name: str(fields[name].label) if name in fields else None for name in names}
