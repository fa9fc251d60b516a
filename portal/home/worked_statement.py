"""The settlement that docs/formula.md works through, settled here again for the page of help."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from settlements.engine import settle_document
from settlements.statements.explain_steps import Explained, explain_steps
from settlements.statements.headline import Parties
from settlements.statements.ladder_rungs import ladder_rungs
from settlements.statements.line_list import LineGroup
from settlements.statements.line_rows import LineRow, rows_of_document
from settlements.statements.names import Names
from settlements.statements.page_parts import ShareBar, share_bar
from settlements.statements.setting import setting_of
from settlements.statements.terms_behind import rule_facts, rule_tiers

FILE = settings.BASE_DIR / "docs" / "worked-statement.json"
SHOWN_LINE = "ID"
"""The market whose line is followed step by step: the one in which most comes together."""


@dataclass(frozen=True, slots=True)
class WorkedStatement:
    """What the pieces of a statement's page need, of a statement nobody is owed."""

    currency: str
    row: LineRow
    facts: list[tuple[str, Any]]
    tiers: list[dict[str, Any]]
    steps: list[Explained]
    groups: list[LineGroup]
    total: Decimal
    count: int
    rungs: list[dict[str, Any]]
    shares: ShareBar


@lru_cache(maxsize=1)
def worked_documents() -> tuple[dict[str, Any], dict[str, Any]]:
    """Input and result, read only. Both are the same for everybody."""
    document = json.loads(FILE.read_text())
    return document, settle_document(document)


def worked_statement() -> WorkedStatement:
    """In the reader's language."""
    document, result = worked_documents()
    names = Names()
    rows = rows_of_document(result, names)
    total = sum((Decimal(line["amount"]) for line in result["lines"]), Decimal(0))
    row = next(row for row in rows if row.document["market"] == SHOWN_LINE)
    setting = setting_of(document, result, names, row.document)
    return WorkedStatement(
        currency=result["currency"],
        row=row,
        facts=rule_facts(setting),
        tiers=rule_tiers(setting),
        steps=explain_steps(row.document["steps"], setting),
        groups=[LineGroup("", total, len(rows), rows)],
        total=total,
        count=len(rows),
        rungs=ladder_rungs(result, setting_of(document, result, names)),
        shares=share_bar(result, Parties(_("The licensor"), _("The partner"), staff=False)),
    )
