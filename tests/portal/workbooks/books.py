"""Workbooks as a licensor fills them in: the downloaded template, written into by openpyxl."""

import io
from datetime import date
from typing import Any

from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

PARTNER = {
    "code": "acme",
    "name": "Acme",
    "legal_name": "Acme Hosting GmbH",
    "postal_code": 10115,
    "town": "Berlin",
    "country": "DE",
    "language": "de",
}
AGREEMENT = {
    "reference": "C-1001",
    "partner": "acme",
    "title": "Hosting by Acme",
    "collected_by": "licensor",
    "reporter": "partner",
    "currency": "USD",
    "period": "month",
    "time_zone": "UTC",
    "first_day": date(2025, 1, 1),
    "base": "net_revenue",
    "cap": 500,
    "cap_per": "year",
    "advance": 100,
    "advance_recoup": 50,
}
TIER = {"agreement": "C-1001", "rule": "default", "charge": "percentage", "accumulate": "year"}
TIERS = [{**TIER, "up_to": 1000, "rate": 20}, {"agreement": "C-1001", "rule": "default", "rate": 10}]
OPENING = {
    "agreement": "C-1001",
    "settled_until": date(2026, 8, 31),
    "currency": "USD",
    "balance": 12.34,
    "advance_left": 40,
    "cap_earned": 180,
    "source": "Statement 8/2026",
    "rule": "default",
    "rule_revenue": 900,
}
ALL = {"Partners": [PARTNER], "Agreements": [AGREEMENT], "Rates": TIERS, "Opening balances": [OPENING]}


def template(client) -> Workbook:
    """As downloaded."""
    answer = client.get(reverse("workbook_template"))
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def filled(book: Workbook, sheets: dict[str, list[dict[str, Any]]] = ALL) -> Workbook:
    """Each row below the example, under its headings."""
    for title, rows in sheets.items():
        page = book[title]
        columns = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows, start=4):
            for name, value in row.items():
                page.cell(number, columns[name], value)
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(**over: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The usual workbook; `Partners={"town": ""}` changes members of the first row of that sheet."""
    sheets = {title: [dict(row) for row in rows] for title, rows in ALL.items()}
    for title, members in over.items():
        sheets[title.replace("_", " ")][0].update(members)
    return sheets
