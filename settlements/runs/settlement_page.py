"""What the page of one agreement in a run shows: the statement it would make."""

from datetime import date
from typing import Any

from agreements.eligibility.unlicensed_usage import Used, unlicensed_usage
from settlements.runs.models import Settlement
from settlements.runs.result_parts import result_parts
from settlements.runs.run_page import SETTLEMENT_KINDS
from settlements.statements.change.told import tell_change
from settlements.statements.page_parts import versions_used


def settlement_page(*, settlement: Settlement, page: str | None = None) -> dict[str, Any]:
    """Facts and blockers always; ladder, shares and lines where something was computed."""
    document, result = settlement.input_document, settlement.result_document
    context = {
        "settlement": settlement,
        "run": settlement.run,
        "agreement": settlement.agreement,
        "state_kind": SETTLEMENT_KINDS[settlement.state],
        "blockers": settlement.blockers.select_related("waived_by", "settlement__agreement"),
        "reports": settlement.reports.select_related("file").order_by("pk"),
        "versions": versions_used(document) if document else [],
        "unlicensed": _unlicensed(document["usage"]) if document else [],
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


def _unlicensed(usage: list[dict[str, Any]]) -> list[str]:
    """What the usage says of models where they are not licensed."""
    return unlicensed_usage(
        Used(each["model"], each["market"], *(date.fromisoformat(each[name]) for name in ("from", "to")))
        for each in usage
    )
