"""The operational terms of a version as a member of `agreement-terms/1`."""

from decimal import Decimal
from typing import Any

from agreements.models import Agreement, OperationalTerms, Version
from agreements.read_members import Row, read_object

MEMBER = "operations"
MEMBERS = (
    *("period_length", "reporter"),
    *("tolerance_share", "tolerance_amount", "report_due_days", "missing_report", "payment_days"),
    *("dispute_window_days", "acknowledge_days", "propose_days", "escalation", "escalation_rules"),
    *("netting", "self_billing", "variance_threshold"),
    *("rows_kept_months", "customer_refs"),
)
MOST_DAYS = 3660
MOST_MONTHS = 240


def operations_of(version: Version) -> OperationalTerms:
    """The version's operational terms; unsaved defaults where none were written."""
    found: OperationalTerms | None = getattr(version, "operations", None)
    return found or OperationalTerms(version=version, partner_id=version.partner_id)


def document(version: Version) -> dict[str, Any]:
    """Members by name, what is not agreed absent; shares and amounts as plain text."""
    row = operations_of(version)
    members = {name: _plain(getattr(row, name)) for name in MEMBERS}
    return {name: value for name, value in members.items() if value not in (None, "")}


def write(version: Version, value: Any) -> None:
    """Replace a draft's operational terms. The caller holds its lock. Raises InvalidInput."""
    members = read_object(value, path=MEMBER, known=MEMBERS, read=_read)
    version.operations, _made = OperationalTerms.objects.update_or_create(
        version=version, defaults={"partner_id": version.partner_id, **members}
    )


def _read(row: Row) -> dict[str, Any]:
    return {
        "period_length": row.choice_or("period_length", Agreement.PeriodLength.values, ""),
        "reporter": row.choice_or("reporter", Agreement.Party.values, ""),
        "tolerance_share": row.decimal("tolerance_share", most=Decimal(1), places=6),
        "tolerance_amount": row.decimal("tolerance_amount", most=Decimal(10) ** 15, places=4),
        "report_due_days": row.whole("report_due_days", MOST_DAYS),
        "missing_report": row.choice_or(
            "missing_report", OperationalTerms.MissingReport.values, OperationalTerms.MissingReport.WAIT
        ),
        "payment_days": row.whole("payment_days", MOST_DAYS),
        "dispute_window_days": row.whole("dispute_window_days", MOST_DAYS),
        "acknowledge_days": row.whole("acknowledge_days", MOST_DAYS) or OperationalTerms.ACKNOWLEDGE_DAYS,
        "propose_days": row.whole("propose_days", MOST_DAYS) or OperationalTerms.PROPOSE_DAYS,
        "escalation": row.choice_or("escalation", OperationalTerms.Escalation.values, ""),
        "escalation_rules": row.text("escalation_rules", 500, optional=True),
        "netting": row.yes("netting"),
        "self_billing": row.yes("self_billing"),
        "variance_threshold": row.decimal("variance_threshold", most=Decimal(9), places=6),
        "rows_kept_months": row.whole("rows_kept_months", MOST_MONTHS),
        "customer_refs": row.choice_or("customer_refs", OperationalTerms.CustomerRefs.values, ""),
    }


def _plain(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
