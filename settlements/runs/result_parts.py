"""The parts of a statement's page for a result that is not issued."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from portal.accounts.models import Licensor, Partner
from settlements.openings.read import carried_into
from settlements.statements.headline import Parties, headline_of
from settlements.statements.ladder_rungs import ladder_rungs
from settlements.statements.line_list import LineGroup
from settlements.statements.line_rows import LineRow, kind_name, rows_of_document
from settlements.statements.names import Names
from settlements.statements.page_parts import remarks_of, share_bar
from settlements.statements.setting import setting_of
from usage.models import Period

PER_PAGE = 200


def result_parts(
    *, period: Period, partner: Partner, document: dict, result: dict, staff: bool, page: str | None
) -> dict[str, Any]:
    """Headline, ladder, shares, remarks and lines, named as the parts of the statement's page want them."""
    names = Names()
    licensor = Licensor.objects.first()
    parties = Parties(licensor.legal_name if licensor else _("The licensor"), partner.name, staff=staff)
    rows = rows_of_document(result, names)
    shown = Paginator(rows, PER_PAGE).get_page(page)
    return {
        "statement": {"currency": result["currency"]},
        "headline": headline_of(result, period.label, parties, tail=period.is_tail),
        "rungs": ladder_rungs(
            result,
            setting_of(document, result, names, carried_date=carried_into(period)),
        ),
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
