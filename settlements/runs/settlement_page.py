"""What the page of one agreement in a run shows: the statement it would make."""

from typing import Any

from portal.accounts.models import User
from settlements.runs.models import Settlement
from settlements.runs.result_parts import result_parts
from settlements.runs.run_acts import run_acts
from settlements.runs.run_page import SETTLEMENT_KINDS
from settlements.statements.change.told import tell_change
from settlements.statements.page_parts import versions_used


def settlement_page(*, settlement: Settlement, reader: User, page: str | None = None) -> dict[str, Any]:
    """Facts, blockers and warnings always; ladder, shares and lines where something was computed."""
    document, result = settlement.input_document, settlement.result_document
    warnings = list(settlement.warnings.select_related("acknowledged_by", "settlement__agreement"))
    context = {
        "settlement": settlement,
        "run": settlement.run,
        "agreement": settlement.agreement,
        "state_kind": SETTLEMENT_KINDS[settlement.state],
        "blockers": settlement.blockers.select_related("waived_by", "settlement__agreement"),
        "warnings": warnings,
        "open_warnings": [each for each in warnings if not each.acknowledged_by_id],
        "acts": run_acts(settlement.run, reader, 0, 0),
        "reports": settlement.reports.select_related("file").order_by("pk"),
        "versions": versions_used(document) if document else [],
    }
    if result and result["ladder"]:
        context |= result_parts(
            period=settlement.period,
            partner=settlement.partner,
            document=document,
            result=result,
            staff=True,
            page=page,
        )
        context["change"] = tell_change(settlement.change, result["currency"])
    return context
