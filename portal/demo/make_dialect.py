"""A host whose system writes a layout of its own: the dialect that reads it, and a file in it."""

import csv
import io
from typing import Any

from portal.accounts.models import Partner
from portal.demo.hosts import host_of
from portal.demo.people import member
from portal.demo.traffic import COLUMNS, usage_rows
from usage.dialects.read_definition import read_definition
from usage.dialects.save_dialect import save_dialect
from usage.models import Dialect

HOST = "alpenrechner"
NAME = "Abrechnungssystem"
OWN = {
    "usage_date": "Datum",
    "application": "Anwendung",
    "model": "Modell",
    "market": "Land",
    "customer_ref": "Kunde",
    "unit": "Einheit",
    "quantity": "Menge",
    "gross_revenue": "Umsatz",
    "deductions": "Nachlass",
    "currency": "Währung",
    "source_ref": "Beleg",
}
UNITS = {"input_tokens": "Token (Eingabe)", "output_tokens": "Token (Ausgabe)"}
DEFINITION: dict[str, Any] = {
    "separator": ";",
    "columns": {name: {"column": own} for name, own in OWN.items()},
    "numbers": {"decimal": ",", "grouping": "'"},
    "days": {"pattern": "DD.MM.YYYY"},
    "units": {own: {"unit": code, "factor": "1"} for code, own in UNITS.items()},
}


def make_dialect() -> None:
    """Saved by the host's uploader, unless it is there."""
    partner = Partner.objects.get(code=HOST)
    if not Dialect.objects.filter(partner=partner).exists():
        by = member(HOST, "uploads")
        save_dialect(by=by, partner=partner, name=NAME, definition=read_definition(DEFINITION))


def own_csv(label: str) -> bytes:
    """The host's month as its own system writes it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(OWN[name] for name in COLUMNS)
    for row in usage_rows(host_of(HOST), label):
        writer.writerow(_written(dict(zip(COLUMNS, row, strict=True)))[name] for name in COLUMNS)
    return text.getvalue().encode()


def _written(row: dict[str, str]) -> dict[str, str]:
    year, month, day = row["usage_date"].split("-")
    numbers = {name: _number(row[name]) for name in ("quantity", "gross_revenue", "deductions")}
    return {**row, **numbers, "usage_date": f"{day}.{month}.{year}", "unit": UNITS[row["unit"]]}


def _number(text: str) -> str:
    """1234567.5 as Switzerland writes it: 1'234'567,5."""
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}".replace(",", "'") + (f",{decimals}" if point else "")
