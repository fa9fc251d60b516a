"""What the page of one agreement in a run shows: the statement it would make."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator

from agreements.eligibility.unlicensed_usage import Used, unlicensed_usage
from portal.accounts.models import Licensor
from settlements.openings.read import carried_into
from settlements.runs.models import Settlement
from settlements.runs.run_page import SETTLEMENT_KINDS
from settlements.statements.change.told import tell_change
from settlements.statements.headline import Parties, headline_of
from settlements.statements.ladder_rungs import ladder_rungs
from settlements.statements.line_list import LineGroup
from settlements.statements.line_rows import LineRow, kind_name, rows_of_document
from settlements.statements.names import Names
from settlements.statements.page_parts import remarks_of, share_bar, versions_used
from settlements.statements.setting import setting_of

PER_PAGE = 200


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
        context |= _computed(settlement, document, result, page)
    return context


def _unlicensed(usage: list[dict[str, Any]]) -> list[str]:
    """What the usage says of models where they are not licensed."""
    return unlicensed_usage(
        Used(each["model"], each["market"], *(date.fromisoformat(each[name]) for name in ("from", "to")))
        for each in usage
    )


def _computed(settlement: Settlement, document: dict, result: dict, page: str | None) -> dict[str, Any]:
    names = Names()
    licensor = Licensor.objects.first()
    parties = Parties(licensor.legal_name if licensor else "", settlement.partner.name, staff=True)
    rows = rows_of_document(result, names)
    shown = Paginator(rows, PER_PAGE).get_page(page)
    return {
        # Named as on the statement's page, whose parts are used here.
        "statement": {"currency": result["currency"]},
        "headline": headline_of(result, settlement.period.label, parties),
        "rungs": ladder_rungs(
            result,
            setting_of(document, result, names, carried_date=carried_into(settlement.period)),
        ),
        "change": tell_change(settlement.change, result["currency"]),
        "shares": share_bar(result, parties),
        "remarks": remarks_of(document, result, names),
        "lines": shown,
        "groups": _groups(rows, shown),
        "lines_total": _sum(rows),
        "currency": result["currency"],
    }


def _groups(rows: list[LineRow], shown: Page) -> list[LineGroup]:
    """By kind; totals over all lines, rows of this page only."""
    kinds = list(dict.fromkeys(row.kind for row in shown))
    return [
        LineGroup(
            kind_name(kind),
            _sum([row for row in rows if row.kind == kind]),
            sum(row.kind == kind for row in rows),
            [row for row in shown if row.kind == kind],
        )
        for kind in kinds
    ]


def _sum(rows: list[LineRow]) -> Decimal:
    return sum((Decimal(row.document["amount"]) for row in rows), Decimal(0))
