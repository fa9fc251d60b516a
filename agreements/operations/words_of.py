"""Operational terms as pages name them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement, Version
from agreements.operations.operations_document import operations_of
from agreements.words import figures
from portal.web import formats
from portal.web.templatetags import display


def operations_shown(version: Version) -> list[tuple[str, Any]]:
    """(name, words), in the order of a period's life; what is not agreed says so."""
    row = operations_of(version)
    none = _("not agreed")
    return [
        (_("Settlement period"), _said(version, "period_length")),
        (_("Whose figures settle"), _said(version, "reporter")),
        (_("Reports are due"), _after(row.report_due_days) or none),
        (_("Where a report is missing"), row.get_missing_report_display()),
        (_("Tolerated difference of figures"), _tolerance(version) or none),
        (_("Variance to be explained"), _share(row.variance_threshold) or none),
        (_("Rows of usage are kept"), _months(row.rows_kept_months) or none),
        (_("References to customers"), row.get_customer_refs_display() or _("Pseudonyms alone")),
        (_("Payment is due"), _after_issue(row.payment_days) or none),
        (_("Netting of what both sides owe"), _("agreed") if row.netting else none),
        (_("Self-billing"), _("agreed") if row.self_billing else none),
        (_("Disputes may be opened"), _within(row.dispute_window_days) or none),
        (_("Disputes are acknowledged"), _working_days(row.acknowledge_days)),
        (_("A solution is proposed"), _working_days(row.propose_days)),
        (_("Next step of a dispute"), _escalation(row) or none),
    ]


def as_the_agreement_says(agreement: Agreement, member: str) -> str:
    """What `period_length` or `reporter` is where a version leaves it open."""
    return _("as the agreement says (%(what)s)") % {"what": getattr(agreement, f"get_{member}_display")()}


def _said(version: Version, member: str) -> str:
    own = getattr(operations_of(version), f"get_{member}_display")()
    return own or as_the_agreement_says(version.agreement, member)


def _after(days: int | None) -> str:
    if days is None:
        return ""
    sentence = ngettext("%(count)s day after the period's end", "%(count)s days after the period's end", days)
    return sentence % {"count": formats.exact(days)}


def _after_issue(days: int | None) -> str:
    if days is None:
        return ""
    sentence = ngettext(
        "%(count)s day after the statement is issued", "%(count)s days after the statement is issued", days
    )
    return sentence % {"count": formats.exact(days)}


def _within(days: int | None) -> str:
    if days is None:
        return ""
    sentence = ngettext(
        "within %(count)s day of the statement's issue",
        "within %(count)s days of the statement's issue",
        days,
    )
    return sentence % {"count": formats.exact(days)}


def _months(months: int | None) -> str:
    if months is None:
        return ""
    sentence = ngettext(
        "%(count)s month after the period's end", "%(count)s months after the period's end", months
    )
    return sentence % {"count": formats.exact(months)}


def _working_days(days: int) -> str:
    sentence = ngettext("within %(count)s working day", "within %(count)s working days", days)
    return sentence % {"count": formats.exact(days)}


def _share(share: Decimal | None) -> str:
    return "" if share is None else str(display.percent(share))


def _tolerance(version: Version) -> str:
    row = operations_of(version)
    return tolerance_words(row.tolerance_share, row.tolerance_amount, version.agreement.settlement_currency)


def tolerance_words(tolerated_share: Decimal | None, tolerated_amount: Decimal | None, currency: str) -> str:
    """Empty where nothing is agreed."""
    share = "" if tolerated_share is None else figures.percent(tolerated_share)
    amount = "" if tolerated_amount is None else figures.money(tolerated_amount, currency)
    if share and amount:
        return _("%(share)s or %(amount)s, whichever is more") % {"share": share, "amount": amount}
    return share or amount


def _escalation(row) -> str:
    return " · ".join(filter(None, [row.get_escalation_display(), row.escalation_rules]))
