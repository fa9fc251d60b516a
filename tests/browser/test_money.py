"""Where the money is: balances, journal, a disputed and corrected statement, both sides."""

import os
from pathlib import Path

import pytest

from settlements.statements.models import Statement
from tests.settlements.adjustments.test_make_adjustment import made
from tests.settlements.balances.books import hold
from tests.settlements.disputes.steps import OCTOBER, agreed, issued
from tests.settlements.statements.test_money_pages import DSP


@pytest.fixture
def statements(live_server, hosta, fiona, april) -> tuple[Statement, Statement]:
    """September, a part of it held, corrected in October; and a statement that Host A owes."""
    hosted = agreed(hosta)
    september = issued(hosted, fiona, "1000", "500")
    hold(hosted, september.number, DSP, "30")
    line = september.lines.get(position=1)
    told = {"statement": september.number, "line_key": line.key, "clause": line.clause}
    made(hosted, fiona, "-12.50", reference=DSP, reason="One file was counted twice.", **told)
    october = issued(hosted, fiona, "800", label=OCTOBER)
    hold(hosted, september.number, "DSP-2026-000002", "45")
    owed = issued(agreed(hosta, collected_by="partner"), fiona, "250")
    hold(owed.agreement, owed.number, "DSP-2026-000003", "20", "receivable")
    return september, october


def look(page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def paths(september: Statement, october: Statement, root: str) -> dict[str, str]:
    one = f"{root}statements/{september.number}/"
    return {
        "statement": one,
        "line": f"{one}lines/1/",
        "rung": f"{root}statements/{october.number}/ladder/adjustments/",
    }


def test_the_partner_s(statements, visit, check_page, finn, vera):
    for name, path in {"balance": "/balance/", **paths(*statements, "/")}.items():
        page = visit(path, finn, language="ar", theme="dark")
        look(page, f"{name}-ar-dark")
        check_page(page)
        check_page(visit(path, vera, width=320))
        look(page, f"{name}-en-320")


def test_the_staff_s(statements, visit, check_page, adam):
    own = {"balances": "/staff/balances/", "journal": "/staff/journal/"}
    for name, path in {**own, **paths(*statements, "/staff/")}.items():
        page = visit(path, adam)
        look(page, f"staff-{name}-en")
        check_page(page)
